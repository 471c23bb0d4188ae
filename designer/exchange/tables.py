"""Tables of results as CSV (RFC 4180): the activity log of `simulate --log`."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from designer.analysis.ledger import Ledger, ledger
from designer.simulation import codes
from designer.simulation.parts import parts
from designer.simulation.program import Array, Program

HEADER = (
    "replication",
    "case",
    "node",
    "name",
    "workflow",
    "box",
    "instance",
    "role",
    "server",
    "enabled",
    "started",
    "ended",
    "work_seconds",
    "cost",
    "state",
)
_STATES = {
    codes.IN_PROGRESS: "in-progress",
    codes.COMPLETED: "completed",
    codes.CANCELLED: "cancelled",
    codes.STUCK: "stuck",
}
_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
_PART = 2048  # rows written at once
Table = dict[str, Array]
_LOGGED = (codes.TASK, codes.WAIT, codes.RACE, codes.STATE, codes.BOX)


def log_csv(program: Program, numbers: Sequence[int]) -> Iterator[bytes]:
    """The log of replications in parts: a row for each execution of a node that takes or could take time.

    Rows come as they ended, what has not ended last. `box` is the node that ran the workflow, `instance`
    tells its runs apart. The replications are run for it, and a row waits until nothing can have ended before
    it: until all cases have ended that arrived before it did.
    """
    yield _lines([HEADER])
    for number in numbers:
        held: Table = {}
        for part in parts(program, number):
            table = _rows(ledger(program, part))
            table = {name: np.concatenate((held[name], table[name])) for name in table} if held else table
            order = np.lexsort((table["row"], table["case"], table["began"], table["until"]))
            settled = int(np.searchsorted(table["until"][order], part.settled_ms))
            for first in range(0, settled, _PART):
                chosen = order[first : min(first + _PART, settled)]
                yield _lines(
                    _cells(program, number, {name: column[chosen] for name, column in table.items()})
                )
            held = {name: column[order[settled:]] for name, column in table.items()}


def _lines(rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _rows(book: Ledger) -> Table:
    """The rows that are shown as columns; `until` and `began` say where they stand in the log."""
    log = book.log
    shown = np.flatnonzero(np.isin(book.kind, _LOGGED))
    columns = {
        "until": np.where(log.ended < 0, codes.NEVER - 1, log.ended),
        "began": np.where(log.started < 0, codes.NEVER, log.started),
        "case": book.trace.cases.number[log.case],
        "row": book.trace.rows,
        "place": log.place,
        "scope": log.scope,
        "server": book.server,
        "enabled": log.enabled,
        "started": log.started,
        "ended": log.ended,
        "working": book.working,
        "cost": book.cost,
        "state": log.state,
    }
    return {name: column[shown] for name, column in columns.items()}


def _cells(program: Program, number: int, table: Table) -> Iterator[tuple[object, ...]]:
    heads = [_head(program, place) for place in range(len(program.nodes))]
    servers = [*(server.name for server in program.servers), ""]  # -1 is nobody
    numbers = ("case", "place", "scope", "server", "working", "cost", "state")
    columns = [table[name].tolist() for name in numbers]
    times = [_times(program, table[name]) for name in ("enabled", "started", "ended")]
    for row in zip(*columns, *times, strict=True):
        case, place, scope, server, working, cost, state, *moments = row
        node, role = heads[place]
        done = (round(working / 1000, 3), round(cost, 6), _STATES[state])
        yield (number, case, *node, scope, role, servers[server], *moments, *done)


def _head(program: Program, place: int) -> tuple[tuple[str, ...], str]:
    """What the rows of a place have in common: its node, name, workflow and box, and its role."""
    node = program.document.nodes.get(program.nodes[place])
    role = int(program.arrays["place_role"][place])
    if node is None:
        return ("", "", "", ""), ""
    box = program.nodes[int(program.arrays["place_box"][place])]
    return (node.id, cell(node.name), node.workflow, box), program.roles[role] if role >= 0 else ""


def cell(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe stands before what looks like one."""
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _times(program: Program, column: Array) -> list[str]:
    """Local times, ISO 8601 with milliseconds; empty for what has not happened."""
    start = np.datetime64(program.settings.start, "ms")
    texts = np.datetime_as_string(start + column.astype("timedelta64[ms]"), unit="ms")
    found: list[str] = np.where(column < 0, "", texts).tolist()
    return found
