"""Whether promises were kept: service levels by the clock, or in the working time of a calendar."""

from designer.analysis.samples import Key
from designer.model.durations import seconds
from designer.simulation.hours import worked
from designer.simulation.program import Array, Program


class Promises:
    """Counts what took no longer than was promised: with a calendar only its working hours count.

    `kept` and `made` are by what they are about. Raises KeyError for a calendar that is not there.
    """

    def __init__(self, program: Program, calendar: str | None) -> None:
        self._program = program
        if calendar is not None and calendar not in program.calendars:
            raise KeyError(calendar)
        self._calendar = -1 if calendar is None else program.calendars.index(calendar)
        self.kept: dict[Key, int] = {}
        self.made: dict[Key, int] = {}

    def count(self, key: Key, sla: str | None, begin: Array, end: Array) -> None:
        """Spans (ms) for which a duration was promised; nothing without one."""
        if sla is None:
            return
        lengths = worked(self._program, self._calendar, end) - worked(self._program, self._calendar, begin)
        self.kept[key] = self.kept.get(key, 0) + int((lengths <= seconds(sla) * 1000).sum())
        self.made[key] = self.made.get(key, 0) + len(lengths)
