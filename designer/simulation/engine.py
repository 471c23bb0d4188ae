"""A running simulation: makes the arrays of a run, lets the kernel advance them, grows and copies them."""

from array import array
from dataclasses import dataclass
from typing import Any

import numpy as np

from designer.simulation import codes, running
from designer.simulation.columns import COUNTERS, DTYPES, POOLS, PROGRAM, SCALARS
from designer.simulation.pages import APPENDED, ROWS, Columns, Pages
from designer.simulation.program import Array, Program
from designer.simulation.reading import read_trace
from designer.simulation.state import State
from designer.simulation.trace import Trace

# Elements of an array for each element of its pool, by the setting that says so.
WIDTHS = {
    "slot_head": "slot_stride",
    "slot_tail": "slot_stride",
    "visits": "node_count",
    "values": "field_count",
    "record_values": "field_count",
}
# `kernel` looks at the room left every 16 steps only.
_STEPS_PER_LOOK = 16
FAR = codes.NEVER


@dataclass(frozen=True)
class Snapshot:
    """A copy of everything a run is at one moment."""

    arrays: dict[str, Array]
    scalars: dict[str, int]
    pages: Pages


class Engine:
    """One replication of a program. `advance` is the only way its time moves."""

    def __init__(
        self,
        program: Program,
        replication: int = 0,
        *,
        keeps_log: bool = True,
        keeps_moves: bool = True,
    ) -> None:
        self.program = program
        self.replication = replication
        self.at_rest = False
        self.state: State = running.State()
        self._pages = Pages()
        self._types: dict[str, str] = {}
        self._margin = self._needed_margin()
        self._load_program()
        self._make_counters()
        self._set_scalars(keeps_log, keeps_moves)
        for pool in POOLS:
            self._make_pool(pool, 4 * self._margin + (ROWS if pool in APPENDED else 64))
        running.begin(self.state)

    @property
    def time_ms(self) -> int:
        """How far the run has come, in ms from its start."""
        return self.state.now

    @property
    def steps(self) -> int:
        """How many steps the kernel has made."""
        return self.state.steps

    @property
    def ended_cases(self) -> int:
        """How many cases have ended, one way or another."""
        return self.state.finished_cases + self.state.stuck_cases + self.state.failed_cases

    @property
    def started_cases(self) -> int:
        """How many cases have arrived."""
        return self.state.started_cases

    @property
    def halted(self) -> tuple[int, str] | None:
        """The limit that stopped the run (`codes.TOO_MANY_…`) and the id of the node that floods, if any."""
        if self.state.halted == 0:
            return None
        return self.state.halted, self.program.nodes[self.state.halted_place]

    def advance(self, until_ms: int | None = None, max_events: int | None = None) -> bool:
        """Runs until a time, for a number of steps, or to the end; whether anything is left to happen."""
        until = FAR if until_ms is None else until_ms
        last = FAR if max_events is None else self.state.steps + max_events
        while self.state.steps < last and not self.at_rest:
            why = running.advance(self.state, until, last - self.state.steps)
            if why == codes.NEEDS_ROOM:
                self._grow()
            elif why in (codes.AT_REST, codes.LIMITED):
                self.at_rest = True
            else:
                break
        return not self.at_rest

    def snapshot(self) -> Snapshot:
        """A copy of the state, from which the run can go on again."""
        arrays = {name: np.array(getattr(self.state, name)) for name in self._types}
        scalars = {name: getattr(self.state, name) for name in (*SCALARS, *_ROOMS)}
        return Snapshot(arrays, {**scalars, "at_rest": int(self.at_rest)}, self._pages.copy())

    def restore(self, snapshot: Snapshot) -> None:
        """Goes back (or on) to the moment of a snapshot of this run."""
        for name, cells in snapshot.arrays.items():
            setattr(self.state, name, array(self._types[name], cells.tobytes()))
        for name in (*SCALARS, *_ROOMS):
            setattr(self.state, name, snapshot.scalars[name])
        self.at_rest = bool(snapshot.scalars["at_rest"])
        self._pages = snapshot.pages.copy()

    def drain(self, pool: str) -> Columns:
        """The rows of a pool since this was asked last, which the engine then forgets.

        Those of the log have their numbers in the run as `row`.
        """
        found = self._pages.drain(self.state, pool)
        if pool == "log":
            found["row"] = np.arange(len(found["case"])) + (self.state.log_base - len(found["case"]))
        return found

    def trace(self) -> Trace:
        """What has happened so far, as columns."""
        return read_trace(self.program, self.state, self._pages, self.replication)

    # Arrays

    def _needed_margin(self) -> int:
        """How many elements a pool may need between two looks at its room."""
        arrays = self.program.arrays
        widest = [
            int(np.diff(arrays[name]).max(initial=1))
            for name in ("place_out", "place_starts", "place_watches")
        ]
        joined, seats = int(arrays["place_joins"].max(initial=1)), len(self.program.servers)
        most = max(*widest, len(self.program.triggers), joined, seats)
        return (most + 4) * _STEPS_PER_LOOK

    def _load_program(self) -> None:
        for name, code in PROGRAM.items():
            setattr(self.state, name, array(code, self.program.arrays[name].tobytes()))

    def _make_counters(self) -> None:
        program, arrays = self.program, self.program.arrays
        count = {
            "place": len(program.paths),
            "flow": len(program.flows),
            "role": len(program.roles),
            "group": len(arrays["group_speed"]),
            "server": len(program.servers),
            "trigger": len(program.triggers),
            "stack": len(arrays["code_op"]) + 2,
            "seat": int(arrays["need_units"].sum()),
            "one": 1,
        }
        for name, code in COUNTERS.items():
            self._types[name] = code
            setattr(self.state, name, _zeros(code, count[_COUNTED[name]]))
        state = self.state
        for name in ("role_head", "group_wake", "server_next", "gather_head", "gather_tail"):
            cells = getattr(state, name)
            for i in range(len(cells)):
                cells[i] = -1
        bench = arrays["group_bench"]
        for group in range(count["group"]):
            first, last = int(bench[group]), int(bench[group + 1])
            state.group_free[group] = last - first
            for i in range(first, last):
                state.bench[i] = first + last - 1 - i
        state.luck[0] = draws_key(program.settings.seed, self.replication)

    def _set_scalars(self, keeps_log: bool, keeps_moves: bool) -> None:
        for name in SCALARS:
            setattr(self.state, name, 0)
        for name, value in self.program.scalars.items():
            setattr(self.state, name, value)
        state = self.state
        state.token_free = state.watch_free = state.scope_free = state.case_free = state.ready_head = (
            state.ready_tail
        ) = -1
        state.noted_head = state.noted_tail = state.idle_since = -1
        state.keeps_log, state.keeps_moves = int(keeps_log), int(keeps_moves)
        limits = self.program.settings.limits
        state.visit_limit, state.step_limit, state.token_limit = limits.visits, limits.steps, limits.tokens

    def _make_pool(self, pool: str, capacity: int) -> None:
        """Gives a pool `capacity` elements, keeping what it holds."""
        for name, code in POOLS[pool].items():
            width = getattr(self.state, WIDTHS[name]) if name in WIDTHS else 1
            made = _zeros(code, capacity * width)
            if name in self._types:
                old = np.asarray(getattr(self.state, name))
                np.asarray(made)[: len(old)] = old
            self._types[name] = code
            setattr(self.state, name, made)
        setattr(self.state, f"{pool}_room", capacity - self._margin)

    def _grow(self) -> None:
        """Empties full buffers and doubles what else is short of room, up to the limit on memory."""
        state = self.state
        for pool in APPENDED:
            if getattr(state, f"{pool}_size") + state.live >= getattr(state, f"{pool}_room"):
                self._pages.take(state, pool)
        used = {
            "heap": state.heap_size,
            "token": state.token_top,
            "watch": state.watch_top,
            "scope": state.scope_top,
            "case": state.case_top,
            "record": state.record_size,
            **dict.fromkeys(APPENDED, 2 * state.live),
        }
        for pool, size in used.items():
            if size >= getattr(state, f"{pool}_room"):
                self._make_pool(pool, 2 * (size + 2 * self._margin))
        if (
            sum(self._size(name) for name in self._types) + self._pages.bytes
            > self.program.settings.limits.memory
        ):
            state.halted = codes.TOO_MUCH_MEMORY
            running.blame(state)

    def _size(self, name: str) -> int:
        return len(getattr(self.state, name)) * array(self._types[name]).itemsize


_ROOMS = tuple(f"{pool}_room" for pool in POOLS)
_COUNTED: dict[str, str] = {
    "entered": "place",
    "completed": "place",
    "cancelled": "place",
    "passed": "flow",
    "gather_head": "place",
    "gather_tail": "place",
    "gather_count": "place",
    "gather_event": "place",
    "role_head": "role",
    "role_tail": "role",
    "role_dirty": "role",
    "dirty": "role",
    "group_free": "group",
    "group_wake": "group",
    "group_spare": "group",
    "group_taken": "group",
    "group_seen": "group",
    "bench": "server",
    "server_next": "server",
    "seat_role": "seat",
    "seat_group": "seat",
    "trigger_count": "trigger",
    "trigger_cases": "trigger",
    "trigger_left": "trigger",
    "stack": "stack",
    "luck": "one",
}


def draws_key(seed: int, replication: int) -> int:
    """The key from which every draw of a replication descends."""
    key: int = running.replication_key(seed & 0xFFFFFFFFFFFFFFFF, replication)
    return key


def _zeros(code: str, count: int) -> Any:
    """Cells that the kernel can use: numpy's when it is compiled, else those Python reads fastest."""
    if running.is_compiled():
        return np.zeros(max(1, count), dtype=DTYPES[code])
    return array(code, [0]) * max(1, count)
