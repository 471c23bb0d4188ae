"""One workflow as a net of numbered flows that hold tokens: what each node may do with the tokens before it.

Each flow leads to one node, so what may happen to a token depends on the other tokens only at joins: a
parallel waits for all its flows, an inclusive decision for the tokens that may still come (BPMN 2.0.2, table
13.3). Of what a box, a condition or an event on a border will do, everything is held possible.
"""

from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain, combinations, product
from typing import TypeVar

from designer.model import graph
from designer.model.checks.facts import Facts
from designer.model.checks.ways import starts
from designer.model.flow import Flow
from designer.model.nodes import (
    Boundary,
    Box,
    Decision,
    Node,
    Outcome,
    Parallel,
    Race,
    State,
    Task,
    Trigger,
)

MAX_WAYS = 256  # ways a token may go on from one node

Way = tuple[int, ...]
_Item = TypeVar("_Item")
Endings = Callable[[Box], frozenset[str]]


class Undecided(Exception):  # noqa: N818  # an answer, not a fault
    """There are more possibilities than are looked at."""


class Net:
    """The net of a workflow. Flows are numbered in the order of `flows`; `target` gives each one's node.

    The flows farthest from the beginning come first: a game that moves the first token it can follows one
    until it waits or ends before it turns to the next, and meets far fewer states.
    """

    def __init__(self, facts: Facts, workflow: str, endings: Endings) -> None:
        self._facts = facts
        self._document = facts.document
        self._endings = endings
        self._is_root = workflow == facts.document.root
        self.steps = facts.steps(workflow)
        inside = {step.id for step in self.steps}
        self.flows = self._farthest_first()
        self.number = {flow.id: number for number, flow in enumerate(self.flows)}
        self.target = tuple(flow.target for flow in self.flows)
        self.joins: dict[str, tuple[str, ...]] = {}
        self.gathers: dict[str, Way] = {}
        self.merges: dict[str, Way] = {}
        for step in self.steps:
            self._sort_in(step, inside)
        self._ways: dict[str, tuple[Way | None, ...]] = {}
        self._chains: dict[int, tuple[int, ...]] = {}

    def _farthest_first(self) -> tuple[Flow, ...]:
        near = dict.fromkeys(graph.spread(starts(self._facts, self.steps), self._facts.onward))
        near.update(dict.fromkeys(step.id for step in self.steps))
        return tuple(flow for node in reversed(near) for flow in self._facts.open_flows(node))

    def _sort_in(self, step: Node, inside: set[str]) -> None:
        into = [flow for flow in self._document.flows_into(step.id) if flow.source in inside]
        if len(into) < 2 or isinstance(step, Outcome):
            return
        known = tuple(self.number[flow.id] for flow in into if flow.id in self.number)
        if isinstance(step, Parallel):
            self.joins[step.id] = tuple(flow.id for flow in into)
        elif isinstance(step, Decision) and step.mode == "inclusive":
            self.gathers[step.id] = known
        elif len(known) > 1:
            self.merges[step.id] = known

    # Where tokens begin

    def beginnings(self) -> list[tuple[tuple[str, Way], ...]]:
        """Every way to begin: the nodes that begin, each with the flows to which it gives a token."""
        nodes = self._document.nodes
        begin = [node for node in starts(self._facts, self.steps) if self._facts.open_flows(node)]
        triggers = [node for node in begin if isinstance(nodes[node], Trigger)]
        beside = [] if self._is_root else [node for node in begin if node not in triggers]
        entries: list[list[str]] = [[trigger] for trigger in triggers] or [[]]
        return [
            tuple((node, way or ()) for node, way in zip(first, ways, strict=True))
            for entry in entries
            for first in ((*beside, *entry),)
            for ways in product(*(self.ways(node) for node in first))
            if first
        ]

    # What nodes do with a token

    def ends_all(self, node: str) -> bool:
        """Whether a token that comes to a node ends every other one."""
        step = self._document.nodes[node]
        return isinstance(step, Outcome) and step.terminate

    def ways(self, node: str) -> tuple[Way | None, ...]:
        """The flows that get a token next, for each way a node may go; None ends all tokens.

        Raises Undecided when there are too many.
        """
        found = self._ways.get(node)
        if found is None:
            found = self._ways[node] = self._worked_out(self._document.nodes[node])
        return found

    def _worked_out(self, node: Node) -> tuple[Way | None, ...]:
        if isinstance(node, Outcome):
            return (None,) if node.terminate else ((),)
        ways = self._own_ways(node)
        events = [b for b in self._document.boundaries_on(node.id) if b.probability != 0]
        ways += [self._all_of(event) for event in events if event.interrupting]
        beside = [self._all_of(event) for event in events if not event.interrupting]
        extras = [tuple(chain.from_iterable(some)) for some in _subsets(beside)] if beside else [()]
        if len(ways) * len(extras) > MAX_WAYS:
            raise Undecided
        return tuple(dict.fromkeys((*way, *extra) for way in ways for extra in extras))

    def _own_ways(self, node: Node) -> list[Way]:
        flows = self._facts.open_flows(node.id)
        every = self._all_of(node)
        if len(flows) > 1 and isinstance(node, Decision | Task):
            return self._by_rules(node, flows)
        if isinstance(node, Race | State):
            return [(flow,) for flow in every] or [()]
        if isinstance(node, Box) and self._facts.inner(node) and flows:
            return self._by_port(node, flows)
        return [every]

    def _by_rules(self, node: Decision | Task, flows: tuple[Flow, ...]) -> list[Way]:
        if isinstance(node, Decision) and node.mode == "exclusive":
            return [(self.number[flow.id],) for flow in flows]
        default = tuple(self.number[flow.id] for flow in flows if flow.default)
        is_task = isinstance(node, Task)
        always = tuple(self.number[f.id] for f in flows if is_task and f.condition is None and not f.default)
        asked = [self.number[f.id] for f in flows if not f.default and self.number[f.id] not in always]
        ways = [(*always, *some) for some in _subsets(asked)]
        return [way for way in ways if way] + ([default] if default and not always else [])

    def _by_port(self, box: Box, flows: tuple[Flow, ...]) -> list[Way]:
        ports = {self.number[flow.id]: graph.exit_port(self._document, flow) for flow in flows}
        every = [port.id for port in graph.outcomes(self._document, box.runs)]
        reached = self._endings(box)
        ended = [port for port in every if port in reached] or every
        found = [tuple(f for f, port in ports.items() if port in (None, end)) for end in ended]
        return list(dict.fromkeys(found)) or [tuple(ports)]

    def _all_of(self, node: Node) -> Way:
        return tuple(self.number[flow.id] for flow in self._facts.open_flows(node.id))

    # Where a token has nothing to decide

    def passed(self, flow: int) -> int:
        """The flow where a token put on `flow` next has to choose, wait, meet others or end."""
        chain = self.chain(flow)
        return chain[-1] if chain else flow

    def chain(self, flow: int) -> tuple[int, ...]:
        """The flows along which a token goes on by itself, one after another."""
        found = self._chains.get(flow)
        if found is None:
            further: list[int] = []
            here = flow
            while (onward := self._only_way(here)) is not None and onward not in further:
                further.append(onward)
                here = onward
            found = self._chains[flow] = tuple(further)
        return found

    def _only_way(self, flow: int) -> int | None:
        target = self.target[flow]
        if target in self.joins or target in self.gathers or target in self.merges:
            return None
        ways = self.ways(target)
        way = ways[0]
        return way[0] if len(ways) == 1 and way is not None and len(way) == 1 else None

    # What inclusive joins look for

    @cached_property
    def ahead(self) -> dict[str, list[int]]:
        """For each inclusive join, which of its flows each flow leads to without passing it, as a mask."""
        return {join: self._leading_to(join, flows) for join, flows in self.gathers.items()}

    def _leading_to(self, join: str, flows: Way) -> list[int]:
        before: dict[str, list[int]] = {}
        for number, target in enumerate(self.target):
            before.setdefault(target, []).append(number)
        masks = [0] * len(self.target)
        for bit, flow in enumerate(flows):
            waiting = [flow]
            while waiting:
                for node in self._sources(waiting.pop()):
                    for number in before.get(node, ()) if node != join else ():
                        if not masks[number] >> bit & 1:
                            masks[number] |= 1 << bit
                            waiting.append(number)
        return masks

    def _sources(self, flow: int) -> Iterable[str]:
        source = self._document.nodes[self.flows[flow].source]
        return (source.host,) if isinstance(source, Boundary) else (source.id,)


def _subsets(items: list[_Item]) -> list[tuple[_Item, ...]]:
    if 2 ** len(items) > MAX_WAYS:
        raise Undecided
    return [subset for size in range(len(items) + 1) for subset in combinations(items, size)]
