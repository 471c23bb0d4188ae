"""Names, element types and growth of the arrays of a run.

Types are those of `array`: q and i are integers of 64 and 32 bits, Q is unsigned, d a float.
"""

from typing import Final

import numpy as np

Columns = dict[str, str]
DTYPES: Final = {"q": np.int64, "Q": np.uint64, "i": np.int32, "d": np.float64}

PROGRAM: Final[Columns] = {
    # Places: every node once for each way of boxes that leads to it; place 0 is the root.
    "place_kind": "q",
    "place_node": "q",
    "place_key": "Q",
    "place_box": "q",
    "place_out": "q",  # flows that leave place p are place_out[p] … place_out[p + 1] - 1
    "place_choice": "q",
    "place_role": "q",
    "place_units": "q",  # servers its work takes, 0 where it needs several roles
    "place_needs": "q",  # where task p needs several roles at once: which of need_role it needs
    "place_work": "q",  # distribution
    "place_policy": "q",
    "place_until": "q",  # ms of the day, -1 for none
    "place_rank": "d",  # priority
    "place_rank_rule": "q",
    "place_writes": "q",  # outputs of place p are place_writes[p] … place_writes[p + 1] - 1
    "place_starts": "q",  # places that start with box p, likewise
    "place_slot": "q",  # first join slot of a join in its scope
    "place_joins": "q",  # how many flows it joins
    "place_inside": "q",  # the number of a place among those directly in its box
    "place_merges": "q",  # inclusive joins directly in box p, likewise
    "place_reach": "q",  # of an inclusive join: where its rows of `reach` begin
    "place_terminate": "q",
    "place_watches": "q",  # boundaries on place p are watch_places[place_watches[p]] … of p + 1, less 1
    "place_interrupts": "q",
    "place_chance": "d",  # of a boundary: how likely it is at all
    "place_entry": "q",  # the trigger inside box p where a token enters that comes by no flow
    "place_repeats": "q",  # ONCE, or how the instances of task or box p follow one another
    "place_count": "q",  # rule that says how many instances
    "place_first": "q",  # whether the first of them to end ends them all
    "place_batch": "q",  # how many tokens task p serves as one job; 1 for each by itself
    "place_patience": "q",  # longest wait of a batch for more tokens in ms, -1 for none
    "write_field": "q",
    "write_rule": "q",
    "write_dist": "q",
    "need_role": "q",
    "need_units": "q",
    "start_place": "q",
    "merge_place": "q",
    "reach": "i",  # for each place beside a join and each flow into it: whether the one leads to the other
    "watch_places": "q",
    "flow_target": "q",
    "flow_key": "Q",
    "flow_delay": "q",
    "flow_rule": "q",
    "flow_share": "d",  # cumulative probability
    "flow_default": "q",
    "flow_outcome": "q",
    "flow_entry": "q",  # where inside its target box it enters
    "flow_slot": "q",
    "flow_after": "q",  # distribution of a state's transition
    "code_op": "q",
    "code_arg": "d",
    "dist_kind": "q",
    "dist_a": "d",
    "dist_b": "d",
    "dist_c": "d",
    "dist_d": "d",
    "dist_low": "d",
    "dist_high": "d",
    "dist_scale": "d",
    "table_value": "d",
    "table_share": "d",
    "field_dist": "q",
    "field_value": "d",
    "field_key": "Q",
    "calendar_first": "q",
    "calendar_tail": "q",
    "calendar_week": "q",
    "calendar_total": "q",
    "calendar_longest": "q",
    "span_begin": "q",
    "span_end": "q",
    "span_before": "q",
    "role_order": "q",
    "role_groups": "q",
    "role_group": "q",
    "group_calendar": "q",
    "group_speed": "d",
    "group_bench": "q",  # where its idle servers are kept
    "group_roles": "q",
    "group_role": "q",
    "server_group": "q",
    "trigger_place": "q",
    "trigger_key": "Q",
    "trigger_dist": "q",
    "trigger_calendar": "q",
    "trigger_batch": "q",
    "trigger_times": "q",
    "trigger_rates": "q",  # first of 168 hourly means, -1 for none
    "moment": "q",
    "rate": "d",
}

# Grow together when a pool is full. What a cell holds at first is 0.
POOLS: Final[dict[str, Columns]] = {
    "heap": {"heap_time": "q", "heap_order": "q", "heap_item": "q"},
    "token": {
        "token_case": "q",
        "token_place": "q",
        "token_scope": "q",
        "token_flow": "q",
        "token_state": "q",
        "token_event": "q",
        "token_enabled": "q",
        "token_started": "q",
        "token_work": "q",
        "token_server": "q",
        "token_rank": "d",
        "token_next": "q",
        "token_back": "q",
        "token_after": "q",
        "token_before": "q",
        "token_child": "q",
        "token_visit": "q",
        "token_chosen": "q",
        "token_watch": "q",
        "token_job": "q",  # of one of a batch: its job, -1 before there is one; of a job: its first token
    },
    "watch": {"watch_token": "q", "watch_place": "q", "watch_event": "q", "watch_next": "q"},
    "scope": {
        "scope_place": "q",
        "scope_host": "q",
        "scope_case": "q",
        "scope_live": "q",
        "scope_last": "q",
        "scope_first": "q",
        "scope_serial": "q",
        "scope_next": "q",
        "scope_left": "q",  # of a scope of instances: how many are still to begin
        "scope_turn": "q",  # … and how many have begun
        "scope_merging": "q",  # how many of its tokens wait at inclusive joins
        "scope_noted": "q",  # whether these are to be looked at
        "scope_noted_next": "q",
        "slot_head": "q",  # slot_stride of each to a scope
        "slot_tail": "q",
    },
    "case": {
        "case_number": "q",
        "case_arrived": "q",
        "case_key": "Q",
        "case_live": "q",
        "case_parked": "q",
        "case_scope": "q",
        "case_suspect": "q",
        "case_next": "q",
        "suspects": "q",
        "visits": "i",  # node_count of them to a case
        "values": "d",  # field_count of them to a case
    },
    "log": {
        "log_case": "i",
        "log_place": "i",
        "log_scope": "i",
        "log_server": "i",
        "log_inner": "i",  # the scope a box ran for the token, -1 for none
        "log_state": "i",
        "log_enabled": "q",
        "log_started": "q",
        "log_ended": "q",
        "log_work": "q",
    },
    "extra": {"extra_row": "q", "extra_server": "i"},
    "batch": {"batch_row": "q", "batch_job": "q", "batch_formed": "q"},
    "move": {"move_case": "i", "move_flow": "i", "move_time": "q", "move_arrival": "q"},
    "record": {
        "record_arrived": "q",
        "record_ended": "q",
        "record_state": "i",
        "record_place": "i",
        "record_reason": "i",  # of a failed case: why; of a stuck one: the flow its join waits for, or -1
        "record_trigger": "i",
        "record_delay": "q",  # spent on flows by its tokens
        "record_values": "d",  # field_count of them to a case
    },
}

# Fixed by the program: one cell for each place, flow, role, group, server or trigger.
COUNTERS: Final[Columns] = {
    "entered": "q",
    "completed": "q",
    "cancelled": "q",
    "passed": "q",
    "gather_head": "q",
    "gather_tail": "q",
    "gather_count": "q",
    "gather_event": "q",
    "role_head": "q",
    "role_tail": "q",
    "role_dirty": "q",
    "dirty": "q",
    "group_free": "q",
    "group_wake": "q",
    "group_spare": "q",
    "group_taken": "q",
    "group_seen": "q",
    "bench": "q",
    "server_next": "q",
    "seat_role": "q",  # of each server one task takes
    "seat_group": "q",
    "trigger_count": "q",
    "trigger_cases": "q",
    "trigger_left": "q",
    "stack": "d",
    "luck": "Q",  # the key of the replication
}

SCALARS: Final = (
    "now",
    "sequence",
    "steps",
    "heap_size",
    "token_top",
    "token_free",
    "watch_top",
    "watch_free",
    "scope_top",
    "scope_free",
    "scope_serials",
    "case_top",
    "case_free",
    "log_base",  # rows that have left the buffer
    "log_size",
    "extra_size",
    "batch_size",
    "batch_serials",
    "move_size",
    "record_size",
    "suspect_count",
    "merging",
    "wakes",
    "idle_since",
    "noted_head",
    "noted_tail",
    "dirty_count",
    "ready_head",
    "ready_tail",
    "live",
    "halted",
    "halted_place",
    "error",
    "started_cases",
    "finished_cases",
    "stuck_cases",
    "failed_cases",
)

SETTINGS: Final = (
    "slot_stride",
    "node_count",
    "field_count",
    "case_limit",
    "arrivals_until",
    "visit_limit",
    "step_limit",
    "token_limit",
    "origin",
    "settled",
    "keeps_log",
    "keeps_moves",
    "heap_room",
    "token_room",
    "watch_room",
    "scope_room",
    "case_room",
    "log_room",
    "extra_room",
    "batch_room",
    "move_room",
    "record_room",
)
