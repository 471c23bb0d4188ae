"""Parts flows that leave a fork by one tip, so that they share neither line nor room for labels."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from designer.layout.geometry import Rect, Side
from designer.layout.sides import Pair, Tips
from designer.model.flow import Flow
from designer.model.nodes import Node, NodeKind

FORKS: frozenset[NodeKind] = frozenset(("decision", "race"))
_ASIDE: tuple[Side, ...] = ("top", "bottom")
_LEVEL = 12.0  # steps nearer than this to the line ahead stand on it


@dataclass(frozen=True)
class Forks:
    """Where forks and the steps after them stand, and which flows are held by bends or `pinned` ends."""

    nodes: Mapping[str, Node]
    rects: Mapping[str, Rect]
    pinned: Collection[str]
    tips: Tips

    def part(self, flows: Iterable[Flow], chosen: dict[str, Pair]) -> None:
        """Gives some of the flows that leave forks another tip where one is `chosen` for several of them."""
        leaving: defaultdict[str, list[Flow]] = defaultdict(list)
        for flow in flows:
            leaving[flow.source].append(flow)
        for source, group in leaving.items():
            if len({chosen[flow.id][0] for flow in group}) < len(group):
                self._turn_ahead(source, group, chosen)
                self._turn_aside(source, group, chosen)

    def _turn_ahead(self, source: str, group: Iterable[Flow], chosen: dict[str, Pair]) -> None:
        """Lets the flattest of several ways down, or up, leave straight ahead if nothing else does."""
        one = self.rects[source]
        for side in ("bottom", "top"):
            aside = [flow for flow in group if chosen[flow.id][0] == side]
            ahead = [flow for flow in aside if flow.id not in self.pinned and self._left(flow) >= one.right]
            if len(aside) > 1 and ahead and self._is_free(source, "right", group, chosen):
                flow = min(ahead, key=lambda flow: (self._steepness(flow), flow.id))
                chosen[flow.id] = "right", chosen[flow.id][1]

    def _turn_aside(self, source: str, group: Iterable[Flow], chosen: dict[str, Pair]) -> None:
        """Lets all but the nearest of several flows along one line leave below and above, where that is free.

        From there they come back to the line, past what stands between: above if they can, as lesser branches
        are laid out below.
        """
        ahead = [flow for flow in group if chosen[flow.id][0] == "right"]
        level = [flow for flow in ahead if abs(self._rise(flow)) <= _LEVEL]
        level.sort(key=lambda flow: (flow.id not in self.pinned, self._left(flow), flow.id))
        for flow in level[1:]:
            free = [side for side in _ASIDE if self._is_free(source, side, group, chosen)]
            if free and flow.id not in self.pinned:
                into = chosen[flow.id][1] if self.nodes[flow.target].kind in FORKS else free[0]
                chosen[flow.id] = free[0], into

    def _is_free(self, source: str, side: Side, group: Iterable[Flow], chosen: Mapping[str, Pair]) -> bool:
        return (source, side) not in self.tips.entered and all(chosen[flow.id][0] != side for flow in group)

    def _rise(self, flow: Flow) -> float:
        """How far below its source the target of a flow stands."""
        return self.rects[flow.target].center.y - self.rects[flow.source].center.y

    def _steepness(self, flow: Flow) -> float:
        return abs(self._rise(flow)) / (self._left(flow) - self.rects[flow.source].x)

    def _left(self, flow: Flow) -> float:
        return self.rects[flow.target].x
