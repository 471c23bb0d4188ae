"""Whether promises were kept: service levels by the clock, or in the working time of a calendar."""

from collections.abc import Sequence

import numpy as np

from designer.model.durations import seconds
from designer.simulation.hours import worked
from designer.simulation.program import Array, Program


class Promises:
    """Measures how long things took: with a calendar only its working hours count.

    Raises KeyError for a calendar that is not there.
    """

    def __init__(self, program: Program, calendar: str | None) -> None:
        self._program = program
        if calendar is not None and calendar not in program.calendars:
            raise KeyError(calendar)
        self._calendar = -1 if calendar is None else program.calendars.index(calendar)

    def kept(self, sla: str | None, spans: Sequence[tuple[Array, Array]]) -> float | None:
        """The share of spans (begin, end; ms) within a duration; None without one or without spans."""
        if sla is None or not sum(len(begin) for begin, _ in spans):
            return None
        lengths = [
            worked(self._program, self._calendar, end) - worked(self._program, self._calendar, begin)
            for begin, end in spans
        ]
        return float((np.concatenate(lengths) <= seconds(sla) * 1000).mean())
