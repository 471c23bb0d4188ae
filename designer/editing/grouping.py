"""Which steps of a crowded level would make good boxes, and wrapping them all (C9, C20)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from designer.editing import nesting, room, structure
from designer.editing.auto_layout import lay_out_some
from designer.editing.clusters import Links, clusters
from designer.editing.draft import Draft
from designer.editing.moving import move
from designer.editing.naming import Names
from designer.editing.placement import Ground, rects_in
from designer.editing.rules import ALLOWED, Verdict, refused
from designer.model import graph, regions
from designer.model.lookups import Readable
from designer.model.nodes import Box, Decision, Node, Outcome, Parallel, Race, State, Task, Trigger
from designer.model.people import Role

LEAST = 12  # steps of a level below which there is nothing to gain
SMALLEST, LARGEST = 4, 12  # steps of a box
_IDEAL = 7
_PORTS = 3  # ways in, and ways out, that a box may have at most
_OUTSIDE = ""  # no id is empty
_ENDS = (Trigger, Outcome)


@dataclass(frozen=True)
class Suggestion:
    """Steps that would make a box: their ids, the flows that enter and leave them, and a name."""

    nodes: tuple[str, ...]
    entering: tuple[str, ...]
    leaving: tuple[str, ...]
    name: str


def steps_of(d: Readable, workflow: str) -> list[Node]:
    """What stands on a level and can be counted as its steps: no events on borders, notes or areas."""
    return [n for n in d.nodes_in(workflow) if structure.is_step(n) and n.kind != "boundary"]


def may_suggest(d: Readable, workflow: str) -> Verdict:
    """Whether a level has so many steps that boxes are worth looking for."""
    count = len(steps_of(d, workflow))
    if count < LEAST:
        return refused(f"This level has {count} of the {LEAST} steps from which on boxes help")
    return ALLOWED


def suggestions(d: Readable, workflow: str) -> list[Suggestion]:
    """Boxes for the steps of a level, from where work comes in on: the same ones for the same document.

    First parts with one way in and one way out, as many steps of one role or department as there are; of
    what is left, steps that have most of their flows among themselves. A box has 4 to 12 steps, and never a
    split without its join.
    """
    level = _Level(d, workflow)
    if len(level.inner) < SMALLEST + 1:
        return []
    found, whole = _Regions(level).chosen()
    taken = {n for part in found for n in part}
    left = [part for part in whole if taken.isdisjoint(part)]
    found += clusters(level, left, taken)
    found.sort(key=lambda part: min(level.rank[n] for n in part))
    names = Names(d, workflow)
    made = []
    for part in found:
        ordered = sorted(part, key=level.rank.__getitem__)
        entering, leaving = level.crossing(frozenset(part))
        name = names.of(ordered)
        made.append(Suggestion(tuple(ordered), tuple(entering), tuple(leaving), name))
    return made


def wrap_all(draft: Draft, wanted: Iterable[Suggestion], *, lays_out: bool = False) -> list[str]:
    """Makes the boxes, each laid out inside and standing where its steps began; gives their ids.

    With `lays_out` the level is laid out anew around them.
    """
    boxes = []
    for each in wanted:
        box = nesting.wrap(draft, each.nodes, each.name, closes_up=False)
        made = draft.node(box)
        if isinstance(made, Box):
            lay_out_some(draft, [n.id for n in draft.nodes_in(made.runs)])
        boxes.append(box)
    if lays_out and boxes:
        _close_up(draft, draft.node(boxes[0]).workflow)
    else:
        _part(draft, boxes)
    return boxes


def _close_up(draft: Draft, workflow: str) -> None:
    """Lays a level out; what stood first stays where it is, so that the rest comes up to it."""
    ids = [n.id for n in draft.nodes_in(workflow) if n.kind != "boundary"]
    first = min(structure.nodes(draft, ids), key=lambda n: (n.at, n.id))
    lay_out_some(draft, ids)
    now = draft.node(first.id).at
    move(draft, ids, first.at[0] - now[0], first.at[1] - now[1])


def _part(draft: Draft, boxes: Sequence[str]) -> None:
    """Makes room around boxes that came to lie on what was beside their first steps."""
    if not boxes:
        return
    ground = Ground(rects_in(draft, draft.node(boxes[0]).workflow))
    for box in boxes:
        if set(ground.covered(ground.rects[box])) - {box}:
            room.clear(draft, [box])


class _Level:
    """The steps of a workflow and the flows among them; events belong to the steps that they sit on."""

    def __init__(self, d: Readable, workflow: str) -> None:
        self.d = d
        steps = {n.id: n for n in steps_of(d, workflow)}
        self.inner = {key: n for key, n in steps.items() if not isinstance(n, _ENDS)}
        self.flows = {
            f.id: (structure.host_of(d, structure.node(d, f.source)).id, f.target)
            for f in d.flows_in(workflow)
            if f.source in d and f.target in steps
        }
        self._at: defaultdict[str, list[str]] = defaultdict(list)
        for key, ends in self.flows.items():
            for end in dict.fromkeys(ends):
                self._at[end].append(key)
        onward: defaultdict[str, list[str]] = defaultdict(list)
        for source, target in self.flows.values():
            onward[source].append(target)
        starts = [n.id for n in structure.triggers(d, workflow)] + list(steps)
        reached = graph.spread(starts[:1], lambda n: onward[n])
        self.rank = {n: i for i, n in enumerate(dict.fromkeys((*reached, *starts)))}
        self._roles = {key: self._doer(n) for key, n in self.inner.items()}

    def _doer(self, n: Node) -> tuple[str | None, str | None]:
        """Role and department: none for what is no work, an empty role for work of nobody."""
        role = graph.role_of(self.d, n) or "" if isinstance(n, Task) else None
        found = self.d.get(role) if role is not None else None
        return role, found.department if isinstance(found, Role) else None

    def ends(self) -> list[tuple[str, str]]:
        """Source and target of every flow, what begins or ends the work being the outside."""

        def seen(n: str) -> str:
            return n if n in self.inner else _OUTSIDE

        pairs = ((seen(source), seen(target)) for source, target in self.flows.values())
        return [pair for pair in pairs if pair != (_OUTSIDE, _OUTSIDE)]

    def crossing(self, part: frozenset[str]) -> tuple[list[str], list[str]]:
        """The flows that enter some steps, and those that leave them."""
        entering, leaving = [], []
        for key in dict.fromkeys(f for n in sorted(part, key=self.rank.__getitem__) for f in self._at[n]):
            source, target = self.flows[key]
            if source not in part:
                entering.append(key)
            elif target not in part:
                leaving.append(key)
        return entering, leaving

    # What `clusters` asks

    def links(self, n: str) -> Links:
        """The steps that flows join a step to, as often as they do."""
        return Counter(
            other for key in self._at[n] for other in self.flows[key] if other != n and other in self.inner
        )

    def degree(self, n: str) -> int:
        """How many flows a step has."""
        return len(self._at[n])

    def may_stand_alone(self, n: str) -> bool:
        """Whether a step can be in a box without all that its flows lead to: whether one token passes it."""
        node = self.inner[n]
        if isinstance(node, Parallel | Race) or (isinstance(node, Decision) and node.mode == "inclusive"):
            return False
        sources = [self.flows[key][0] for key in self._at[n]]
        waits = any(isinstance(self.inner.get(source), Race) for source in sources)
        out = sources.count(n)
        return not waits and (isinstance(node, Decision | State) or out <= 1)

    def worth(self, part: Collection[str]) -> float:
        """How good a box some steps make, above nothing for one to offer; more for more of one role."""
        if not SMALLEST <= len(part) <= LARGEST or len(part) == len(self.inner):
            return -1.0
        held = frozenset(part)
        entering, leaving = self.crossing(held)
        ins = len({self.flows[key][1] for key in entering})
        outs = len({self.flows[key][1] for key in leaving})
        if not (1 <= ins <= _PORTS and 1 <= outs <= _PORTS):
            return -1.0
        across = len(entering) + len(leaving) - 2
        return self.kinship(self.roles(part)) - 1.5 * (ins + outs - 2) - 0.25 * across

    def kinship(self, roles: Mapping[tuple[str | None, str | None], int]) -> float:
        """The worth of a box by who works in it."""
        count = sum(roles.values())
        by_role, by_department = Counter[str](), Counter[str]()
        for (role, department), times in roles.items():
            if role is not None:
                by_role[role] += times
                by_department[department or ""] += times if department else 0
        staffed = by_role.total()
        same = 0.7
        if by_role.keys() - {""}:
            same = max(max(by_role.values()), 0.85 * max(by_department.values())) / staffed
        return count * (0.4 + 0.6 * same * same) - 1.5 - 0.03 * (count - _IDEAL) ** 2

    def roles(self, part: Iterable[str]) -> Counter[tuple[str | None, str | None]]:
        """Who works on some steps: how many of each role and department."""
        return Counter(self._roles[n] for n in part)


@dataclass
class _Regions:
    """The best choice of parts with one way in and one way out, over the whole tree of them."""

    level: _Level
    rows: list[regions.Row] = field(default_factory=list)
    _inner: defaultdict[tuple[int, int], float] = field(default_factory=lambda: defaultdict(float))
    _runs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def chosen(self) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
        """The parts to wrap, disjoint; and parts small enough for a box that nobody should split."""
        self.rows = regions.rows(self.level.ends(), _OUTSIDE)
        for index in range(len(self.rows) - 1, -1, -1):
            row = self.rows[index]
            worth, self._runs[index] = self._best(index, row)
            if row.within is not None:
                self._inner[row.within] += worth
        found: list[tuple[str, ...]] = []
        covered: set[tuple[int, int]] = set()
        for index, row in enumerate(self.rows):
            if row.within in covered:
                covered.update((index, place) for place in range(len(row.parts)))
                continue
            for start, end in self._runs[index]:
                found.append(tuple(n for part in row.parts[start:end] for n in part))
                covered.update((index, place) for place in range(start, end))
        most = min(LARGEST, len(self.level.inner) - 1)
        whole = [part for row in self.rows for part in row.parts if 2 <= len(part) <= most]
        return found, whole

    def _best(self, index: int, row: regions.Row) -> tuple[float, list[tuple[int, int]]]:
        """The runs of parts of a row to wrap, so that they and what is inside the others are worth most."""
        best = [0.0]
        since: list[int] = []
        worths = self._worths(row.parts)
        for end in range(1, len(row.parts) + 1):
            value, start = best[end - 1] + self._inner[index, end - 1], end
            for begin, worth in worths[end]:
                if best[begin] + worth > value:
                    value, start = best[begin] + worth, begin
            best.append(value)
            since.append(start)
        runs, end = [], len(row.parts)
        while end:
            start = since[end - 1]
            if start < end:
                runs.append((start, end))
            end = min(start, end - 1)
        return best[-1], runs[::-1]

    def _worths(self, parts: Sequence[tuple[str, ...]]) -> Mapping[int, list[tuple[int, float]]]:
        """For each end, where a run of parts that would make a box may begin, and what it is worth."""
        found: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        roles = [self.level.roles(part) if len(part) <= LARGEST else None for part in parts]
        for begin in range(len(parts)):
            held: Counter[tuple[str | None, str | None]] = Counter()
            for end in range(begin + 1, len(parts) + 1):
                one = roles[end - 1]
                if one is None or held.total() + one.total() > LARGEST:
                    break
                held += one
                if held.total() >= SMALLEST and self._is_joined(parts[begin:end]):
                    found[end].append((begin, self.level.kinship(held)))
        return found

    def _is_joined(self, run: Sequence[tuple[str, ...]]) -> bool:
        """Whether work comes in and goes out, and something stays outside."""
        if sum(map(len, run)) == len(self.level.inner):
            return False
        return bool(self.level.crossing(frozenset(run[0]))[0]) and bool(
            self.level.crossing(frozenset(run[-1]))[1]
        )
