"""Whom work waited for that needs several roles at once: each of them while it was short."""

from dataclasses import dataclass

import numpy as np

from designer.analysis.ledger import Ledger
from designer.analysis.presence import Level, Spans, idle, on_shift, time_of
from designer.simulation.program import Array, Program


@dataclass(frozen=True)
class Waits:
    """Waits for a role: from when the work was due until it began, how much of it for the role (ms).

    `off_shift` is the part of `waited` in which too few of the role were on shift; `counted` are those that
    enter the statistics.
    """

    due: Array
    begun: Array
    waited: Array
    off_shift: Array
    counted: Array

    def rows(self, chosen: Array) -> "Waits":
        """Some of them."""
        return Waits(*(column[chosen] for column in vars(self).values()))


def joined(parts: list[Waits]) -> Waits:
    """Waits laid end to end."""
    return Waits(
        *(np.concatenate(columns) for columns in zip(*(vars(p).values() for p in parts), strict=True))
    )


class Shortage:
    """The waits of one replication that are for several roles, told role by role as they become known.

    Work waits for each of its roles during the time in which too few of it were idle; for the first of them
    also while none was short, but other work was before it. How many were idle is known once all that
    happened until then has been told: until that moment rows are kept, and who was busy as far back as they
    waited.
    """

    def __init__(self, program: Program) -> None:
        arrays = program.arrays
        self._program = program
        self._first, self._role, self._units = (
            arrays[name] for name in ("place_needs", "need_role", "need_units")
        )
        self.places = np.flatnonzero(np.diff(self._first))
        none = np.empty(0, dtype=np.int64)
        self._busy: dict[int, Spans] = dict.fromkeys(np.unique(self._role).tolist(), (none, none))
        self._place = none
        self.settled_ms = 0  # nothing that is told later was due before it
        self._waits = Waits(none, none, none, none, none.astype(bool))

    def take(self, book: Ledger, counted: Array) -> dict[int, Waits]:
        """The waits that the next part of the replication makes known, by role."""
        self.settled_ms = book.trace.settled_ms
        if not len(self.places):
            return {}
        self._note_busy(book)
        rows = np.flatnonzero(np.isin(book.log.place, self.places))
        place = np.concatenate((self._place, book.log.place[rows]))
        zero = np.zeros(len(rows), dtype=np.int64)
        more = Waits(book.due[rows], book.begun[rows], zero, zero, counted[rows])
        waits = joined([self._waits, more])
        known = waits.begun < book.trace.settled_ms
        found = self._by_role(place[known], waits.rows(known), book.trace.end_ms)
        self._place, self._waits = place[~known], waits.rows(~known)
        self.settled_ms = int(self._waits.due.min(initial=self.settled_ms))
        for role, (begin, end) in self._busy.items():
            later = end > self.settled_ms
            self._busy[role] = (begin[later], end[later])
        return found

    def _note_busy(self, book: Ledger) -> None:
        extra = book.trace.extra
        for role, (begin, end) in self._busy.items():
            name = self._program.roles[role]
            members = [i for i, server in enumerate(self._program.servers) if name in server.roles]
            rows = np.flatnonzero(np.isin(book.log.server, members))
            rows = np.concatenate((rows, extra[np.isin(extra[:, 1], members), 0]))
            rows = rows[book.ended[rows] > book.begun[rows]]
            spans = (np.concatenate((begin, book.begun[rows])), np.concatenate((end, book.ended[rows])))
            self._busy[role] = spans

    def _by_role(self, place: Array, waits: Waits, end: int) -> dict[int, Waits]:
        found: dict[int, list[Waits]] = {}
        levels = {role: idle(self._program, role, busy, end) for role, busy in self._busy.items()}
        present = {role: on_shift(self._program, role, end) for role in self._busy}
        for here in np.unique(place).tolist():
            mine = waits.rows(place == here)
            for role, units, waited in self._short(here, mine, levels):
                off = np.minimum(present[role].time_below(units, mine.due, mine.begun), waited)
                found.setdefault(role, []).append(Waits(mine.due, mine.begun, waited, off, mine.counted))
        return {role: joined(parts) for role, parts in found.items()}

    def _short(self, place: int, waits: Waits, levels: dict[int, Level]) -> list[tuple[int, int, Array]]:
        """For each role that a place needs: how many of it, and how long each row waited for it."""
        wanted = range(int(self._first[place]), int(self._first[place + 1]))
        times = np.unique(np.concatenate([[0], *(levels[int(self._role[n])].times for n in wanted)]))
        flags = [levels[int(self._role[n])].at(times) < self._units[n] for n in wanted]
        flags[0] |= ~np.any(flags, axis=0)
        return [
            (
                int(self._role[n]),
                int(self._units[n]),
                time_of(times, flag, waits.due, waits.begun, before=False),
            )
            for n, flag in zip(wanted, flags, strict=True)
        ]
