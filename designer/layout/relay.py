"""A layout after a small edit, made from the one before: only what the edit can have touched is made anew.

It is the same as a layout made from nothing.
"""

from collections.abc import Collection, Container, Iterable, Mapping, Sequence
from itertools import compress
from operator import is_not

from designer.layout import arrangement
from designer.layout.docking import Docks, Plan, docks
from designer.layout.forks import FORKS
from designer.layout.geometry import Direction, Point, Rect, bounds
from designer.layout.labels import Edit, labels
from designer.layout.layered import layered
from designer.layout.layout import (
    Content,
    Delta,
    Layout,
    Standing,
    extent_of,
    is_solid,
    pinned,
    placed_ports,
    put_words,
    solid_as,
    surroundings,
)
from designer.layout.lines import Ground, drawn
from designer.layout.ports import PORT_REACH, PlacedPort
from designer.layout.sizes import size_of
from designer.layout.spacing import Line
from designer.layout.ways import pieces
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Boundary, Box, Node


def plain_edit(
    earlier: Layout, content: Content
) -> tuple[list[Node], dict[str, tuple[Flow | None, Flow | None]]] | None:
    """Changed nodes, and changed flows before and after; None for anything but plain changes."""
    before = earlier.content
    if not before.same_boxes(content) or len(before.nodes) != len(content.nodes):
        return None
    nodes: list[Node] = []
    pairs = zip(before.nodes, content.nodes, strict=True)
    for old, new in compress(pairs, map(is_not, before.nodes, content.nodes)):
        if old.id != new.id or not _is_plain(old, new, content):
            return None
        nodes.append(new)
    return nodes, changed_flows(before.flows, content.flows)


def _is_plain(old: Node, new: Node, content: Content) -> bool:
    """Whether a change of a node moves nothing but itself and the events on its border."""
    if old.kind != new.kind or old.slack or new.slack:
        return False
    if isinstance(old, Boundary) and isinstance(new, Boundary):
        return old.host == new.host
    return old.id not in content.opened


def changed_flows(
    before: tuple[Flow, ...], after: tuple[Flow, ...]
) -> dict[str, tuple[Flow | None, Flow | None]]:
    """Flows that are not the same before and after, by id."""
    if before is after:
        return {}
    old, new = {flow.id: flow for flow in before}, {flow.id: flow for flow in after}
    changed = {flow.id for flow in after if old.get(flow.id) is not flow} | (old.keys() - new.keys())
    return {key: (old.get(key), new.get(key)) for key in sorted(changed)}


class Patch:
    """One small edit on its way through a layout."""

    def __init__(
        self,
        document: Document,
        content: Content,
        earlier: Layout,
        nodes: list[Node],
        flows: dict[str, tuple[Flow | None, Flow | None]],
    ) -> None:
        self.document, self.content, self.earlier = document, content, earlier
        self.by_id = layered(earlier.by_id, {node.id: node for node in nodes})
        self.maps = content.axes([self.by_id[box] for box in content.opened])
        self.rects = earlier.rects
        self.flows = flows
        self.edited = {node.id for node in nodes}
        self.moved = self._move(nodes)

    def _move(self, nodes: list[Node]) -> dict[str, Rect]:
        """Sets new rectangles; gives the old ones of what moved."""
        hosts = {node.host if isinstance(node, Boundary) else node.id for node in nodes}
        events = [event for host in sorted(hosts) for event in self.document.boundaries_on(host)]
        events = [event for event in events if event.id in self.by_id]
        old = self.earlier.rects
        made = {host: old[host] for host in hosts if host in old}
        for node in nodes:
            made[node.id] = arrangement.seen_rect(node, self.maps, self.content.direction)
        for event in events:
            made[event.id] = Rect(*event.at, *size_of(event, self.content.direction))
        arrangement.set_boundaries(events, made)
        made = {node: rect for node, rect in made.items() if old[node] != rect}
        self.rects = layered(old, made)
        return {node: old[node] for node in made}

    def standing(self) -> Standing:
        """Where everything stands now."""
        earlier = self.earlier
        ports = layered(earlier.ports, self._ports())
        return Standing(self.by_id, self.rects, ports, earlier.leads, *self._pins())

    def layout(self) -> Layout:
        """The layout after the edit."""
        earlier, content = self.earlier, self.content
        stands = self.standing()
        plan = stands.plan
        met, touched = self._docks(plan)
        solid = [self.by_id[node] for node in self.moved if is_solid(self.by_id[node])]
        gone = [(solid_as(node), self.moved[node.id]) for node in solid]
        come = [(solid_as(node), self.rects[node.id]) for node in solid]
        obstacles = earlier.obstacles.changed(gone, come)
        areas = [rect for _, rect in (*gone, *come)]
        anew = self._rerouted(touched, met, areas)
        removed = [key for key, (_, flow) in self.flows.items() if flow is None]
        lines, changed = drawn(earlier.lines, anew, removed, Ground(plan, met, obstacles), areas)
        changed |= self.flows.keys()
        around = surroundings(content, stands, self.document.flows, lines, obstacles, self.is_fork)
        words, written = labels(earlier.labels, around, self._written(lines.routes, changed))
        return Layout(
            content,
            *stands,
            docks=met,
            lines=lines,
            obstacles=obstacles,
            labels=words,
            extent=self.extent(lines.routes, changed),
            delta=Delta(
                earlier.token,
                frozenset(self.edited | self.moved.keys()) | (written & self.rects.keys()),
                changed | (written & lines.routes.keys()),
            ),
        )

    def is_fork(self, node: str) -> bool:
        """Whether several flows leave a node."""
        return sum(flow.target in self.rects for flow in self.document.flows_from(node)) > 1

    def _written(self, routes: Mapping[str, Line], changed: frozenset[str]) -> Edit:
        """Whose words are looked at anew, and where something has come or gone that they keep clear of."""
        ends = ends_of(flow for pair in self.flows.values() for flow in pair if flow is not None)
        areas = [rect for key, old in self.moved.items() for rect in (old, self.rects[key])]
        areas = [rect.grown(PORT_REACH) for rect in areas]
        for lines in (self.earlier.routes, routes):
            areas += [piece for key in changed if key in lines for piece in pieces(lines[key])]
        return Edit(self.edited | self.moved.keys() | ends | changed, areas)

    def _ports(self) -> dict[str, tuple[PlacedPort, ...]]:
        touched = ((key, self.by_id[key]) for key in self.edited | self.moved.keys())
        return {
            key: placed_ports(box, self.rects[key], self.content)
            for key, box in touched
            if isinstance(box, Box) and self.content.openings.get(key)
        }

    def _pins(self) -> tuple[Mapping[str, Sequence[Point]], Mapping[str, Point]]:
        """Pinned bends, and labels that were put somewhere."""
        vias, labelled = self.earlier.vias, self.earlier.put
        flows = [(key, flow) for key, (_, flow) in self.flows.items() if flow is not None]
        bent = {key: pinned(flow, self.maps) for key, flow in flows if flow.via}
        put = {key: at for key, flow in flows if (at := put_words(flow, self.maps))}
        gone = frozenset(self.flows)
        return layered(vias, bent, gone), layered(labelled, put, gone)

    def _docks(self, plan: Plan) -> tuple[Docks, dict[str, Flow]]:
        """All docks, and the flows whose docks may differ."""
        ends = ends_of(flow for pair in self.flows.values() for flow in pair if flow is not None)
        found, near = docked(self.document, plan, self.content.direction, self.moved.keys() | ends)
        gone = frozenset(key for key, (_, flow) in self.flows.items() if flow is None)
        return layered(self.earlier.docks, found, gone), near

    def _rerouted(self, touched: Mapping[str, Flow], met: Docks, areas: list[Rect]) -> list[Flow]:
        """Flows whose lines may differ: ends moved, docks changed, or something in their way came or went."""
        earlier = self.earlier
        anew = {
            key: flow
            for key, flow in touched.items()
            if key in self.flows
            or earlier.docks.get(key) != met[key]
            or flow.source in self.moved
            or flow.target in self.moved
        }
        flows = self.document.flows
        for area in areas:
            for key in sorted(earlier.lines.tried.names(area)):
                if key in met:
                    anew[key] = flows[key]
        return list(anew.values())

    def extent(self, routes: Mapping[str, tuple[Point, ...]], changed: frozenset[str]) -> Rect | None:
        """The old extent with what is new, unless something that made the old one is gone."""
        earlier, old = self.earlier, self.earlier.extent
        nodes = self.edited | self.moved.keys()
        gone, come = (
            extent_of([by_id[node] for node in nodes], rects, [lines[key] for key in changed if key in lines])
            for by_id, rects, lines in (
                (earlier.by_id, earlier.rects, earlier.routes),
                (self.by_id, self.rects, routes),
            )
        )
        if old is None or (gone is not None and _touches_edge(gone, old)):
            return extent_of(self.content.nodes, self.rects, routes.values())
        return bounds([old] if come is None else [old, come])


def docked(
    document: Document, plan: Plan, direction: Direction, nodes: Collection[str]
) -> tuple[Docks, dict[str, Flow]]:
    """The flows whose docks may differ once some nodes stand elsewhere, or others are joined there.

    The docks on a side depend on where the other ends of its flows are: what moved reaches its neighbours,
    and what comes after forks among them, as these share out their tips. The neighbours of all these are
    looked at, too, so that their sides are complete.
    """
    rects = plan.rects

    def after_forks(flows: Mapping[str, Flow]) -> list[Flow]:
        return [flow for flow in flows.values() if plan.nodes[flow.source].kind in FORKS]

    near = touching(document, nodes, rects)
    near = touching(document, ends_of(near.values()).union(nodes), rects)
    near |= touching(document, {flow.target for flow in after_forks(near)}, rects)
    far = touching(document, ends_of(near.values()), rects)
    far |= touching(document, {flow.source for flow in after_forks(far)}, rects)
    return docks(list(far.values()), plan, direction, near), near


def touching(document: Document, nodes: Iterable[str], here: Container[str]) -> dict[str, Flow]:
    """Flows at some nodes whose ends are both `here`, by id."""
    found: dict[str, Flow] = {}
    for node in nodes:
        for flow in (*document.flows_from(node), *document.flows_into(node)):
            if flow.source in here and flow.target in here:
                found[flow.id] = flow
    return dict(sorted(found.items()))


def ends_of(flows: Iterable[Flow]) -> set[str]:
    """The nodes at which some flows begin and end."""
    return {node for flow in flows for node in (flow.source, flow.target)}


def _touches_edge(rect: Rect, outer: Rect) -> bool:
    return rect.x <= outer.x or rect.y <= outer.y or rect.right >= outer.right or rect.bottom >= outer.bottom
