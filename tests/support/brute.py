"""The token game played in every order there is, for small workflows: the judge of the quicker one.

Written for itself, on sets and counters; it shares no code with the checks.
"""

from collections import Counter, deque
from dataclasses import dataclass, field
from itertools import chain, combinations

from designer.model.document import Document

State = frozenset[tuple[str, int]]


class TooMany(Exception):  # noqa: N818  # a bound, not an error
    """There are more states than are looked at."""


@dataclass
class Found:
    """What the tokens of a workflow can come to."""

    starved: set[str] = field(default_factory=set)
    fired: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)
    is_endless: bool = False
    is_unbounded: bool = False


class Brute:
    """One workflow without boxes, begun at each of its triggers."""

    def __init__(self, document: Document, most: int = 6) -> None:
        self.document = document
        self.most = most
        self.into = {n: [f.id for f in document.flows_into(n)] for n in document.nodes}
        self.out = {n: [f for f in document.flows_from(n) if f.probability != 0] for n in document.nodes}
        self.found = Found()

    def play(self, limit: int = 4000) -> Found:
        """Every state in every order; raises TooMany beyond the limit."""
        begin = [
            _frozen(Counter(f.id for f in self.out[n.id]))
            for n in self.document.nodes.values()
            if n.kind == "trigger"
        ]
        onward: dict[State, list[State]] = {}
        waiting = deque(begin)
        seen = set(begin)
        while waiting:
            state = waiting.popleft()
            onward[state] = []
            for after in self._after(state):
                onward[state].append(after)
                if after not in seen:
                    seen.add(after)
                    waiting.append(after)
            if len(seen) > limit:
                raise TooMany
        self.found.is_endless = self._some_never_rest(onward)
        return self.found

    def _after(self, state: State) -> list[State]:
        tokens = Counter(dict(state))
        if any(count > self.most for count in tokens.values()):
            self.found.is_unbounded = True
            return []
        for node, flows in self.into.items():
            standing = sum(tokens[flow] for flow in flows)
            if standing > 1 and len(flows) > 1 and not self._waits(node) and self._kind(node) != "outcome":
                self.found.doubled.add(node)
        made = []
        for node, taken in self._enabled(tokens):
            self.found.fired.add(node)
            if self._kind(node) == "outcome" and self.document.nodes[node].terminate:
                made.append(frozenset())
                continue
            left = tokens - Counter(taken)
            made.extend(_frozen(left + Counter(way)) for way in self._ways(node))
        if not made and state:
            self.found.starved |= {self.document.flows[f].target for f in tokens}
        return made

    def _kind(self, node: str) -> str:
        return self.document.nodes[node].kind

    def _waits(self, node: str) -> bool:
        one = self.document.nodes[node]
        joins = one.kind == "parallel" or (one.kind == "decision" and one.mode == "inclusive")
        return joins and len(self.into[node]) > 1

    def _enabled(self, tokens: Counter) -> list[tuple[str, list[str]]]:
        found = []
        for node, flows in self.into.items():
            full = [f for f in flows if tokens[f]]
            if not self._waits(node):
                found += [(node, [f]) for f in full]
            elif self._kind(node) == "parallel":
                found += [(node, flows)] if len(full) == len(flows) else []
            elif full and self._may_gather(node, tokens, full):
                found.append((node, full))
        return found

    def _may_gather(self, join: str, tokens: Counter, full: list[str]) -> bool:
        for flow in tokens:
            reached = self._reached(flow, join)
            if reached - set(full) and not reached & set(full):
                return False
        return True

    def _reached(self, flow: str, join: str) -> set[str]:
        """Flows into a join to which a token on a flow has a way that does not visit the join."""
        if self.document.flows[flow].target == join:
            return set()
        found, waiting, seen = set(), [self.document.flows[flow].target], set()
        while waiting:
            node = waiting.pop()
            if node in seen or node == join:
                continue
            seen.add(node)
            hosted = [b.id for b in self.document.boundaries_on(node)]
            for further in chain(self.out[node], *(self.out[b] for b in hosted)):
                if further.target == join:
                    found.add(further.id)
                waiting.append(further.target)
        return found

    def _ways(self, node: str) -> list[list[str]]:
        one, flows = self.document.nodes[node], self.out[node]
        every = [f.id for f in flows]
        if one.kind == "decision" and one.mode == "exclusive" and every:
            ways = [[f] for f in every]
        elif one.kind == "decision" and len(every) > 1:
            ways = [list(some) for n in range(1, len(every) + 1) for some in combinations(every, n)]
        else:
            ways = [every]
        made = list(ways)
        for event in self.document.boundaries_on(node):
            extra = [f.id for f in self.out[event.id]]
            made = [*made, extra] if event.interrupting else [*made, *([*way, *extra] for way in made)]
        return made

    def _some_never_rest(self, onward: dict[State, list[State]]) -> bool:
        before: dict[State, list[State]] = {}
        for state, following in onward.items():
            for after in following:
                before.setdefault(after, []).append(state)
        saved = {state for state, following in onward.items() if not following}
        waiting = list(saved)
        while waiting:
            for state in before.get(waiting.pop(), ()):
                if state not in saved:
                    saved.add(state)
                    waiting.append(state)
        return len(saved) < len(onward)


def _frozen(tokens: Counter) -> State:
    return frozenset((flow, count) for flow, count in tokens.items() if count)
