"""How busy roles and people are, how long their queues, and what waits for them."""

import numpy as np

from designer.analysis.grouping import grouped
from designer.analysis.ledger import Ledger
from designer.analysis.queueing import Longest, Profile
from designer.analysis.samples import PERSON, ROLE, Samples
from designer.analysis.shortage import Shortage, Waits, joined
from designer.simulation import codes
from designer.simulation.hours import worked
from designer.simulation.program import Array, Program


def window(program: Program, end_ms: int) -> tuple[int, int]:
    """The time that averages are over: from the end of the warm-up to the end of the run, or to `until`."""
    settings = program.settings
    end = end_ms if settings.until_ms is None else min(settings.until_ms, end_ms)
    return settings.warm_up_ms, max(end, settings.warm_up_ms)


class LoadTally:
    """The loads of a replication, part by part.

    `busy` and `overtime` are what each server worked within and outside its hours (ms), `queued` the time
    that was spent in the queue of each role, `longest` and `profiles` are these queues. What needs several
    roles waits for each of them that was short; each piece of work counts for the one person who led it.
    """

    def __init__(self, program: Program, samples: Samples) -> None:
        self._program, self._samples = program, samples
        self._window = window(program, codes.NEVER)
        self._shortage = Shortage(program)
        self._alone = program.arrays["place_role"].copy()
        self._alone[self._shortage.places] = -1
        roles = range(len(program.roles))
        self.busy = np.zeros(len(program.servers), dtype=np.int64)
        self.overtime = np.zeros(len(program.servers), dtype=np.int64)
        self.queued = [0 for _ in roles]
        self.longest = [Longest() for _ in roles]
        self.profiles = [Profile() for _ in roles]

    def take(self, book: Ledger, counted: Array) -> None:
        """The next part, and which of its rows enter the statistics."""
        self._note_work(book)
        self._note_people(book, counted)
        self._note_queues(book)
        short = self._shortage.take(book, counted)
        order, bounds = grouped(self._alone[book.log.place] + 1, len(self._program.roles) + 1)
        for role in range(len(self._program.roles)):
            rows = order[bounds[role + 1] : bounds[role + 2]]
            off = book.off_shift[rows]
            own = Waits(book.due[rows], book.begun[rows], book.queueing[rows] + off, off, counted[rows])
            self._note_waits(role, joined([own, short[role]]) if role in short else own)

    def _note_work(self, book: Ledger) -> None:
        """Overtime is of tasks that are finished once they have begun."""
        extra = book.trace.extra
        led = np.flatnonzero(book.log.server >= 0)
        rows = np.concatenate((led, extra[:, 0]))
        server = np.concatenate((book.log.server[led], extra[:, 1]))
        finishes = self._program.arrays["place_policy"][book.log.place[rows]] == codes.FINISH
        calendars = np.array([one.calendar for one in self._program.servers], dtype=np.int64)
        first, last = (np.clip(column[rows], *self._window) for column in (book.begun, book.ended))
        regular = last - first
        for calendar in np.unique(calendars[calendars >= 0]).tolist():
            mine = calendars[server] == calendar
            regular[mine] = np.diff(
                [worked(self._program, calendar, t[mine]) for t in (first, last)], axis=0
            )[0]
        for sums, times in ((self.busy, regular), (self.overtime, (last - first - regular) * finishes)):
            sums += np.rint(np.bincount(server, weights=times, minlength=len(sums))).astype(np.int64)

    def _note_people(self, book: Ledger, counted: Array) -> None:
        servers = self._program.servers
        if not any(server.person for server in servers):
            return
        order, bounds = grouped(np.where(counted, book.server, -1) + 1, len(servers) + 1)
        for number, server in enumerate(servers):
            if server.person is not None:
                rows = order[bounds[number + 1] : bounds[number + 2]]
                self._samples[PERSON, server.person, "working"].add(book.working[rows])
                parts = {"server": book.queueing[rows], "off_shift": book.off_shift[rows]}
                self._samples.delays((PERSON, server.person)).add(len(rows), parts)

    def _note_queues(self, book: Ledger) -> None:
        own = self._program.arrays["place_role"]
        stayed = book.begun > book.due
        for role, profile in enumerate(self.profiles):
            rows = np.flatnonzero((own == role)[book.log.place] & stayed)
            profile.add(book.due[rows], book.begun[rows])

    def _note_waits(self, role: int, waits: Waits) -> None:
        name = self._program.roles[role]
        off, server = (column[waits.counted] for column in (waits.off_shift, waits.waited - waits.off_shift))
        self._samples[ROLE, name, "waiting"].add(server + off)
        self._samples.delays((ROLE, name)).add(len(off), {"server": server, "off_shift": off})
        queue = waits.waited > 0
        came, left = (np.clip(column[queue], *self._window) for column in (waits.due, waits.begun))
        self.queued[role] += int((left - came).sum())
        self.longest[role].add(came, left, self._shortage.settled_ms)


def on_shift(program: Program, members: list[int], begin: int, end: int) -> int:
    """Time on shift of some servers between two moments, added up, in ms."""
    return sum(
        int(np.diff(worked(program, program.servers[i].calendar, np.array([begin, end])))[0]) for i in members
    )
