"""BPMN's diagrams: each step where the picture has it, each flow along the line that the picture draws."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from designer.drawing.picture import between
from designer.drawing.signs import outcome_tone
from designer.drawing.theme import Tone, theme
from designer.exchange.bpmn.flows import flow_name
from designer.exchange.bpmn.geometry import (
    entry_places,
    event_rect,
    fork_rect,
    fork_words,
    pool_rect,
    words_beside,
)
from designer.exchange.bpmn.names import Element, Key, add, qualified, xml_id
from designer.exchange.bpmn.plan import Plan
from designer.exchange.bpmn.planes import Plane
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Routed, Scene
from designer.layout.words import port_name
from designer.model.nodes import Area, Decision, Node, Note, Outcome, Trigger


def write_plane(root: Element, plan: Plan, plane: Plane, pool: str | None) -> None:
    """The diagram of a process or of a closed sub-process; `pool` is its collaboration where it has one."""
    workflow = plan.document.workflows.get(plane.workflow)
    name = workflow.name if workflow is not None else ""
    diagram = add(root, "bpmndi:BPMNDiagram", id=f"{plane.element}_diagram", name=name or None)
    sheet = add(diagram, "bpmndi:BPMNPlane", id=f"{plane.element}_plane", bpmnElement=pool or plane.element)
    if pool is not None:
        _pool(sheet, plan, plane)
    for number, lane in enumerate(plane.scene.lanes):
        _shape(sheet, lane_id(plane, number), lane.rect, isHorizontal=True)
    _Drawing(sheet, plan, plane.scene).all()


def lane_id(plane: Plane, number: int) -> str:
    """The id of a lane of a plane."""
    return f"{plane.element}_lane_{number}"


def pool_id(plane: Plane) -> str:
    """The id of the participant that a process is."""
    return f"{plane.element}_pool"


def _pool(sheet: Element, plan: Plan, plane: Plane) -> None:
    scene = plane.scene
    points = [
        point for flow in scene.flows.values() for point in flow.points if flow.flow.id in plan.flow_ids
    ]
    lanes = [lane.rect for lane in scene.lanes]
    rect = pool_rect(plan, list(scene.nodes.values()), points, lanes)
    _shape(sheet, pool_id(plane), rect, isHorizontal=True)


class _Drawing:
    """Everything on one plane."""

    def __init__(self, sheet: Element, plan: Plan, scene: Scene) -> None:
        self.sheet, self.plan, self.scene = sheet, plan, scene
        self.docks: Mapping[Path, list[Point]] = defaultdict(list)
        self.starts: Mapping[Path, list[Point]] = defaultdict(list)
        for routed in scene.flows.values():
            self.docks[routed.source].append(routed.points[0])
            self.docks[routed.target].append(routed.points[-1])
            if routed.flow.id in plan.flow_ids:
                self.starts[routed.source].append(routed.points[0])

    def all(self) -> None:
        """Shapes in painting order, then lines."""
        nodes = list(self.scene.nodes.values())
        for placed in nodes:
            self.node(placed)
        self.entries(nodes)
        for placed in nodes:
            if placed.node.id in self.plan.forks:
                self.fork(placed)
            if isinstance(placed.node, Note):
                self.links(placed)
        for routed in self.scene.flows.values():
            self.flow(routed)

    def node(self, placed: Placed) -> None:
        node, rect = placed.node, placed.rect
        keys: dict[str, Key] = {}
        if self.plan.is_party(node):
            keys["isHorizontal"] = True
        elif self.plan.embeds(node):
            keys["isExpanded"] = placed.open
        elif isinstance(node, Decision) and node.mode == "exclusive":
            keys["isMarkerVisible"] = True
        elif isinstance(node, Trigger | Outcome):
            rect = event_rect(rect, self.docks[placed.path])
        is_entered = isinstance(node, Trigger) and node.workflow in self.plan.entries
        words = None if isinstance(node, Note | Area) else words_beside(placed, rect, is_entered=is_entered)
        shape = _shape(self.sheet, xml_id(node.id), rect, words, **keys)
        tone = _tone(node)
        if tone is not None:
            shape.set(qualified("color:background-color"), tone.fill)
            shape.set(qualified("color:border-color"), tone.stroke)

    def entries(self, nodes: Sequence[Placed]) -> None:
        """The starts of workflows with several triggers, beside these."""
        pills: Mapping[str, dict[str, Rect]] = defaultdict(dict)
        for placed in nodes:
            if isinstance(placed.node, Trigger) and placed.node.workflow in self.plan.entries:
                pills[placed.node.workflow][placed.node.id] = placed.rect
        for workflow, found in pills.items():
            entry, places = self.plan.entries[workflow], entry_places(found)
            _shape(self.sheet, entry.start, places.start)
            _shape(self.sheet, entry.gateway, places.gateway, isMarkerVisible=False)
            _edge(self.sheet, entry.link, places.link)
            for trigger, line in places.links.items():
                _edge(self.sheet, entry.links[trigger], line)

    def fork(self, placed: Placed) -> None:
        fork = self.plan.forks[placed.node.id]
        rect, line = fork_rect(placed.rect, self.starts[placed.path])
        _shape(self.sheet, fork.id, rect, fork_words(rect), isMarkerVisible=False)
        _edge(self.sheet, fork.link, line)

    def links(self, placed: Placed) -> None:
        """The lines from a note to what it speaks of."""
        for link in linked(self.plan, placed.node):
            other = self.scene.nodes.get((*placed.path[:-1], link))
            if other is not None:
                ends = between(placed.rect, other.rect)
                _edge(self.sheet, xml_id(placed.node.id, "about", link), ends)

    def flow(self, routed: Routed) -> None:
        flow = routed.flow
        if flow.id in self.plan.flow_ids or self.plan.is_message(flow):
            words = self._words(routed)
            _edge(self.sheet, xml_id(flow.id), routed.points, words)

    def _words(self, routed: Routed) -> Rect | None:
        """Where the label stands; the name of an exit stands beside the port."""
        if routed.label is not None:
            return routed.label.area
        name = flow_name(self.plan, routed.flow)
        ports = self.scene.ports_of.get(routed.source, ()) if name else ()
        port = next((port for port in ports if port.at == routed.points[0]), None)
        block = None if port is None else port_name(name, port.side, port.at)
        return None if block is None else block.area


def linked(plan: Plan, note: object) -> Sequence[str]:
    """What a note on the same level speaks of."""
    if not isinstance(note, Note):
        return ()
    nodes = (plan.document.nodes.get(link) for link in dict.fromkeys(note.links))
    return [node.id for node in nodes if node is not None and node.workflow == note.workflow]


def _tone(node: Node) -> Tone | None:
    """The colours that somebody has chosen, or that tell how an outcome ends; None for the usual ones."""
    if isinstance(node, Outcome) and (node.color or node.result != "neutral"):
        return outcome_tone(node, theme("light"))
    return None if node.color is None else theme("light").document_color(node.color)


def _shape(sheet: Element, element: str, rect: Rect, words: Rect | None = None, **keys: Key) -> Element:
    shape = add(sheet, "bpmndi:BPMNShape", id=f"{element}_di", bpmnElement=element, **keys)
    _bounds(shape, rect)
    _label(shape, words)
    return shape


def _edge(sheet: Element, element: str, points: Sequence[Point], words: Rect | None = None) -> None:
    edge = add(sheet, "bpmndi:BPMNEdge", id=f"{element}_di", bpmnElement=element)
    for x, y in points if len(points) > 1 else (*points, *points):
        add(edge, "di:waypoint", x=float(x), y=float(y))
    _label(edge, words)


def _label(parent: Element, words: Rect | None) -> None:
    if words is not None:
        _bounds(add(parent, "bpmndi:BPMNLabel"), words)


def _bounds(parent: Element, rect: Rect) -> None:
    x, y, width, height = map(float, rect)
    add(parent, "dc:Bounds", x=x, y=y, width=width, height=height)
