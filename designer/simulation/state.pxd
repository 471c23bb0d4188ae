cdef class State:
    # The program.
    cdef public long long[::1] place_kind
    cdef public long long[::1] place_node
    cdef public unsigned long long[::1] place_key
    cdef public long long[::1] place_box
    cdef public long long[::1] place_out
    cdef public long long[::1] place_choice
    cdef public long long[::1] place_role
    cdef public long long[::1] place_units
    cdef public long long[::1] place_needs
    cdef public long long[::1] place_work
    cdef public long long[::1] place_policy
    cdef public long long[::1] place_until
    cdef public double[::1] place_rank
    cdef public long long[::1] place_rank_rule
    cdef public long long[::1] place_writes
    cdef public long long[::1] place_starts
    cdef public long long[::1] place_slot
    cdef public long long[::1] place_joins
    cdef public long long[::1] place_inside
    cdef public long long[::1] place_merges
    cdef public long long[::1] place_reach
    cdef public long long[::1] place_terminate
    cdef public long long[::1] place_watches
    cdef public long long[::1] place_interrupts
    cdef public double[::1] place_chance
    cdef public long long[::1] place_entry
    cdef public long long[::1] place_repeats
    cdef public long long[::1] place_count
    cdef public long long[::1] place_first
    cdef public long long[::1] place_batch
    cdef public long long[::1] place_patience
    cdef public long long[::1] write_field
    cdef public long long[::1] write_rule
    cdef public long long[::1] write_dist
    cdef public long long[::1] need_role
    cdef public long long[::1] need_units
    cdef public long long[::1] start_place
    cdef public long long[::1] merge_place
    cdef public int[::1] reach
    cdef public long long[::1] watch_places
    cdef public long long[::1] flow_target
    cdef public unsigned long long[::1] flow_key
    cdef public long long[::1] flow_delay
    cdef public long long[::1] flow_rule
    cdef public double[::1] flow_share
    cdef public long long[::1] flow_default
    cdef public long long[::1] flow_outcome
    cdef public long long[::1] flow_entry
    cdef public long long[::1] flow_slot
    cdef public long long[::1] flow_after
    cdef public long long[::1] code_op
    cdef public double[::1] code_arg
    cdef public long long[::1] dist_kind
    cdef public double[::1] dist_a
    cdef public double[::1] dist_b
    cdef public double[::1] dist_c
    cdef public double[::1] dist_d
    cdef public double[::1] dist_low
    cdef public double[::1] dist_high
    cdef public double[::1] dist_scale
    cdef public double[::1] table_value
    cdef public double[::1] table_share
    cdef public long long[::1] field_dist
    cdef public double[::1] field_value
    cdef public unsigned long long[::1] field_key
    cdef public long long[::1] calendar_first
    cdef public long long[::1] calendar_tail
    cdef public long long[::1] calendar_week
    cdef public long long[::1] calendar_total
    cdef public long long[::1] calendar_longest
    cdef public long long[::1] span_begin
    cdef public long long[::1] span_end
    cdef public long long[::1] span_before
    cdef public long long[::1] role_order
    cdef public long long[::1] role_groups
    cdef public long long[::1] role_group
    cdef public long long[::1] group_calendar
    cdef public double[::1] group_speed
    cdef public long long[::1] group_bench
    cdef public long long[::1] group_roles
    cdef public long long[::1] group_role
    cdef public long long[::1] server_group
    cdef public long long[::1] trigger_place
    cdef public unsigned long long[::1] trigger_key
    cdef public long long[::1] trigger_dist
    cdef public long long[::1] trigger_calendar
    cdef public long long[::1] trigger_batch
    cdef public long long[::1] trigger_times
    cdef public long long[::1] trigger_rates
    cdef public long long[::1] moment
    cdef public double[::1] rate
    # Pool: heap.
    cdef public long long[::1] heap_time
    cdef public long long[::1] heap_order
    cdef public long long[::1] heap_item
    # Pool: token.
    cdef public long long[::1] token_case
    cdef public long long[::1] token_place
    cdef public long long[::1] token_scope
    cdef public long long[::1] token_flow
    cdef public long long[::1] token_state
    cdef public long long[::1] token_event
    cdef public long long[::1] token_enabled
    cdef public long long[::1] token_started
    cdef public long long[::1] token_work
    cdef public long long[::1] token_server
    cdef public double[::1] token_rank
    cdef public long long[::1] token_next
    cdef public long long[::1] token_back
    cdef public long long[::1] token_after
    cdef public long long[::1] token_before
    cdef public long long[::1] token_child
    cdef public long long[::1] token_visit
    cdef public long long[::1] token_chosen
    cdef public long long[::1] token_watch
    cdef public long long[::1] token_job
    # Pool: watch.
    cdef public long long[::1] watch_token
    cdef public long long[::1] watch_place
    cdef public long long[::1] watch_event
    cdef public long long[::1] watch_next
    # Pool: scope.
    cdef public long long[::1] scope_place
    cdef public long long[::1] scope_host
    cdef public long long[::1] scope_case
    cdef public long long[::1] scope_live
    cdef public long long[::1] scope_last
    cdef public long long[::1] scope_first
    cdef public long long[::1] scope_serial
    cdef public long long[::1] scope_next
    cdef public long long[::1] scope_left
    cdef public long long[::1] scope_turn
    cdef public long long[::1] scope_merging
    cdef public long long[::1] scope_noted
    cdef public long long[::1] scope_noted_next
    cdef public long long[::1] slot_head
    cdef public long long[::1] slot_tail
    # Pool: case.
    cdef public long long[::1] case_number
    cdef public long long[::1] case_arrived
    cdef public unsigned long long[::1] case_key
    cdef public long long[::1] case_live
    cdef public long long[::1] case_parked
    cdef public long long[::1] case_scope
    cdef public long long[::1] case_suspect
    cdef public long long[::1] case_next
    cdef public long long[::1] suspects
    cdef public int[::1] visits
    cdef public double[::1] values
    # Pool: log.
    cdef public int[::1] log_case
    cdef public int[::1] log_place
    cdef public int[::1] log_scope
    cdef public int[::1] log_server
    cdef public int[::1] log_inner
    cdef public int[::1] log_state
    cdef public long long[::1] log_enabled
    cdef public long long[::1] log_started
    cdef public long long[::1] log_ended
    cdef public long long[::1] log_work
    # Pool: extra.
    cdef public long long[::1] extra_row
    cdef public int[::1] extra_server
    # Pool: batch.
    cdef public long long[::1] batch_row
    cdef public long long[::1] batch_job
    cdef public long long[::1] batch_formed
    # Pool: move.
    cdef public int[::1] move_case
    cdef public int[::1] move_flow
    cdef public long long[::1] move_time
    cdef public long long[::1] move_arrival
    # Pool: record.
    cdef public long long[::1] record_arrived
    cdef public long long[::1] record_ended
    cdef public int[::1] record_state
    cdef public int[::1] record_place
    cdef public int[::1] record_reason
    cdef public int[::1] record_trigger
    cdef public long long[::1] record_delay
    cdef public double[::1] record_values
    # Counters and servers.
    cdef public long long[::1] entered
    cdef public long long[::1] completed
    cdef public long long[::1] cancelled
    cdef public long long[::1] passed
    cdef public long long[::1] gather_head
    cdef public long long[::1] gather_tail
    cdef public long long[::1] gather_count
    cdef public long long[::1] gather_event
    cdef public long long[::1] role_head
    cdef public long long[::1] role_tail
    cdef public long long[::1] role_dirty
    cdef public long long[::1] dirty
    cdef public long long[::1] group_free
    cdef public long long[::1] group_wake
    cdef public long long[::1] group_spare
    cdef public long long[::1] group_taken
    cdef public long long[::1] group_seen
    cdef public long long[::1] bench
    cdef public long long[::1] server_next
    cdef public long long[::1] seat_role
    cdef public long long[::1] seat_group
    cdef public long long[::1] trigger_count
    cdef public long long[::1] trigger_cases
    cdef public long long[::1] trigger_left
    cdef public double[::1] stack
    cdef public unsigned long long[::1] luck
    # Scalars.
    cdef public long long now
    cdef public long long sequence
    cdef public long long steps
    cdef public long long heap_size
    cdef public long long token_top
    cdef public long long token_free
    cdef public long long watch_top
    cdef public long long watch_free
    cdef public long long scope_top
    cdef public long long scope_free
    cdef public long long scope_serials
    cdef public long long case_top
    cdef public long long case_free
    cdef public long long log_base
    cdef public long long log_size
    cdef public long long extra_size
    cdef public long long batch_size
    cdef public long long batch_serials
    cdef public long long move_size
    cdef public long long record_size
    cdef public long long suspect_count
    cdef public long long merging
    cdef public long long wakes
    cdef public long long idle_since
    cdef public long long noted_head
    cdef public long long noted_tail
    cdef public long long dirty_count
    cdef public long long ready_head
    cdef public long long ready_tail
    cdef public long long live
    cdef public long long halted
    cdef public long long halted_place
    cdef public long long error
    cdef public long long started_cases
    cdef public long long finished_cases
    cdef public long long stuck_cases
    cdef public long long failed_cases
    cdef public long long slot_stride
    cdef public long long node_count
    cdef public long long field_count
    cdef public long long case_limit
    cdef public long long arrivals_until
    cdef public long long visit_limit
    cdef public long long step_limit
    cdef public long long token_limit
    cdef public long long origin
    cdef public long long settled
    cdef public long long keeps_log
    cdef public long long keeps_moves
    cdef public long long heap_room
    cdef public long long token_room
    cdef public long long watch_room
    cdef public long long scope_room
    cdef public long long case_room
    cdef public long long log_room
    cdef public long long extra_room
    cdef public long long batch_room
    cdef public long long move_room
    cdef public long long record_room
