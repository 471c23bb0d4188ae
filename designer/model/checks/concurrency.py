"""Which flows of a net may hold tokens at the same time, without playing every state.

The relation of Kovalyov (1992), closed over the ways of each node: two flows may hold tokens at once if one
node gives to both, or if one may hold a token while another's node moves on from it. It is exact for nets in
which nothing gets stuck or runs twice, and never too small; so it says quickly of which merges there is
nothing to fear.
"""

from collections.abc import Iterator
from itertools import combinations

from designer.model.checks.net import Net, Undecided, Way

MAX_PAIRS = 1_000_000


class Concurrency:
    """The relation on the flows at which tokens stop: `together[a]` are those that may hold one with `a`."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._together: dict[int, set[int]] = {}
        self._waiting: list[tuple[int, int]] = []
        self._count = 0
        self._joins = {
            join: tuple(net.number.get(flow, -1) for flow in flows) for join, flows in net.joins.items()
        }
        self._outs: dict[str, Way] = {}
        self._given: set[str] = set()
        self._close()

    def meets_twice(self, merge: str) -> bool:
        """Whether two tokens may stand before a merge at once."""
        flows = self._net.merges[merge]
        return any(other in self._together.get(flow, ()) for flow in flows for other in flows)

    def disturbs(self, flow: int) -> bool:
        """Whether it may matter to an inclusive join when a token on a flow moves on.

        It does where the token can come to several flows of the join, while one of them holds a token.
        """
        beside = self._together.get(flow, set())
        return any(
            masks[flow].bit_count() > 1 and not beside.isdisjoint(self._net.gathers[join])
            for join, masks in self._net.ahead.items()
        )

    def _close(self) -> None:
        for first in self._net.beginnings():
            begun = tuple(flow for _, way in first for flow in way)
            self._all_at_once(begun)
            for flow in begun:
                self._follow(self._net.passed(flow))
        while self._waiting:
            one, other = self._waiting.pop()
            self._pair_on(one, other)
            if one != other:
                self._pair_on(other, one)

    def _follow(self, flow: int) -> None:
        """Pairs what the nodes behind a flow give at once, each node's once."""
        waiting = [flow]
        while waiting:
            node = self._net.target[waiting.pop()]
            if node in self._given:
                continue
            self._given.add(node)
            ways = [way for way in self._net.ways(node) if way]
            outs = [tuple(map(self._net.passed, way)) for way in ways]
            self._outs[node] = tuple(dict.fromkeys(flow for out in outs for flow in out))
            for way in ways:
                self._all_at_once(way)
            waiting.extend(self._outs[node])

    def _all_at_once(self, way: Way) -> None:
        for one, other in combinations(map(self._net.passed, way), 2):
            self._add(one, other)

    def _add(self, one: int, other: int) -> None:
        known = self._together.setdefault(one, set())
        if other in known:
            return
        known.add(other)
        self._together.setdefault(other, set()).add(one)
        self._count += 1
        if self._count > MAX_PAIRS:
            raise Undecided
        self._waiting.append((one, other))

    def _pair_on(self, still: int, moving: int) -> None:
        """While `still` holds a token, the node behind `moving` may move on."""
        node = self._net.target[moving]
        if self._may_fire(node, still, moving):
            for out in self._outs.get(node, ()):
                self._add(still, out)

    def _may_fire(self, node: str, still: int, moving: int) -> bool:
        beside = self._together[still]
        needed = self._joins.get(node)
        if needed is not None:
            return all(flow in beside for flow in needed)
        if node not in self._net.gathers:
            return True
        if still in self._net.gathers[node]:
            return still in beside
        return moving in beside and self._lets_by(node, still)

    def _lets_by(self, join: str, still: int) -> bool:
        mask = self._net.ahead[join][still]
        return not mask or any(flow in self._together[still] for flow in self._bits(join, mask))

    def _bits(self, join: str, mask: int) -> Iterator[int]:
        return (flow for bit, flow in enumerate(self._net.gathers[join]) if mask >> bit & 1)
