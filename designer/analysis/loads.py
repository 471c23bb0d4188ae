"""How busy roles and people are, how long their queues, and what waits for them."""

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from designer.analysis.causes import Parts, causes
from designer.analysis.intervals import stat
from designer.analysis.ledger import Ledger
from designer.analysis.shortage import Waits
from designer.analysis.traffic import offered_loads
from designer.simulation import codes
from designer.simulation.hours import worked
from designer.simulation.program import Array, Program


def window(book: Ledger) -> tuple[int, int]:
    """The time that averages are over: from the end of the warm-up to the end of the run, or to `until`."""
    settings = book.program.settings
    end = book.trace.end_ms if settings.until_ms is None else min(settings.until_ms, book.trace.end_ms)
    return settings.warm_up_ms, max(end, settings.warm_up_ms)


def role_loads(ledgers: list[Ledger]) -> dict[str, Any]:
    """Servers, utilisation (busy on shift / on shift), overtime (s), queue length and waiting of each role.

    The offered load is the work that comes per time on shift, by the traffic equations.

    What needs several roles at once is counted for each of them that was short, so the roles can add up to
    more than the tasks.
    """
    if not ledgers:
        return {}
    program = ledgers[0].program
    waits = [(book, Waits(book)) for book in ledgers]
    offered = offered_loads(program, [book.trace for book in ledgers])
    return {
        role: _role(program, number, waits) | {"offered_load": _finite(offered.get((role,)))}
        for number, role in enumerate(program.roles)
    }


def _finite(value: float | None) -> float | None:
    return None if value is None or math.isinf(value) else value


def _role(program: Program, number: int, waits: list[tuple[Ledger, Waits]]) -> dict[str, Any]:
    members = [i for i, server in enumerate(program.servers) if program.roles[number] in server.roles]
    of_role = [(book, *wait.of(number)) for book, wait in waits]
    queues = [_queue(book, rows[waited > 0]) for book, rows, waited, _ in of_role]
    waited = []
    for book, rows, times, off in of_role:
        chosen = _counted(book)[rows]
        waited.append({"server": (times - off)[chosen], "off_shift": off[chosen]})
    return {
        "servers": len(members),
        "utilisation": mean(utilisation(book, members) for book, _ in waits),
        "overtime": mean(_overtime(book, members) for book, _ in waits),
        "queue_length": {
            "mean": mean(average for average, _ in queues),
            "max": max((most for _, most in queues), default=0),
        },
        "waiting": stat([(part["server"] + part["off_shift"]) / 1000 for part in waited]),
        "waiting_causes": causes(waited),
    }


def person_loads(ledgers: list[Ledger]) -> dict[str, Any]:
    """Utilisation of each person who holds a role, what they did, and what it had waited for them.

    Each piece of work counts for the one server who led it, so that people (and the unnamed servers, who
    are not listed) add up to the tasks.
    """
    if not ledgers:
        return {}
    people = [(i, server.person) for i, server in enumerate(ledgers[0].program.servers) if server.person]
    return {person: _person(ledgers, i) for i, person in people}


def _person(ledgers: list[Ledger], server: int) -> dict[str, Any]:
    led = [(book, np.flatnonzero(_counted(book) & (book.server == server))) for book in ledgers]
    parts: list[Parts] = [
        {"server": book.queueing[rows], "off_shift": book.off_shift[rows]} for book, rows in led
    ]
    return {
        "utilisation": mean(utilisation(book, [server]) for book in ledgers),
        "overtime": mean(_overtime(book, [server]) for book in ledgers),
        "completed": sum(len(rows) for _, rows in led),
        "working": stat([book.working[rows] / 1000 for book, rows in led]),
        "waiting_causes": causes(parts),
    }


def on_shift(program: Program, members: list[int], begin: int, end: int) -> int:
    """Time on shift of some servers between two moments, added up, in ms."""
    return sum(
        int(np.diff(worked(program, program.servers[i].calendar, np.array([begin, end])))[0]) for i in members
    )


def mean(values: Iterable[float | None]) -> float | None:
    """The mean of what is known."""
    found = [value for value in values if value is not None]
    return float(np.mean(found)) if found else None


def utilisation(book: Ledger, members: list[int]) -> float | None:
    """The share of their time on shift in which some servers worked; None when they were never on shift."""
    begin, end = window(book)
    available = on_shift(book.program, members, begin, end)
    if available <= 0:
        return None
    return sum(_busy(book, i, begin, end) for i in members) / available


def _counted(book: Ledger) -> Array:
    """The complete work that became due after the warm-up."""
    chosen: Array = book.completed & (book.log.enabled >= book.program.settings.warm_up_ms)
    return chosen


def _work_of(book: Ledger, server: int) -> Array:
    rows = np.flatnonzero(book.log.server == server)
    extra = book.trace.extra
    return np.concatenate((rows, extra[extra[:, 1] == server, 0]))


def _busy(book: Ledger, server: int, begin: int, end: int) -> int:
    """Time a server was at work within its hours; overtime does not count."""
    rows = _work_of(book, server)
    calendar = book.program.servers[server].calendar
    first, last = (np.clip(column[rows], begin, end) for column in (book.begun, book.ended))
    return int((worked(book.program, calendar, last) - worked(book.program, calendar, first)).sum())


def _overtime(book: Ledger, members: list[int]) -> float:
    """Seconds of work outside their hours, of tasks that are finished once they have begun."""
    begin, end = window(book)
    total = 0
    for server in members:
        rows = _work_of(book, server)
        rows = rows[book.program.arrays["place_policy"][book.log.place[rows]] == codes.FINISH]
        first, last = (np.clip(column[rows], begin, end) for column in (book.begun, book.ended))
        calendar = book.program.servers[server].calendar
        regular = worked(book.program, calendar, last) - worked(book.program, calendar, first)
        total += int((last - first - regular).sum())
    return total / 1000


def _queue(book: Ledger, rows: Array) -> tuple[float | None, int]:
    """Mean and greatest length of a queue, by the rows that stood in it."""
    begin, end = window(book)
    came = np.clip(book.due[rows], begin, end)
    left = np.clip(book.begun[rows], begin, end)
    stayed = left > came
    average = float((left - came).sum() / (end - begin)) if end > begin else None
    times = np.concatenate((left[stayed], came[stayed]))
    signs = np.concatenate((np.full(stayed.sum(), -1), np.full(stayed.sum(), 1)))
    order = np.argsort(times, kind="stable")
    return average, int(np.cumsum(signs[order]).max(initial=0))
