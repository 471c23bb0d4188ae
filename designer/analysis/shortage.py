"""Whom work waited for: its own role, or, where it needs several roles at once, each that was short."""

import numpy as np

from designer.analysis.ledger import Ledger
from designer.analysis.presence import idle, on_shift, time_of
from designer.simulation.program import Array


class Waits:
    """The waits of one replication for each role, from when the work was due until it began."""

    def __init__(self, book: Ledger) -> None:
        self._book = book
        self._role = book.program.arrays["place_role"][book.log.place]
        first = book.program.arrays["place_needs"]
        self._several = np.flatnonzero(np.diff(first))
        self._short = _short(book, self._several)

    def of(self, role: int) -> tuple[Array, Array, Array]:
        """The rows that needed a role, how long each waited for it, and how much of that off shift (ms).

        Work that needs several roles waits for each during the time in which too few of it were idle; for
        the first of them also while none was short, but other work was before it.
        """
        book = self._book
        alone = np.flatnonzero((self._role == role) & ~np.isin(book.log.place, self._several))
        parts = [(alone, book.queueing[alone] + book.off_shift[alone], book.off_shift[alone])]
        parts += self._short.get(role, [])
        rows, waited, off = (np.concatenate(column) for column in zip(*parts, strict=True))
        return rows, waited, off


def _short(book: Ledger, places: Array) -> dict[int, list[tuple[Array, Array, Array]]]:
    program, found = book.program, dict[int, list[tuple[Array, Array, Array]]]()
    first, needed, units = (program.arrays[name] for name in ("place_needs", "need_role", "need_units"))
    roles = sorted(set(needed.tolist()))
    levels = {role: idle(program, book.trace, role, book.begun, book.ended) for role in roles}
    present = {role: on_shift(program, role, book.trace.end_ms) for role in roles}
    for place in places.tolist():
        rows = np.flatnonzero(book.log.place == place)
        wanted = range(int(first[place]), int(first[place + 1]))
        times = np.unique(np.concatenate([[0], *(levels[int(needed[n])].times for n in wanted)]))
        short = {int(needed[n]): levels[int(needed[n])].at(times) < units[n] for n in wanted}
        own = int(needed[wanted[0]])
        short[own] |= ~np.any(list(short.values()), axis=0)
        due, begun = book.due[rows], book.begun[rows]
        for role, flags in short.items():
            waited = time_of(times, flags, due, begun, before=False)
            off = np.minimum(present[role].time_below(1, due, begun), waited)
            found.setdefault(role, []).append((rows, waited, off))
    return found
