"""Working time of calendars for whole columns of times at once: the kernel's `clock`, in numpy."""

import numpy as np

from designer.simulation.codes import WEEK_MS
from designer.simulation.program import Array, Program


def worked(program: Program, calendar: int, times: Array) -> Array:
    """Working time of a calendar between the start of the run and each time; -1 is always open."""
    times = np.asarray(times, dtype=np.int64)
    if calendar < 0:
        return times
    arrays = program.arrays
    part = slice(int(arrays["calendar_first"][calendar]), int(arrays["calendar_first"][calendar + 1]))
    begin, end, before = (arrays[name][part] for name in ("span_begin", "span_end", "span_before"))
    if not len(begin):
        return np.zeros_like(times)
    weeks = np.maximum(0, (times - int(arrays["calendar_tail"][calendar])) // WEEK_MS)
    inside = times - weeks * WEEK_MS
    span = np.searchsorted(begin, inside, side="right") - 1
    within = before[span] + np.minimum(inside, end[span]) - begin[span]
    passed: Array = weeks * int(arrays["calendar_week"][calendar]) + np.where(span >= 0, within, 0)
    return passed
