"""Lays places, flows, rules, draws, staff and arrivals out as the arrays of a program."""

import math
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import numpy as np

from designer.model import graph
from designer.model.document import Document
from designer.model.durations import seconds
from designer.model.expressions import expression_name, parse
from designer.model.findings import Finding
from designer.model.nodes import (
    Boundary,
    Box,
    Decision,
    Instances,
    IntervalArrivals,
    Node,
    Outcome,
    Parallel,
    ProfileArrivals,
    Race,
    ScheduleArrivals,
    State,
    Task,
    Trigger,
    Wait,
)
from designer.simulation import bytecode, codes
from designer.simulation.columns import DTYPES, PROGRAM
from designer.simulation.places import Arrow, Places
from designer.simulation.program import Program, Settings
from designer.simulation.reaching import is_inclusive_join, reach
from designer.simulation.sampling import Sampler
from designer.simulation.shifts import Shifts
from designer.simulation.staffing import Staff, needs

_KINDS: dict[type, int] = {
    Trigger: codes.PASS,
    Boundary: codes.PASS,
    Task: codes.TASK,
    Decision: codes.DECISION,
    Parallel: codes.PARALLEL,
    Wait: codes.WAIT,
    Race: codes.RACE,
    State: codes.STATE,
    Box: codes.BOX,
    Outcome: codes.OUTCOME,
}
_POLICIES = {"pause": codes.PAUSE, "finish": codes.FINISH, "fit": codes.FIT}
_MODES = {"parallel": codes.AT_ONCE, "sequential": codes.IN_TURN}
_MASK = 0xFFFFFFFFFFFFFFFF


def assemble(
    document: Document, settings: Settings, places: Places, staff: Staff, hours: dict[str, Shifts]
) -> Program:
    """The program of a document whose parts have been found to be in order."""
    return _Assembly(document, settings, places, staff, hours).program()


def key_of(record_id: str) -> int:
    """The key under which a record draws its luck: its id alone, so that no other record matters."""
    key = 0xCBF29CE484222325
    for byte in record_id.encode():
        key = ((key ^ byte) * 0x100000001B3) & _MASK
    return _mix(key)


def _mix(x: int) -> int:
    x = ((x ^ (x >> 30)) * 0xBF58476D1CE4E5B9) & _MASK
    x = ((x ^ (x >> 27)) * 0x94D049BB133111EB) & _MASK
    return x ^ (x >> 31)


@dataclass
class _Assembly:
    document: Document
    settings: Settings
    places: Places
    staff: Staff
    hours: dict[str, Shifts]
    columns: dict[str, list[Any]] = field(default_factory=lambda: {name: [] for name in PROGRAM})
    texts: list[str] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fields = sorted(self.document.fields)
        self.field_index = {key: number for number, key in enumerate(self.fields)}
        self.calendar_index = {key: number for number, key in enumerate(self.hours)}
        self.code = bytecode.Assembler(
            {expression_name(key): number for key, number in self.field_index.items()}, self._intern
        )
        self.sampler = Sampler(self._intern)
        self.node_index = {"": 0}
        self.inside: dict[int, int] = {}
        self.reaches: dict[str, int] = {}

    def program(self) -> Program:
        """Everything, in the order in which it refers to one another."""
        self._lay_fields()
        slots = self._lay_places()
        self._lay_flows()
        triggers = self._lay_triggers()
        self._lay_calendars()
        self._put(self.staff.columns())
        self._put(self.sampler.columns())
        self._put({"code_op": self.code.ops, "code_arg": self.code.args})
        arrays = {name: np.array(self.columns[name], dtype=DTYPES[code]) for name, code in PROGRAM.items()}
        return Program(
            document=self.document,
            settings=self.settings,
            arrays=arrays,
            paths=tuple(self.places.paths),
            nodes=tuple("" if node is None else node.id for node in self.places.nodes),
            ends=np.array(self.places.ends, dtype=np.int64),
            flows=tuple(arrow.flow.id for arrow in self.places.arrows),
            flow_paths=tuple((*self.places.paths[a.source][:-1], a.flow.id) for a in self.places.arrows),
            flow_sources=np.array([arrow.source for arrow in self.places.arrows], dtype=np.int64),
            roles=tuple(self.staff.roles),
            servers=tuple(self.staff.servers),
            triggers=tuple(triggers),
            fields=tuple(self.fields),
            texts=tuple(self.texts),
            calendars=tuple(self.hours),
            scalars=self._scalars(slots),
            warnings=tuple(self.warnings),
        )

    def _put(self, columns: dict[str, Any]) -> None:
        self.columns.update(columns)

    def _add(self, **cells: Any) -> None:
        for name, cell in cells.items():
            self.columns[name].append(cell)

    def _intern(self, text: str) -> int:
        if text not in self.texts:
            self.texts.append(text)
        return self.texts.index(text)

    def _scalars(self, slots: int) -> dict[str, int]:
        start = self.settings.start
        week = datetime(start.year, start.month, start.day) - timedelta(days=start.weekday())
        until, cases = self.settings.until_ms, self.settings.cases
        return {
            "slot_stride": slots,
            "node_count": len(self.node_index),
            "field_count": len(self.fields),
            "case_limit": -1 if cases is None else cases,
            "arrivals_until": codes.NEVER if until is None else until,
            "origin": (start - week) // timedelta(milliseconds=1),
            "settled": max((hours.tail for hours in self.hours.values()), default=0),
        }

    # Fields

    def _lay_fields(self) -> None:
        for key in self.fields:
            initial = self.document.fields[key].initial
            dist, value = -1, math.nan
            if isinstance(initial, str):
                value = float(self._intern(initial))
            elif isinstance(initial, bool | int | float):
                value = float(initial)
            elif initial is not None:
                dist = self.sampler.value(initial)
            self._add(field_dist=dist, field_value=value, field_key=key_of(key))

    # Places

    def _lay_places(self) -> int:
        """Lays out every place; gives back how many join slots a scope needs."""
        taken: dict[int, int] = {}
        for place, node in enumerate(self.places.nodes):
            key = "" if node is None else node.id
            index = self.node_index.setdefault(key, len(self.node_index))
            self._add(place_node=index, place_key=key_of(key), place_box=self.places.boxes[place])
            self._add(place_kind=self._kind(place, node))
            self._add(place_out=self.places.outgoing[place], place_choice=self._choice(place, node))
            self._lay_work(node)
            self._lay_inside(place, node)
            self._lay_joins(place, taken)
        self._add(place_out=self.places.outgoing[-1], place_writes=len(self.columns["write_field"]))
        self._add(place_starts=len(self.columns["start_place"]))
        self._add(place_watches=len(self.columns["watch_places"]))
        self._add(place_needs=len(self.columns["need_role"]))
        self._add(place_merges=len(self.columns["merge_place"]))
        return max(taken.values(), default=0)

    def _kind(self, place: int, node: Node | None) -> int:
        if node is None:
            return codes.BOX
        return codes.INCLUSIVE if is_inclusive_join(self.places, place) else _KINDS[type(node)]

    def _lay_joins(self, place: int, taken: dict[int, int]) -> None:
        """The slots of a join among those `taken` in each box, and of a box the inclusive joins in it."""
        box, node = self.places.boxes[place], self.places.nodes[place]
        inclusive = is_inclusive_join(self.places, place)
        joins = len(self.places.arrows_into(place)) if inclusive or isinstance(node, Parallel) else 0
        self._add(place_slot=taken.get(box, 0), place_joins=joins)
        taken[box] = taken.get(box, 0) + joins
        self._add(place_merges=len(self.columns["merge_place"]))
        content = list(self.places.content(place)) if place == 0 or isinstance(node, Box) else []
        self.inside.update((inner, number) for number, inner in enumerate(content))
        merges = [inner for inner in content if is_inclusive_join(self.places, inner)]
        self.columns["merge_place"].extend(merges)
        self._add(place_inside=self.inside.get(place, 0), place_reach=self._reach(place) if inclusive else -1)

    def _reach(self, join: int) -> int:
        """Where the rows of an inclusive join begin: the same ones in every box that runs its workflow."""
        key = self.places.paths[join][-1]
        if key not in self.reaches:
            self.reaches[key] = len(self.columns["reach"])
            self.columns["reach"].extend(reach(self.places, join))
        return self.reaches[key]

    def _lay_work(self, node: Node | None) -> None:
        task = node if isinstance(node, Task) else None
        self._lay_needs(task)
        batch = task.batch if task else None
        wait = None if batch is None or batch.wait is None else round(seconds(batch.wait) * 1000)
        self._add(place_batch=1 if batch is None else batch.size)
        self._add(place_patience=-1 if wait is None else wait)
        self._add(place_policy=_POLICIES[task.at_shift_end] if task else codes.PAUSE)
        rank = task.priority if task else 0.0
        self._add(place_rank=0.0 if isinstance(rank, str) else rank)
        self._add(place_rank_rule=self._rule(rank if isinstance(rank, str) else None))
        length = task.duration if task else None
        if isinstance(node, Boundary):
            length = node.after
        if isinstance(node, Wait):
            length = node.duration if node.duration is not None else node.delay
        self._add(place_work=self.sampler.time(length), place_until=_clock(node))
        self._add(place_writes=len(self.columns["write_field"]))
        for output in task.outputs if task else ():
            value = output.value
            self._add(write_field=self.field_index[output.field])
            self._add(write_rule=self._rule(value) if isinstance(value, str) else -1)
            self._add(write_dist=-1 if isinstance(value, str) else self.sampler.value(value))

    def _lay_needs(self, task: Task | None) -> None:
        """A task waits for the first of the roles it needs; what it needs of several is taken together."""
        wanted = needs(self.document, task) if task else {}
        first = next(iter(wanted), None)
        seats = task is not None and self.staff.seats(task, wanted)
        self._add(place_role=-1 if first is None else self.staff.roles.index(first))
        self._add(place_units=1 if first is None else 0 if seats else wanted[first])
        self._add(place_needs=len(self.columns["need_role"]))
        for role, units in wanted.items() if seats else ():
            self._add(need_role=self.staff.roles.index(role), need_units=units)

    def _lay_inside(self, place: int, node: Node | None) -> None:
        self._add(place_watches=len(self.columns["watch_places"]))
        self._add(place_interrupts=int(isinstance(node, Boundary) and node.interrupting))
        self._add(place_chance=_chance(node))
        self.columns["watch_places"].extend(self.places.borders(place))
        self._add(place_terminate=int(isinstance(node, Outcome) and node.terminate))
        self._add(place_starts=len(self.columns["start_place"]))
        entry = self.places.entry(place) if isinstance(node, Box) else None
        self._add(place_entry=-1 if entry is None else entry)
        self._lay_instances(node.instances if isinstance(node, Task | Box) else None)
        if isinstance(node, Box):
            self.columns["start_place"].extend(self.places.starts(place))

    def _lay_instances(self, instances: Instances | None) -> None:
        self._add(place_repeats=codes.ONCE if instances is None else _MODES[instances.mode])
        self._add(place_count=self._rule(None if instances is None else str(instances.count)))
        self._add(place_first=int(instances is not None and instances.until == "first"))

    def _arrows(self, place: int) -> list[Arrow]:
        return self.places.arrows[slice(*(self.places.outgoing[place : place + 2]))]

    def _choice(self, place: int, node: Node | None) -> int:
        """How tokens leave a place: only decisions and tasks with several flows ask for rules."""
        arrows = self._arrows(place)
        flows = [arrow.flow for arrow in arrows]
        if len(flows) == 1 and self.places.exit(arrows[0]) is None:
            return codes.ONLY
        if len(flows) < 2 or not isinstance(node, Decision | Task):
            return codes.ALL
        if isinstance(node, Decision) and node.mode == "exclusive":
            by_chance = any(flow.probability is not None for flow in flows)
            return codes.CHANCE if by_chance else codes.FIRST
        by_chance = isinstance(node, Decision) and any(flow.probability is not None for flow in flows)
        ruled = by_chance or any(flow.condition is not None or flow.default for flow in flows)
        return codes.EVERY if ruled else codes.ALL

    def _rule(self, text: str | None) -> int:
        return -1 if text is None else self.code.add(parse(text))

    # Flows

    def _lay_flows(self) -> None:
        shares = self._shares()
        for number, arrow in enumerate(self.places.arrows):
            flow = arrow.flow
            delay = flow.handoff.delay if flow.handoff else None
            port, leaving = self.places.port(arrow), self.places.exit(arrow)
            self._add(flow_target=arrow.target, flow_key=key_of(flow.id), flow_default=int(flow.default))
            self._add(flow_delay=self.sampler.time(delay), flow_after=self.sampler.time(flow.after))
            self._add(flow_rule=self._rule(flow.condition), flow_share=shares[number])
            self._add(
                flow_outcome=-1 if leaving is None else leaving, flow_entry=-1 if port is None else port
            )
            self._add(flow_slot=self._slot(arrow))

    def _slot(self, arrow: Arrow) -> int:
        if not self.columns["place_joins"][arrow.target]:
            return -1
        into = [other.flow.id for other in self.places.arrows_into(arrow.target)]
        return int(self.columns["place_slot"][arrow.target]) + into.index(arrow.flow.id)

    def _shares(self) -> list[float]:
        """Probabilities of flows, cumulative where one of them is taken; -1 where a flow has none."""
        shares: list[float] = []
        for place in range(len(self.places.nodes)):
            arrows = self._arrows(place)
            if self._choice(place, self.places.nodes[place]) == codes.EVERY:
                chances = (arrow.flow.probability for arrow in arrows)
                shares.extend(-1.0 if chance is None else chance for chance in chances)
                continue
            passed = 0.0
            mine = []
            for arrow in arrows:
                passed += arrow.flow.probability or 0.0
                mine.append(-1.0 if arrow.flow.probability is None else passed)
            if mine and passed > 1 - 1e-6 and not any(arrow.flow.default for arrow in arrows):
                last = max((i for i, share in enumerate(mine) if share >= 0), default=0)
                mine[last] = 2.0
            shares.extend(mine)
        return shares

    # Arrivals and hours

    def _lay_triggers(self) -> list[str]:
        names = []
        for trigger in graph.triggers(self.document, self.document.root):
            place = self.places.within(0, trigger.id)
            if trigger.arrivals is None or place is None:
                continue
            names.append(trigger.id)
            self._add(trigger_place=place, trigger_key=key_of(trigger.id))
            self._add(trigger_times=len(self.columns["moment"]))
            self._lay_arrivals(trigger.arrivals)
        self._add(trigger_times=len(self.columns["moment"]))
        return names

    def _lay_arrivals(self, arrivals: object) -> None:
        dist = calendar = batch = rates = -1
        if isinstance(arrivals, IntervalArrivals):
            dist = self.sampler.time(arrivals.interval)
            calendar = self.calendar_index[arrivals.calendar] if arrivals.calendar else -1
            size = arrivals.batch
            batch = -1 if size == 1 else self.sampler.count(size)
        elif isinstance(arrivals, ScheduleArrivals):
            moments = sorted(datetime.fromisoformat(text) for text in arrivals.at)
            since = ((moment - self.settings.start) // timedelta(milliseconds=1) for moment in moments)
            self.columns["moment"].extend(ms for ms in since if ms >= 0)
        elif isinstance(arrivals, ProfileArrivals):
            rates = len(self.columns["rate"])
            self.columns["rate"].extend(arrivals.per_hour)
        self._add(trigger_dist=dist, trigger_calendar=calendar, trigger_batch=batch, trigger_rates=rates)

    def _lay_calendars(self) -> None:
        for hours in self.hours.values():
            self._add(calendar_first=len(self.columns["span_begin"]), calendar_tail=hours.tail)
            self._add(calendar_week=hours.week, calendar_total=hours.total, calendar_longest=hours.longest)
            before = 0
            for begin, end in hours.spans:
                self._add(span_begin=begin, span_end=end, span_before=before)
                before += end - begin
        self._add(calendar_first=len(self.columns["span_begin"]))


def _clock(node: Node | None) -> int:
    """The time of day a wait waits for, in ms; -1 for none."""
    if not isinstance(node, Wait) or node.until is None:
        return -1
    return (int(node.until[:2]) * 60 + int(node.until[3:])) * 60_000


def _chance(node: Node | None) -> float:
    """How likely a boundary's event is: certain if it has a time, and unless it says otherwise."""
    if not isinstance(node, Boundary):
        return 0.0
    if node.probability is not None:
        return node.probability
    return 0.0 if node.after is None else 1.0
