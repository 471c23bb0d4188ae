"""The event log of a run as XES (IEEE 1849), for process-mining tools.

One trace for each case, with its fields; `schedule`, `start` and `complete` for each execution of a step.
As readers pair `start` with `complete`, work that was cut short has no `start`: it ends with `ate_abort` and
keeps its beginning in `started`. Times are local, written as if they were UTC.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from xml.sax.saxutils import escape

import numpy as np

from designer.analysis.ledger import Ledger, ledger
from designer.exchange.xmltext import writable
from designer.model.document import Document
from designer.simulation import codes
from designer.simulation.parts import parts
from designer.simulation.program import Program

_EXTENSIONS = {
    "Concept": ("concept", "concept"),
    "Time": ("time", "time"),
    "Lifecycle": ("lifecycle", "lifecycle"),
    "Organizational": ("org", "org"),
    "Cost": ("cost", "cost"),
}
_STATES = {
    codes.IN_PROGRESS: "in-progress",
    codes.COMPLETED: "completed",
    codes.STUCK: "stuck",
    codes.FAILED: "failed",
}
_PART = 8192  # texts written at once
_LOGGED = (codes.TASK, codes.WAIT, codes.RACE, codes.STATE, codes.BOX)
_QUOTED = {'"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}

Event = tuple[int, int, int, str]


def log_xes(program: Program, numbers: Sequence[int]) -> Iterator[bytes]:
    """The log of some replications as one XES file, in parts; the replications are run for it.

    Of a long run cases come by the thousands that ended one after another, by their numbers among these.
    """
    texts = _texts(program, numbers)
    while part := list(islice(texts, _PART)):
        yield "".join(part).encode()


def _texts(program: Program, numbers: Sequence[int]) -> Iterator[str]:
    document = program.document
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">\n'
    for name, (prefix, file) in _EXTENSIONS.items():
        uri = f"http://www.xes-standard.org/{file}.xesext"
        yield f'  <extension name="{name}" prefix="{prefix}" uri="{uri}"/>\n'
    yield f'  <global scope="trace">{_string("concept:name", "")}</global>\n'
    yield f'  <global scope="event">{_string("concept:name", "")}'
    yield '<date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>'
    yield f"{_string('lifecycle:transition', 'complete')}</global>\n"
    yield '  <classifier name="Activity" scope="event" keys="concept:name"/>\n'
    yield f"  {_string('concept:name', document.workflows[document.root].name or document.root)}\n"
    for number in numbers:
        for part in parts(program, number):
            yield from _cases(ledger(program, part), document, len(numbers) > 1)
    yield "</log>\n"


def _cases(book: Ledger, document: Document, several: bool) -> Iterator[str]:
    shown = np.flatnonzero(np.isin(book.kind, _LOGGED))
    rows = shown[np.argsort(book.log.case[shown], kind="stable")]
    bounds = np.searchsorted(book.log.case[rows], np.arange(len(book.trace.cases) + 1))
    for case in range(len(book.trace.cases)):
        number = str(book.trace.cases.number[case])
        number = f"{book.trace.replication}.{number}" if several else number
        yield f"  <trace>{_string('concept:name', number)}"
        yield from _attributes(book, case)
        yield "\n"
        yield from _events(book, document, rows[bounds[case] : bounds[case + 1]].tolist())
        yield "  </trace>\n"


def _attributes(book: Ledger, case: int) -> Iterator[str]:
    program, cases = book.program, book.trace.cases
    state = int(cases.state[case])
    yield f'<int key="replication" value="{book.trace.replication}"/>'
    yield _string("state", _STATES[state])
    if state == codes.COMPLETED and cases.place[case] >= 0:
        yield _string("outcome", program.nodes[int(cases.place[case])])
    for column, name in enumerate(program.fields):
        (value,) = program.field_values(column, cases.values[case : case + 1, column])
        key = name if name[0].isalpha() else f"_{name}"
        if isinstance(value, bool):
            yield f'<boolean key="{key}" value="{str(value).lower()}"/>'
        elif isinstance(value, float):
            yield f'<float key="{key}" value="{value!r}"/>'
        elif value is not None:
            yield _string(key, value)


def _events(book: Ledger, document: Document, rows: Iterable[int]) -> Iterator[str]:
    """What happened in a case in order of time; of one moment, what came about first."""
    events: list[Event] = []
    for row in rows:
        events.extend(_moments(book, row))
    for moment, row, _, transition in sorted(events):
        node = document.nodes[book.program.nodes[int(book.log.place[row])]]
        yield f"    <event>{_string('concept:name', node.name or node.id)}"
        yield _string("concept:instance", f"{node.id}.{book.trace.rows[row]}")
        yield _string("lifecycle:transition", transition)
        yield _date("time:timestamp", book.program, moment)
        yield from _resources(book, row)
        if transition == "complete":
            yield f'<float key="cost:total" value="{float(book.cost[row])!r}"/>'
            yield _string("cost:currency", document.currency)
        elif transition == "ate_abort" and book.begun[row] < book.ended[row]:
            yield _date("started", book.program, int(book.begun[row]))
        yield "</event>\n"


def _moments(book: Ledger, row: int) -> Iterator[Event]:
    log = book.log
    yield int(log.enabled[row]), row, 0, "schedule"
    state, ended = int(log.state[row]), int(log.ended[row])
    if state == codes.COMPLETED:
        yield int(log.started[row]), row, 1, "start"
        yield ended, row, 2, "complete"
    elif ended >= 0:
        begun = 0 <= int(log.started[row]) < ended
        yield ended, row, 2, "ate_abort" if begun else "withdraw"


def _resources(book: Ledger, row: int) -> Iterator[str]:
    place, server = int(book.log.place[row]), int(book.server[row])
    role = int(book.program.arrays["place_role"][place])
    if role >= 0:
        yield _string("org:role", book.program.roles[role])
    if server >= 0:
        yield _string("org:resource", book.program.servers[server].name)


def _date(key: str, program: Program, ms: int) -> str:
    moment = program.settings.start + timedelta(milliseconds=ms)
    return f'<date key="{key}" value="{moment.isoformat(timespec="milliseconds")}+00:00"/>'


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value="{escape(writable(value), _QUOTED)}"/>'
