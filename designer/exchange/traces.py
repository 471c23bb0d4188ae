"""The first replication of a run as JSON, for programs that play it back: `simulate --trace`.

Times are milliseconds from `start`, null where they have not come. `nodes` and `flows` are paths: the boxes
entered from the root, then the record's own id; columns refer to them by number. Every key of `cases` (by
their numbers), `stays` (of a token at a node) and `moves` (of a token along a flow) is a column.
"""

import json
from collections.abc import Iterator

import numpy as np

from designer.simulation import codes
from designer.simulation.program import Array
from designer.simulation.replicate import Results

_PART = 8192  # cells written at once
_STATES = {
    codes.IN_PROGRESS: "in-progress",
    codes.COMPLETED: "completed",
    codes.CANCELLED: "cancelled",
    codes.STUCK: "stuck",
    codes.FAILED: "failed",
}


def trace_json(results: Results) -> Iterator[bytes]:
    """The trace in parts."""
    program, trace = results.program, results.first
    head = {
        "scenario": program.settings.scenario,
        "seed": program.settings.seed,
        "start": program.settings.start.isoformat(),
        "end": int(trace.end_ms),
        "nodes": program.paths,
        "flows": program.flow_paths,
        "servers": [server.name for server in program.servers],
        "states": _STATES,
    }
    cases, log, moves = trace.cases, trace.log, trace.moves
    tables = {
        "cases": {"arrived": cases.arrived, "ended": cases.ended, "state": cases.state, "node": cases.place},
        "stays": {
            "case": log.case,
            "node": log.place,
            "server": log.server,
            "state": log.state,
            "enabled": log.enabled,
            "started": log.started,
            "ended": log.ended,
            "work": log.work,
        },
        "moves": {"case": moves.case, "flow": moves.flow, "left": moves.time, "arrived": moves.arrival},
    }
    yield json.dumps(head, ensure_ascii=False)[:-1].encode()
    for name, columns in tables.items():
        yield f',\n"{name}": {{'.encode()
        for number, (key, column) in enumerate(columns.items()):
            yield f'{"," if number else ""}\n"{key}": ['.encode()
            yield from _cells(column)
            yield b"]"
        yield b"}"
    yield b"}\n"


def _cells(column: Array) -> Iterator[bytes]:
    for first in range(0, len(column), _PART):
        part = np.asarray(column[first : first + _PART])
        cells = ",".join("null" if cell < 0 else str(cell) for cell in part.tolist())
        yield f"{',' if first else ''}{cells}".encode()
