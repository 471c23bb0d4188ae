"""Which lane each step stands in: that of who does it, or of the work beside it where nobody works."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from designer.layout.geometry import Rect
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import Area, Boundary, Box, Node, Note, Task

By = Literal["role", "department"]

_NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)
NOBODY, SEVERAL = "", "*"  # keys of lanes that are no role's: no id looks like these
_WORDS = {
    ("role", NOBODY): "No role",
    ("role", SEVERAL): "Several roles",
    ("department", NOBODY): "No department",
    ("department", SEVERAL): "Several departments",
}


@dataclass(frozen=True, slots=True)
class Lane:
    """A band of the picture. `key` is the id of its role, or `#` and the name of its department.

    `roles` are those whose work stands in it, in the document's order; `servers` is how many may work there
    at once. A thin lane `is_empty`: nothing on this level is done there. `rect` is absolute, head included.
    """

    key: str
    name: str
    roles: tuple[str, ...] = ()
    servers: int = 0
    is_empty: bool = True
    rect: Rect = _NOWHERE


@dataclass(frozen=True)
class Shares:
    """The lanes of a workflow from the top, and the lane of each of its steps by their ids."""

    lanes: tuple[Lane, ...]
    lane_of: Mapping[str, int]

    def without_empty(self) -> "Shares":
        """Only the lanes in which something is done."""
        kept = [number for number, lane in enumerate(self.lanes) if not lane.is_empty]
        number_of = {old: new for new, old in enumerate(kept)}
        lane_of = {step: number_of[lane] for step, lane in self.lane_of.items()}
        return Shares(tuple(self.lanes[number] for number in kept), lane_of)


def shared_out(document: Document, steps: Iterable[Node], by: By, rank: Mapping[str, int]) -> Shares:
    """The lane of each step.

    Tasks stand in the lane of their role; a box in that of who begins the work in it (in the lane of several
    if one of them may). Where nobody works the lane is that of what leads there, then of what it
    leads to, so that the picture is calm. `rank` tells what comes before what.
    """
    steps = sorted(steps, key=lambda step: (rank[step.id], step.at[1], step.id))
    keys: dict[str, str] = {}
    for step in steps:
        found = _working(document, step, by)
        if found is not None:
            keys[step.id] = found
    for listed, forward in ((steps, True), (steps[::-1], False), (steps, True)):
        for step in listed:
            if step.id not in keys:
                beside = [keys[other] for other in _beside(document, step, rank, forward) if other in keys]
                if beside:
                    keys[step.id] = Counter(beside).most_common(1)[0][0]
    keys.update({step.id: NOBODY for step in steps if step.id not in keys})
    lanes = _lanes(document, by, frozenset(keys.values()))
    number = {lane.key: index for index, lane in enumerate(lanes)}
    return Shares(lanes, {step: number[key] for step, key in keys.items()})


def stands_alone(node: Node) -> bool:
    """Whether it is no step of its own: words, a frame, or an event on a border."""
    return isinstance(node, Note | Area | Boundary)


def _key(document: Document, role: str | None, by: By) -> str:
    found = document.roles.get(role) if role is not None else None
    if found is None:
        return NOBODY
    if by == "role":
        return found.id
    return f"#{found.department}" if found.department else NOBODY


def _working(document: Document, step: Node, by: By) -> str | None:
    """The lane of the work that a step is, or None where nobody works."""
    if isinstance(step, Task):
        return _key(document, graph.role_of(document, step), by)
    if not isinstance(step, Box) or step.file is not None:
        return None
    roles = graph.beginners(document, step.runs) or _roles_within(document, step.runs)
    keys = {_key(document, role, by) for role in roles}
    if len(keys) > 1:
        return SEVERAL
    return keys.pop() if keys else None


def _roles_within(document: Document, workflow: str) -> set[str]:
    inside = graph.workflows_within(document, workflow)
    tasks = (node for each in inside for node in document.nodes_in(each) if isinstance(node, Task))
    return {role for task in tasks if (role := graph.role_of(document, task)) is not None}


def _beside(document: Document, step: Node, rank: Mapping[str, int], forward: bool) -> list[str]:
    """What leads to a step, or what it leads to, by who comes first; ways back do not count."""
    if forward:
        ends = [_host(document, flow.source) for flow in document.flows_into(step.id)]
        return [end for end in ends if end in rank and rank[end] < rank[step.id]]
    ends = [flow.target for flow in sorted(document.flows_from(step.id), key=lambda f: (f.default, f.order))]
    return [end for end in ends if end in rank and rank[end] > rank[step.id]]


def _host(document: Document, node: str) -> str:
    found = document.nodes.get(node)
    return found.host if isinstance(found, Boundary) else node


def _lanes(document: Document, by: By, used: frozenset[str]) -> tuple[Lane, ...]:
    """Every lane from the top: roles in the document's order, what several do, nobody's, the empty ones."""
    grouped: dict[str, list[str]] = {}
    for role in sorted(document.roles):  # as the file has them, however the table came about
        grouped.setdefault(_key(document, role, by), []).append(role)
    nobody = grouped.pop(NOBODY, [])
    made = [
        Lane(key, _name(document, key, by), tuple(roles), servers_of(document, roles), key not in used)
        for key, roles in grouped.items()
    ]
    if SEVERAL in used:
        made.append(Lane(SEVERAL, _WORDS[by, SEVERAL], is_empty=False))
    if NOBODY in used or nobody:
        servers = servers_of(document, nobody)
        made.append(Lane(NOBODY, _WORDS[by, NOBODY], tuple(nobody), servers, NOBODY not in used))
    return tuple(sorted(made, key=lambda lane: lane.is_empty))  # what is empty parts no others


def _name(document: Document, key: str, by: By) -> str:
    return (document.roles[key].name or key) if by == "role" else key.removeprefix("#")


def servers_of(document: Document, roles: Iterable[str]) -> int:
    """How many may work at once: people, each once, and the unnamed ones; a role with neither has one."""
    wanted = frozenset(roles)
    people = [person for person in document.people.values() if wanted.intersection(person.roles)]
    held = {role for person in people for role in person.roles}
    return len(people) + sum(
        document.roles[role].capacity or (0 if role in held or document.roles[role].capacity == 0 else 1)
        for role in wanted
    )
