"""A game of tokens on one workflow: every way decisions may fall, as far as it matters for joins.

A state is the flows that hold a token. Steps that neither choose nor wait are passed at once, and of
several tokens that can move only the first is moved: what waits at the end does not depend on their
order. The game is given up beyond a bound; then nothing is said.
"""

from collections.abc import Iterator
from itertools import chain, combinations

from designer.model import graph
from designer.model.checks.facts import Facts
from designer.model.checks.ways import starts
from designer.model.flow import Flow
from designer.model.nodes import Box, Decision, Node, Outcome, Parallel, Race, State, Task, Trigger

MAX_STATES = 4_000
MAX_TOKENS = 40
MAX_SUBSETS = 4  # flows of a node of which any may be taken together

Places = tuple[str, ...]


class Undecided(Exception):  # noqa: N818  # an answer, not a fault
    """The game has more states than are looked at."""


class Game:
    """The game on one workflow. After `play`, `fired` and `starved` say what became of its joins."""

    def __init__(self, facts: Facts, workflow: str) -> None:
        self._facts = facts
        self._steps = facts.steps(workflow)
        self._inside = {step.id for step in self._steps}
        self._is_root = workflow == facts.document.root
        self._passed: dict[str, str] = {}
        self._choices: dict[str, list[Places | None]] = {}
        self.joins = {node.id: self._incoming(node) for node in self._steps if self.is_join(node)}
        self.fired: set[str] = set()
        self.starved: dict[
            str, frozenset[str]
        ] = {}  # join → flows that held a token when all had come to rest

    def is_join(self, node: Node) -> bool:
        """Whether a node waits for several flows."""
        return isinstance(node, Parallel) and len(self._facts.document.flows_into(node.id)) > 1

    def _incoming(self, node: Node) -> tuple[str, ...]:
        flows = self._facts.document.flows_into(node.id)
        return tuple(flow.id for flow in flows if flow.source in self._inside)

    def play(self, limit: int = MAX_STATES) -> int:
        """Visits every state and gives their number; raises Undecided when there are more than `limit`."""
        waiting = list(self._beginnings())
        seen = set(waiting)
        while waiting:
            for state in self._next(waiting.pop()):
                if state not in seen:
                    seen.add(state)
                    waiting.append(state)
            if len(seen) > limit:
                raise Undecided
        return len(seen)

    def _beginnings(self) -> Iterator[Places]:
        begin = starts(self._facts, self._steps)
        nodes = self._facts.document.nodes
        loose = [] if self._is_root else [node for node in begin if not isinstance(nodes[node], Trigger)]
        triggers = [node for node in begin if isinstance(nodes[node], Trigger)]
        beside = self._after(list(chain.from_iterable(self._all_of(node) for node in loose)))
        if beside and not triggers:
            yield self._marked(beside)
        for trigger in triggers:
            yield self._marked((*beside, *self._after(self._all_of(trigger))))

    def _next(self, state: Places) -> Iterator[Places]:
        """The states that may follow: by the first token that can move, or the first join that is full."""
        flows = self._facts.document.flows
        for place in state:
            target = flows[place].target
            if target not in self.joins:
                yield from self._moved(state, (place,), target)
                return
        held = set(state)
        for join, needed in self.joins.items():
            if held.issuperset(needed):
                self.fired.add(join)
                yield from self._moved(state, needed, join)
                return
        for place in state:
            self.starved.setdefault(flows[place].target, frozenset(held))

    def _moved(self, state: Places, taken: Places, node: str) -> Iterator[Places]:
        rest = list(state)
        for place in taken:
            rest.remove(place)
        for put in self._ways_on(node):
            yield () if put is None else self._marked((*rest, *put))

    def _marked(self, places: Places) -> Places:
        if len(places) > MAX_TOKENS:
            raise Undecided
        return tuple(sorted(places))

    # What a node does with a token

    def _ways_on(self, node: str) -> list[Places | None]:
        """The flows that get a token next, for each way the node may go; None ends all tokens."""
        found = self._choices.get(node)
        if found is None:
            found = self._choices[node] = self._worked_out(self._facts.document.nodes[node])
        return found

    def _worked_out(self, node: Node) -> list[Places | None]:
        if isinstance(node, Outcome):
            return [None] if node.terminate else [()]
        ways = self._own_ways(node)
        for boundary in self._facts.document.boundaries_on(node.id):
            extra = self._all_of(boundary.id)
            if boundary.interrupting:
                ways.append(extra)
            else:
                ways.extend([(*way, *extra) for way in ways])
        return [self._after(way) for way in dict.fromkeys(ways)]

    def _own_ways(self, node: Node) -> list[Places]:
        every = self._all_of(node.id)
        flows = self._facts.document.flows
        if isinstance(node, Decision | Race | State):
            inclusive = isinstance(node, Decision) and node.mode == "inclusive"
            return _subsets(every) if inclusive else [(flow,) for flow in every] or [()]
        if isinstance(node, Task) and any(flows[flow].condition is not None for flow in every):
            return _subsets(every)
        if isinstance(node, Box) and self._facts.inner(node):
            return self._by_port(node, [flows[flow] for flow in every])
        return [every]

    def _by_port(self, box: Box, flows: list[Flow]) -> list[Places]:
        document = self._facts.document
        ports = [port.id for port in graph.outcomes(document, box.runs)]
        found = {flow.id: graph.exit_port(document, flow) for flow in flows}
        if not ports or None in found.values():
            return [tuple(found)]
        return [tuple(flow for flow, port in found.items() if port == wanted) for wanted in ports]

    def _all_of(self, node: str) -> Places:
        return tuple(flow.id for flow in self._facts.open_flows(node))

    def _after(self, places: Places | list[str]) -> Places:
        return tuple(self._pass(place) for place in places)

    def _pass(self, place: str) -> str:
        """The flow where a token put on `place` next has to choose, wait or end."""
        found = self._passed.get(place)
        if found is None:
            found = place
            seen = {place}
            while (further := self._only_way(found)) is not None and further not in seen:
                seen.add(further)
                found = further
            self._passed[place] = found
        return found

    def _only_way(self, place: str) -> str | None:
        target = self._facts.document.flows[place].target
        node = self._facts.document.nodes[target]
        if target in self.joins or isinstance(node, Outcome) or self._facts.document.boundaries_on(target):
            return None
        ways = self._own_ways(node)
        return ways[0][0] if len(ways) == 1 and len(ways[0]) == 1 else None


def _subsets(flows: Places) -> list[Places]:
    if len(flows) > MAX_SUBSETS:
        raise Undecided
    sizes = range(1, len(flows) + 1)
    return [subset for size in sizes for subset in combinations(flows, size)] or [()]
