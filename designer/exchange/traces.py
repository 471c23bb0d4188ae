"""The first replication of a run as JSON, for programs that play it back: `simulate --trace`.

Times are milliseconds from `start`, null where they have not come. `nodes` and `flows` are paths: the boxes
entered from the root, then the record's own id; columns refer to them by number. Every key of `cases` (by
their numbers), `stays` (of a token at a node) and `moves` (of a token along a flow) is a column.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import BinaryIO

import numpy as np

from designer.simulation import codes
from designer.simulation.parts import parts
from designer.simulation.program import Array, Program
from designer.simulation.trace import Trace

Table = dict[str, Array]
_PART = 8192  # cells written at once
_BLOCK = 1 << 16  # bytes of a file read at once
_STATES = {
    codes.IN_PROGRESS: "in-progress",
    codes.COMPLETED: "completed",
    codes.CANCELLED: "cancelled",
    codes.STUCK: "stuck",
    codes.FAILED: "failed",
}


def trace_json(program: Program, number: int) -> Iterator[bytes]:
    """What a replication did, in parts; it is run for it, and the columns grow in files side by side."""
    settings = program.settings
    end = 0
    with ExitStack() as stack:
        files: dict[str, dict[str, BinaryIO]] = {}
        cases: list[Table] = []
        for part in parts(program, number, keeps_moves=True):
            end = part.end_ms
            cases.append(_cases(part))
            for name, columns in {"stays": _stays(part), "moves": _moves(part)}.items():
                table = files.setdefault(name, {})
                for key, column in columns.items():
                    if key not in table:
                        table[key] = stack.enter_context(TemporaryFile())
                    table[key].writelines(_cells(column, is_first=table[key].tell() == 0))
        head = {
            "scenario": settings.scenario,
            "seed": settings.seed,
            "start": settings.start.isoformat(),
            "end": int(end),
            "nodes": program.paths,
            "flows": program.flow_paths,
            "servers": [server.name for server in program.servers],
            "states": _STATES,
        }
        yield json.dumps(head, ensure_ascii=False)[:-1].encode()
        yield from _table("cases", {key: _cells(column) for key, column in _by_number(cases).items()})
        for name, table in files.items():
            yield from _table(name, {key: _content(file) for key, file in table.items()})
        yield b"}\n"


def _by_number(parts_of: list[Table]) -> Table:
    order = np.argsort(np.concatenate([part["number"] for part in parts_of]))
    names = [name for name in parts_of[0] if name != "number"]
    return {name: np.concatenate([part[name] for part in parts_of])[order] for name in names}


def _cases(part: Trace) -> Table:
    cases = part.cases
    return {
        "number": cases.number,
        "arrived": cases.arrived,
        "ended": cases.ended,
        "state": cases.state,
        "node": cases.place,
    }


def _stays(part: Trace) -> Table:
    log = part.log
    return {
        "case": part.cases.number[log.case],
        "node": log.place,
        "server": log.server,
        "state": log.state,
        "enabled": log.enabled,
        "started": log.started,
        "ended": log.ended,
        "work": log.work,
    }


def _moves(part: Trace) -> Table:
    moves = part.moves
    case = part.cases.number[moves.case]
    return {"case": case, "flow": moves.flow, "left": moves.time, "arrived": moves.arrival}


def _table(name: str, columns: Mapping[str, Iterable[bytes]]) -> Iterator[bytes]:
    yield f',\n"{name}": {{'.encode()
    for number, (key, cells) in enumerate(columns.items()):
        yield f'{"," if number else ""}\n"{key}": ['.encode()
        yield from cells
        yield b"]"
    yield b"}"


def _cells(column: Array, *, is_first: bool = True) -> Iterator[bytes]:
    for first in range(0, len(column), _PART):
        part = column[first : first + _PART]
        cells = ",".join("null" if cell < 0 else str(cell) for cell in part.tolist())
        yield f"{'' if is_first and not first else ','}{cells}".encode()


def _content(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while data := file.read(_BLOCK):
        yield data
