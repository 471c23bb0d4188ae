"""A finished picture of one level of a document, or of some of its nodes: what every output paints."""

from collections.abc import Collection, Iterable, Sequence

from designer.drawing import faces
from designer.drawing.lettering import written
from designer.drawing.moving import moved
from designer.drawing.shapes import Group, Line, Picture, Shape, Stroke, Text
from designer.drawing.swimlanes import bands
from designer.drawing.theme import Theme
from designer.drawing.theme import theme as theme_named
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path, Placed, Port, Routed, Scene
from designer.layout.swimlanes.lanes import By
from designer.layout.swimlanes.view import unfold_in_lanes
from designer.layout.unfold import unfold
from designer.layout.wording import kind_name
from designer.model.document import Document
from designer.model.nodes import Area, Note

__all__ = ["MARGIN", "Picture", "between", "drawn", "links", "picture", "several"]

MARGIN = 24.0


def picture(
    document: Document,
    level: Path = (),
    open_boxes: Collection[str] | None = None,
    theme: Theme | None = None,
    scene: Scene | None = None,
    only: Collection[Path] | None = None,
    hops: bool = True,
    lanes: By | None = None,
) -> Picture:
    """A level with everything drawn in it, and a margin around.

    `open_boxes` as in `unfold`; a `scene` that is at hand is taken as it is. With `only`, nothing but
    these nodes with what is inside them, and the flows among them. `hops` as in `unfold`. With `lanes` it is
    shown in lanes, those of roles that do nothing there left out.
    """
    theme = theme or theme_named("light")
    if scene is None and lanes is not None:
        scene = unfold_in_lanes(document, level, open_boxes, lanes, hops=hops, empty=False)
    scene = scene or unfold(document, level, open_boxes, hops=hops)
    nodes = [placed for placed in scene.nodes.values() if _is_chosen(placed.path, only)]
    flows = [routed for routed in scene.flows.values() if _is_among(routed, only)]
    behind = bands(scene.lanes, document, theme) if only is None else ()
    shapes = (*behind, *drawn(document, scene, theme, nodes, flows))
    around = [lane.rect for lane in scene.lanes] if behind else []
    return Picture(_frame(nodes, flows, shapes, around), shapes, theme.ground, _title(document, scene))


def _is_chosen(path: Path, only: Collection[Path] | None) -> bool:
    return only is None or any(path[: len(chosen)] == chosen for chosen in only)


def _is_among(routed: Routed, only: Collection[Path] | None) -> bool:
    return _is_chosen(routed.source, only) and _is_chosen(routed.target, only)


def drawn(
    document: Document,
    scene: Scene,
    theme: Theme,
    nodes: Sequence[Placed],
    flows: Iterable[Routed],
) -> tuple[Shape, ...]:
    """Nodes and flows as groups, in painting order: frames, boxes, flows, then everything else."""
    back = [placed for placed in nodes if isinstance(placed.node, Area) or placed.open]
    front = [placed for placed in nodes if not (isinstance(placed.node, Area) or placed.open)]
    shown = {placed.path for placed in nodes}
    made: list[Shape] = [_node(placed, document, theme) for placed in back]
    for lead in scene.leads:
        if lead.box in shown:
            made += faces.lead_shapes(lead, theme)
    made += links(scene, theme, nodes)
    made += _flows(flows, document, theme)
    made += [_node(placed, document, theme) for placed in front]
    made += [shape for port in scene.ports if port.box in shown for shape in faces.port_shapes(port, theme)]
    return tuple(made)


def several(ports: Iterable[Port]) -> set[tuple[Path, str]]:
    """Sides of boxes whose ports carry names."""
    return {(port.box, port.side) for port in ports if port.named}


def _node(placed: Placed, document: Document, theme: Theme) -> Group:
    rect = placed.rect
    size = (rect.w, rect.h)
    shapes = faces.face(placed.node, document, theme, size, placed.open, placed.depth, placed.name)
    name = " ".join(placed.node.name.split())
    title = f"{kind_name(placed.node)}: {name}" if name else kind_name(placed.node)
    return Group(tuple(moved(shape, rect.x, rect.y) for shape in shapes), "/".join(placed.path), title)


def _flows(flows: Iterable[Routed], document: Document, theme: Theme) -> list[Shape]:
    """All lines first, so that none runs over what another flow carries."""
    lines, carried = list[Shape](), list[Shape]()
    for routed in flows:
        shapes, key = faces.flow_shapes(routed, document, theme), "/".join(routed.path)
        lines.append(Group(shapes[:1], key, routed.flow.label))
        carried.append(Group(shapes[1:], f"{key}/marks"))
    return lines + carried


def links(scene: Scene, theme: Theme, nodes: Iterable[Placed]) -> tuple[Shape, ...]:
    """Dotted lines from notes to what they speak of."""
    made: list[Shape] = []
    for placed in nodes:
        if not isinstance(placed.node, Note):
            continue
        for link in placed.node.links:
            other = scene.nodes.get((*placed.path[:-1], link))
            if other is not None:
                ends = between(placed.rect, other.rect)
                made.append(Line(ends, Stroke(theme.border_strong, 1.0, (2.0, 3.0))))
    return tuple(made)


def between(one: Rect, other: Rect) -> tuple[Point, Point]:
    """The straight line between two middles, as far as it lies outside of both."""
    a, b = one.center, other.center
    return _leaving(one, a, b), _leaving(other, b, a)


def _leaving(rect: Rect, inside: Point, outside: Point) -> Point:
    dx, dy = outside.x - inside.x, outside.y - inside.y
    shares = [rect.w / 2 / abs(dx)] if dx else []
    shares += [rect.h / 2 / abs(dy)] if dy else []
    share = min([*shares, 1.0])
    return Point(inside.x + dx * share, inside.y + dy * share)


def _frame(
    nodes: Iterable[Placed], flows: Iterable[Routed], shapes: Iterable[Shape], bands: Iterable[Rect]
) -> Rect:
    """Everything drawn, with a margin, on whole units."""
    listed = [*bands, *(placed.rect for placed in nodes)]
    listed += [Rect(x, y, 0, 0) for routed in flows for x, y in routed.points]
    listed += [
        rect
        for shape in shapes
        if isinstance(shape, Group)
        for inner in shape.shapes
        if isinstance(inner, Text)
        for rect in (written(inner),)
    ]
    around = bounds(listed)
    if around is None:
        return Rect(0, 0, 320, 180)
    left, top = (value // 1 - MARGIN for value in (around.x, around.y))
    right, bottom = (-(-value // 1) + MARGIN for value in (around.right, around.bottom))
    return Rect(left, top, right - left, bottom - top)


def _title(document: Document, scene: Scene) -> str:
    workflow = document.workflows.get(scene.workflow)
    return (workflow.name if workflow is not None else "") or "Process"
