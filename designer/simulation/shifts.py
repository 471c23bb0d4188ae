"""Calendars as spans of working time: explicit up to the last holiday, then a week that repeats for ever.

On the date of a holiday nobody works, from midnight to midnight.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from designer.model.people import DAYS, Calendar
from designer.simulation.codes import DAY_MS, NEVER, WEEK_MS

Span = tuple[int, int]


@dataclass(frozen=True)
class Shifts:
    """The spans of one calendar in ms from the start of the run; the last week, from `tail` on, repeats."""

    spans: tuple[Span, ...]
    tail: int

    @property
    def week(self) -> int:
        """Working time in the week that repeats."""
        return sum(end - max(begin, self.tail) for begin, end in self.spans if end > self.tail)

    @property
    def total(self) -> int:
        """Working time in all the spans."""
        return sum(end - begin for begin, end in self.spans)

    @property
    def longest(self) -> int:
        """The longest stretch without a break; without bound where the week has none."""
        if self.week == WEEK_MS:
            return NEVER
        best = run = last = 0
        repeated = [(b + WEEK_MS, e + WEEK_MS) for b, e in self.spans if e > self.tail]
        for begin, end in (*self.spans, *repeated):
            run = run + end - begin if begin == last else end - begin
            best, last = max(best, run), end
        return best


def shifts(calendar: Calendar, start: datetime) -> Shifts:
    """The working time of a calendar from `start` on."""
    midnight = datetime(start.year, start.month, start.day)
    offset = (start - midnight) // timedelta(milliseconds=1)
    holidays = {date.fromisoformat(day) for day in calendar.holidays}
    after = max((*holidays, start.date())) + timedelta(days=1)
    monday = after + timedelta(days=(7 - after.weekday()) % 7)
    tail = (monday - midnight.date()).days * DAY_MS - offset
    days = (monday - midnight.date()).days + 7
    spans: list[Span] = []
    for number in range(-1, days):
        day = midnight.date() + timedelta(days=number)
        for hours in calendar.hours:
            if DAYS[day.weekday()] in hours.days:
                begin, end = _minutes(hours.start), _minutes(hours.end)
                end += 1440 if end <= begin else 0
                spans.append(
                    (number * DAY_MS + begin * 60_000 - offset, number * DAY_MS + end * 60_000 - offset)
                )
    stops = sorted((day - midnight.date()).days * DAY_MS - offset for day in holidays)
    working = _without(_merged(spans), stops)
    return Shifts(tuple(_clipped(working, tail)), tail)


def _minutes(text: str) -> int:
    return int(text[:2]) * 60 + int(text[3:])


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for begin, end in sorted(spans):
        if merged and begin <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((begin, end))
    return merged


def _without(spans: list[Span], days: list[int]) -> list[Span]:
    for day in days:
        spans = [
            part
            for begin, end in spans
            for part in ((begin, min(end, day)), (max(begin, day + DAY_MS), end))
            if part[0] < part[1]
        ]
    return spans


def _clipped(spans: list[Span], tail: int) -> list[Span]:
    """Spans from 0 to the end of the week after `tail`, none of them across `tail`.

    What a Sunday night's shift works on the Monday after is in that week already, from the Sunday before.
    """
    cut: list[Span] = []
    for begin, end in spans:
        for low, high in ((0, tail), (tail, tail + WEEK_MS)):
            part = (max(begin, low), min(end, high))
            if part[0] < part[1]:
                cut.append(part)
    return cut
