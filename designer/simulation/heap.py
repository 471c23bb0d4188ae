"""The future: a binary heap of events ordered by time, class, then order of scheduling."""

from designer.simulation.state import State


def push(s: State, time: int, rank: int, item: int) -> int:
    """Schedules `item`; gives back the event's order, which is its identity."""
    s.sequence = s.sequence + 1
    order = (rank << 60) + s.sequence
    i = s.heap_size
    s.heap_size = i + 1
    while i > 0:
        above = (i - 1) >> 1
        there = s.heap_time[above]
        if there < time or (there == time and s.heap_order[above] < order):
            break
        s.heap_time[i] = there
        s.heap_order[i] = s.heap_order[above]
        s.heap_item[i] = s.heap_item[above]
        i = above
    s.heap_time[i] = time
    s.heap_order[i] = order
    s.heap_item[i] = item
    return order


def drop(s: State) -> None:
    """Takes the first event off the heap."""
    n = s.heap_size - 1
    s.heap_size = n
    time = s.heap_time[n]
    order = s.heap_order[n]
    i = 0
    below = 1
    while below < n:
        if below + 1 < n:  # counted, not branched on: which of the two is earlier nobody can foretell
            beside = s.heap_time[below + 1]
            if beside == s.heap_time[below]:
                below = below + (s.heap_order[below + 1] < s.heap_order[below])
            else:
                below = below + (beside < s.heap_time[below])
        there = s.heap_time[below]
        if there > time or (there == time and s.heap_order[below] > order):
            break
        s.heap_time[i] = there
        s.heap_order[i] = s.heap_order[below]
        s.heap_item[i] = s.heap_item[below]
        i = below
        below = 2 * i + 1
    s.heap_time[i] = time
    s.heap_order[i] = order
    s.heap_item[i] = s.heap_item[n]
