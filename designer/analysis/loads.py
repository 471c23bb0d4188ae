"""How busy roles and people are, and how long their queues."""

from typing import Any

import numpy as np

from designer.analysis.intervals import stat
from designer.analysis.ledger import Ledger
from designer.simulation.hours import worked
from designer.simulation.program import Array, Program


def window(book: Ledger) -> tuple[int, int]:
    """The time that averages are over: from the end of the warm-up to the end of the run, or to `until`."""
    settings = book.program.settings
    end = book.trace.end_ms if settings.until_ms is None else min(settings.until_ms, book.trace.end_ms)
    return settings.warm_up_ms, max(end, settings.warm_up_ms)


def role_loads(ledgers: list[Ledger]) -> dict[str, Any]:
    """Servers, utilisation (busy on shift / on shift), queue length and waiting of each role."""
    program = ledgers[0].program if ledgers else None
    figures: dict[str, Any] = {}
    for number, role in enumerate(program.roles if program else ()):
        members = [i for i, server in enumerate(program.servers) if role in server.roles] if program else []
        queues = [_queue(book, number) for book in ledgers]
        figures[role] = {
            "servers": len(members),
            "utilisation": _mean(_utilisation(book, members) for book in ledgers),
            "queue_length": {
                "mean": _mean(mean for mean, _ in queues),
                "max": max((most for _, most in queues), default=0),
            },
            "waiting": stat([(book.waiting - book.forming)[_due(book, number)] / 1000 for book in ledgers]),
        }
    return figures


def person_loads(ledgers: list[Ledger]) -> dict[str, Any]:
    """Utilisation of each person who holds a role."""
    if not ledgers:
        return {}
    people = [(i, server.person) for i, server in enumerate(ledgers[0].program.servers) if server.person]
    return {
        person: {"utilisation": _mean(_utilisation(book, [i]) for book in ledgers)} for i, person in people
    }


def on_shift(program: Program, members: list[int], begin: int, end: int) -> int:
    """Time on shift of some servers between two moments, added up."""
    return sum(
        int(np.diff(worked(program, program.servers[i].calendar, np.array([begin, end])))[0]) for i in members
    )


def _mean(values: Any) -> float | None:
    found = [value for value in values if value is not None]
    return float(np.mean(found)) if found else None


def _due(book: Ledger, role: int) -> Array:
    """The complete work of a role that became due after the warm-up."""
    mine = book.program.arrays["place_role"][book.log.place] == role
    chosen: Array = mine & book.completed & (book.log.enabled >= book.program.settings.warm_up_ms)
    return chosen


def _utilisation(book: Ledger, members: list[int]) -> float | None:
    begin, end = window(book)
    available = on_shift(book.program, members, begin, end)
    if available <= 0:
        return None
    busy = sum(_busy(book, i, begin, end) for i in members)
    return busy / available


def _busy(book: Ledger, server: int, begin: int, end: int) -> int:
    """Time a server was at work within its hours; overtime does not count."""
    rows = np.flatnonzero(book.log.server == server)
    extra = book.trace.extra
    rows = np.concatenate((rows, extra[extra[:, 1] == server, 0]))
    calendar = book.program.servers[server].calendar
    first, last = (np.clip(column[rows], begin, end) for column in (book.begun, book.ended))
    return int((worked(book.program, calendar, last) - worked(book.program, calendar, first)).sum())


def _queue(book: Ledger, role: int) -> tuple[float | None, int]:
    """Mean and greatest length of a role's queue."""
    begin, end = window(book)
    mine = book.program.arrays["place_role"][book.log.place] == role
    came = np.clip(book.due[mine], begin, end)
    left = np.clip(book.begun[mine], begin, end)
    stayed = left > came
    mean = float((left - came).sum() / (end - begin)) if end > begin else None
    times = np.concatenate((left[stayed], came[stayed]))
    signs = np.concatenate((np.full(stayed.sum(), -1), np.full(stayed.sum(), 1)))
    order = np.argsort(times, kind="stable")
    return mean, int(np.cumsum(signs[order]).max(initial=0))
