# cython: annotation_typing=False, boundscheck=False, wraparound=False, cdivision=True
"""Everything a run is, as arrays: the compiled program it reads and the state it changes.

What the arrays hold is said in `columns`, from which `engine` makes, grows, copies and restores them.
"""

from collections.abc import MutableSequence

Ints = MutableSequence[int]
Reals = MutableSequence[float]


class State:
    """The arrays and counters of one run; `kernel.advance` changes them, nothing else does."""

    # The program.
    place_kind: Ints
    place_node: Ints
    place_key: Ints
    place_box: Ints
    place_out: Ints
    place_choice: Ints
    place_role: Ints
    place_units: Ints
    place_work: Ints
    place_policy: Ints
    place_until: Ints
    place_rank: Reals
    place_rank_rule: Ints
    place_writes: Ints
    place_starts: Ints
    place_slot: Ints
    place_joins: Ints
    place_terminate: Ints
    place_watches: Ints
    place_interrupts: Ints
    place_chance: Reals
    place_entry: Ints
    place_repeats: Ints
    place_count: Ints
    place_first: Ints
    place_batch: Ints
    place_patience: Ints
    write_field: Ints
    write_rule: Ints
    write_dist: Ints
    start_place: Ints
    watch_places: Ints
    flow_target: Ints
    flow_key: Ints
    flow_delay: Ints
    flow_rule: Ints
    flow_share: Reals
    flow_default: Ints
    flow_outcome: Ints
    flow_entry: Ints
    flow_slot: Ints
    flow_after: Ints
    code_op: Ints
    code_arg: Reals
    dist_kind: Ints
    dist_a: Reals
    dist_b: Reals
    dist_c: Reals
    dist_d: Reals
    dist_low: Reals
    dist_high: Reals
    dist_scale: Reals
    table_value: Reals
    table_share: Reals
    field_dist: Ints
    field_value: Reals
    field_key: Ints
    calendar_first: Ints
    calendar_tail: Ints
    calendar_week: Ints
    calendar_total: Ints
    calendar_longest: Ints
    span_begin: Ints
    span_end: Ints
    span_before: Ints
    role_order: Ints
    role_groups: Ints
    role_group: Ints
    group_calendar: Ints
    group_speed: Reals
    group_bench: Ints
    group_roles: Ints
    group_role: Ints
    server_group: Ints
    trigger_place: Ints
    trigger_key: Ints
    trigger_dist: Ints
    trigger_calendar: Ints
    trigger_batch: Ints
    trigger_times: Ints
    trigger_rates: Ints
    moment: Ints
    rate: Reals
    # Pool: heap.
    heap_time: Ints
    heap_order: Ints
    heap_item: Ints
    # Pool: token.
    token_case: Ints
    token_place: Ints
    token_scope: Ints
    token_flow: Ints
    token_state: Ints
    token_event: Ints
    token_enabled: Ints
    token_started: Ints
    token_work: Ints
    token_server: Ints
    token_rank: Reals
    token_next: Ints
    token_back: Ints
    token_after: Ints
    token_before: Ints
    token_child: Ints
    token_visit: Ints
    token_chosen: Ints
    token_watch: Ints
    token_job: Ints
    # Pool: watch.
    watch_token: Ints
    watch_place: Ints
    watch_event: Ints
    watch_next: Ints
    # Pool: scope.
    scope_place: Ints
    scope_host: Ints
    scope_case: Ints
    scope_live: Ints
    scope_last: Ints
    scope_first: Ints
    scope_serial: Ints
    scope_next: Ints
    scope_left: Ints
    scope_turn: Ints
    slot_head: Ints
    slot_tail: Ints
    # Pool: case.
    case_number: Ints
    case_arrived: Ints
    case_key: Ints
    case_live: Ints
    case_parked: Ints
    case_scope: Ints
    case_suspect: Ints
    case_next: Ints
    suspects: Ints
    visits: Ints
    values: Reals
    # Pool: log.
    log_case: Ints
    log_place: Ints
    log_scope: Ints
    log_server: Ints
    log_inner: Ints
    log_state: Ints
    log_enabled: Ints
    log_started: Ints
    log_ended: Ints
    log_work: Ints
    # Pool: extra.
    extra_row: Ints
    extra_server: Ints
    # Pool: batch.
    batch_row: Ints
    batch_job: Ints
    batch_formed: Ints
    # Pool: move.
    move_case: Ints
    move_flow: Ints
    move_time: Ints
    move_arrival: Ints
    # Pool: record.
    record_arrived: Ints
    record_ended: Ints
    record_state: Ints
    record_place: Ints
    record_reason: Ints
    record_trigger: Ints
    record_delay: Ints
    record_values: Reals
    # Counters and servers.
    entered: Ints
    completed: Ints
    cancelled: Ints
    passed: Ints
    gather_head: Ints
    gather_tail: Ints
    gather_count: Ints
    gather_event: Ints
    role_head: Ints
    role_tail: Ints
    role_dirty: Ints
    dirty: Ints
    group_free: Ints
    group_wake: Ints
    bench: Ints
    server_next: Ints
    trigger_count: Ints
    trigger_cases: Ints
    trigger_left: Ints
    stack: Reals
    luck: Ints
    # Scalars.
    now: int
    sequence: int
    steps: int
    heap_size: int
    token_top: int
    token_free: int
    watch_top: int
    watch_free: int
    scope_top: int
    scope_free: int
    scope_serials: int
    case_top: int
    case_free: int
    log_size: int
    extra_size: int
    batch_size: int
    batch_serials: int
    move_size: int
    record_size: int
    suspect_count: int
    dirty_count: int
    ready_head: int
    ready_tail: int
    live: int
    halted: int
    halted_place: int
    error: int
    started_cases: int
    finished_cases: int
    stuck_cases: int
    failed_cases: int
    slot_stride: int
    node_count: int
    field_count: int
    case_limit: int
    arrivals_until: int
    visit_limit: int
    step_limit: int
    token_limit: int
    origin: int
    keeps_log: int
    keeps_moves: int
    heap_room: int
    token_room: int
    watch_room: int
    scope_room: int
    case_room: int
    log_room: int
    extra_room: int
    batch_room: int
    move_room: int
    record_room: int
