"""The scene on show, kept in step with the document, and what floats above it while a gesture runs."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from designer.canvas.arrays import FLOW_MARGIN, LABEL_REACH, NODE_MARGIN, SceneArrays
from designer.canvas.backing import Backing
from designer.canvas.carried import Carried, together
from designer.canvas.faces import READABLE_FROM, Faces, boxes_around
from designer.canvas.floating import (
    Difference,
    behind,
    difference,
    joined,
    lifted,
    part,
    with_content,
)
from designer.canvas.layers import Layer
from designer.canvas.names import Name, names
from designer.canvas.painter import ScenePainter, reach
from designer.canvas.scenes import Scenes
from designer.canvas.shadows import Shadows
from designer.canvas.sliding import Sliding
from designer.canvas.tools.stage import Gist
from designer.canvas.view import Camera
from designer.drawing.labelling import flow_words
from designer.drawing.theme import Theme
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path, Scene
from designer.layout.shifts import shifts
from designer.layout.swimlanes.lanes import By
from designer.layout.swimlanes.view import unfold_in_lanes
from designer.layout.unfold import unfold
from designer.model.change import Change
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Box, NodeBase, Note

MANY_PARTS = 24
GHOST = 0.25
GREAT = 1000  # records; after an edit of more, the scene before it is kept for when it is taken back
ACCENTS = 6  # device pixels that letters may reach beyond their line


class Diagram:
    """The scene of one level of a document, its picture, and the layers above it."""

    def __init__(self, document: Document, theme: Theme) -> None:
        self.document = document
        self.level: Path = ()
        self.lanes: By | None = None
        self.springs: frozenset[str] = frozenset()
        self.hops = True  # whether flows hop over those that they cross
        self._open: tuple[tuple[str, ...], frozenset[str], frozenset[str]] = ((), self.springs, frozenset())
        self.faces = Faces(document, theme)
        self.painter = ScenePainter(self.faces)
        self.backing = Backing(self._draw)
        self.shadows = Shadows()
        self.scene = self._unfolded(document, None)
        self.scenes = Scenes(self._tried)
        self.sketches = False  # whether what is tried out moves, and so is only sketched
        self.arrays = SceneArrays(self.scene)
        self.hidden = Difference()
        self.layers: tuple[Layer, ...] = ()
        self._left: tuple[Document, Scene] | None = None  # what was shown before the last great edit
        self._carried: dict[frozenset[Path], Carried] = {}  # by the boxes that are carried together
        self._apart = self.hidden, Difference()  # what is hidden, and what of it is not carried
        self._sliding: Sliding | None = None
        self._ghost: tuple[frozenset[Path], list[Layer]] | None = None  # where what is held was

    def _draw(self, painter: QPainter, camera: Camera, area: QRect) -> None:
        self.painter.paint(painter, self.arrays, camera, area, self.hidden.paths)
        for layer in self._ghost[1] if self._ghost is not None else ():
            painter.save()
            painter.setClipRect(area)
            layer.paint(painter, camera, area, self.shadows)
            painter.restore()

    def _unfolded(self, document: Document, previous: Scene | None) -> Scene:
        opened = self._opened(document)
        if self.lanes is None:
            return unfold(document, self.level, opened, previous, hops=self.hops)
        return unfold_in_lanes(document, self.level, opened, self.lanes, previous, hops=self.hops)

    def _tried(self, document: Document, opened: frozenset[str], sketch: bool) -> Scene:
        """The scene of a document that a gesture tries out; in lanes what is there stays meanwhile."""
        if self.lanes is None:
            return unfold(document, self.level, opened, self.scene, sketch, self.hops)
        return unfold_in_lanes(
            document, self.level, opened, self.lanes, self.scene, hops=self.hops, held=True
        )

    def _opened(self, document: Document) -> frozenset[str]:
        """Ids of the boxes to be drawn open: the same set as long as it has the same members."""
        asked, springs, opened = self._open
        if asked is not document.view.open or springs is not self.springs:
            made = frozenset(document.view.open) | self.springs
            opened = opened if made == opened else made
            self._open = (document.view.open, self.springs, opened)
        return opened

    def scene_of(self, document: Document, closed: Collection[str] = ()) -> Scene:
        """The scene of another document on this level; the boxes `closed` are drawn closed."""
        opened = self._opened(document)
        return self.scenes.of(document, opened.difference(closed) if closed else opened, self.sketches)

    def paint_layers(self, painter: QPainter, camera: Camera, view: QRect) -> None:
        """Draws what floats and is in view, in device pixels."""
        for layer in self.layers:
            layer.paint(painter, camera, view, self.shadows)

    # The document

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours."""
        self.faces.reset(theme)
        self.backing.spoil()

    def set_level(self, level: Path) -> None:
        """Shows the inside of another box."""
        self.level = level
        self.layers, self.hidden = (), Difference()
        self._ghost = self._left = None
        self.scene = self._unfolded(self.document, None)
        self.scenes.clear()
        self.arrays = SceneArrays(self.scene)
        self.backing.spoil()

    def show(self, document: Document, change: Change | None = None) -> Difference:
        """Shows a document after an edit, or after boxes were opened; gives what is elsewhere now."""
        shown = self.document
        self.document = self.faces.document = document
        stale = self._forget(change) if change is not None else set()
        before, names_before = self.scene, self._names()
        is_great = change is not None and len(change.records) > GREAT
        scene = self._unfolded(document, self._nearest(document) if is_great else before)
        if change is not None:
            self._left = (shown, before) if is_great else None
        found = difference(before, scene)
        self.scene = scene
        self.scenes.clear()
        if found or stale:
            self.arrays = SceneArrays(scene)
        if len(found.nodes) > MANY_PARTS or before.lanes != scene.lanes:
            self.backing.spoil()
        else:
            self._spoil(before, found | _near(before, self.arrays, found))
            self._spoil(scene, found | _near(scene, self.arrays, found) | _named(scene, stale))
            self._spoil_names(names_before ^ self._names())
        return found

    def _nearest(self, document: Document) -> Scene:
        """The scene to set out from: that of before the last great edit, if this takes it back."""
        if self._left is not None and _is_same(self._left[0], document):
            return self._left[1]
        return self.scene

    def _names(self) -> frozenset[Name]:
        """The names of boxes that the picture shows because it is far away."""
        camera = self.backing.camera
        if camera is None or camera.scale >= READABLE_FROM:
            return frozenset()
        return frozenset(names(self.arrays, camera.scale, camera.ratio))

    def _spoil_names(self, changed: Iterable[Name]) -> None:
        """A name far from an edit may find room by it, or lose it."""
        camera = self.backing.camera
        if camera is None:
            return
        for name in changed:
            left, top, right, bottom = name.area
            area = QRect(left - camera.ox, top - camera.oy, right - left, bottom - top)
            self.backing.spoil(area.adjusted(-ACCENTS, -ACCENTS, ACCENTS, ACCENTS))

    def _forget(self, change: Change) -> set[str]:
        """Forgets looks that an edit touched; gives the ids whose looks may be others now."""
        if len(change.records) > GREAT:
            self.faces.reset()
            self.backing.spoil()
            return set(change.ids)
        workflows: set[str] = set()
        for record in (record for pair in change.records.values() for record in pair):
            if isinstance(record, NodeBase):
                workflows |= {record.workflow, record.runs} if isinstance(record, Box) else {record.workflow}
            elif record is not None and not isinstance(record, Flow):
                self.faces.reset()
                self.backing.spoil()
        touched = set(change.ids) | boxes_around(self.document, workflows) | _joined(self.document, change)
        self.faces.forget(touched)
        return touched

    def _spoil(self, scene: Scene, chosen: Difference) -> None:
        """Marks what some nodes and flows cover to be painted again."""
        nodes = [scene.nodes[path].rect for path in chosen.nodes if path in scene.nodes]
        flows = [_around(scene.flows[path].points) for path in chosen.flows if path in scene.flows]
        nodes += _ties(scene, chosen.nodes)
        self._spoil_rects(nodes, NODE_MARGIN)
        self._spoil_rects(flows, FLOW_MARGIN)

    def _spoil_rects(self, rects: list[Rect], margin: tuple[float, float]) -> None:
        camera, whole = self.backing.camera, bounds(rects)
        if camera is None or whole is None:
            return
        wide, high = margin[0] + reach(camera), margin[1] + reach(camera)
        for rect in rects if len(rects) <= MANY_PARTS else [whole]:
            left, top = camera.device(rect.x - wide, rect.y - high)
            right, bottom = camera.device(rect.right + wide, rect.bottom + high)
            self.backing.spoil(QRect(left - 1, top - 1, right - left + 3, bottom - top + 3))

    # What floats above it

    def preview(
        self, document: Document | None, live: Mapping[Path, Point], held: Collection[str] = ()
    ) -> None:
        """Shows a document that is not the present one; the ids `held` leave a ghost where they were."""
        if document is None and not live:
            self.settle()
            return
        shown = document or self.document
        scene = self.scene if document is None else self.scene_of(shown)
        painter, afloat = ScenePainter(self.faces.over(shown)), frozenset(path[-1] for path in live)
        known = frozenset(p for each, one in self._carried.items() if one.arrays is self.arrays for p in each)
        groups = together({} if live else shifts(self.scene, scene, known), held)
        boxes = frozenset[Path]().union(*groups)
        self._carry(groups)
        found = _anew(scene, difference(self.scene, scene, boxes) | with_content(self.scene, live), boxes)
        found, hidden = self._hide(found, boxes != known)
        above = joined(part(scene, found, afloat), lifted(self.scene, live))
        risen = frozenset(held) | afloat
        self._haunt(frozenset(p for p in found.nodes | boxes if p[-1] in held or p in live))
        layers = []
        if boxes:
            below, above = behind(above)
            layers.append(Layer(SceneArrays(below), painter, lifted=risen))
        for each, offset in groups.items():
            up = risen.intersection(path[-1] for path in each)
            layers.append(Layer(self.arrays, self.painter, lifted=up, carried=(self._carried[each], offset)))
        layers.append(Layer(SceneArrays(above), painter, lifted=risen))
        self.float(layers, hidden)

    def gist(self, gist: Gist) -> None:
        """Shows roughly what an edit of very much would do."""
        if gist.cut is None:
            self.float((), Difference(flows=gist.gone))
            return
        sliding, cut = self._sliding, gist.cut
        if sliding is None or (sliding.gist.moving, sliding.gist.stretched) != (
            gist.moving,
            gist.stretched,
        ):
            sliding = self._sliding = Sliding(self.arrays, gist, cut, self.painter)
        layers = [
            Layer(SceneArrays(sliding.backs(cut)), self.painter),
            Layer(self.arrays, self.painter, carried=(sliding.still, Point(0.0, 0.0))),
            Layer(self.arrays, self.painter, carried=(sliding.moved, cut.offset)),
            Layer(SceneArrays(sliding.flows(cut)), self.painter),
        ]
        self.float(layers, sliding.hidden)

    def _carry(self, groups: Iterable[frozenset[Path]]) -> None:
        """Keeps a picture of each group of boxes as they stand, for as long as they go together."""
        kept = {boxes: one for boxes, one in self._carried.items() if one.arrays is self.arrays}
        self._carried = {boxes: kept.get(boxes) or self._still(boxes) for boxes in groups}

    def _hide(self, found: Difference, is_regrouped: bool) -> tuple[Difference, Difference]:
        """What is painted anew above the picture, and all that is left out of the picture.

        What was hidden once stays so until the end: the picture is repaired once, not with every move.
        """
        hidden, apart = self._apart
        if is_regrouped or hidden is not self.hidden:
            apart = self.hidden
            for carried in self._carried.values():
                apart -= carried.content
        elif found.nodes <= apart.nodes and found.flows <= apart.flows:
            return apart, hidden
        hidden = apart = found | apart
        for carried in self._carried.values():
            hidden |= carried.content
        self._apart = hidden, apart
        return apart, hidden

    def _still(self, boxes: Collection[Path]) -> Carried:
        return Carried(self.arrays, with_content(self.scene, boxes), self.painter)

    def _haunt(self, paths: frozenset[Path]) -> None:
        """Shows in the picture where some nodes were, half seen."""
        before = self._ghost[0] if self._ghost is not None else frozenset()
        if before == paths:
            return
        nodes = {path: self.scene.nodes[path] for path in paths if path in self.scene.nodes}
        boxes = self._still([path for path in nodes if nodes[path].open])
        rest = SceneArrays(part(self.scene, Difference(frozenset(nodes)) - boxes.content))
        still = Layer(boxes.arrays, self.painter, GHOST, carried=(boxes, Point(0.0, 0.0)))
        self._ghost = (paths, [still, Layer(rest, self.painter, GHOST)])
        self._spoil(self.scene, Difference(paths ^ before))

    def float(self, layers: Iterable[Layer], hidden: Difference) -> None:
        """Draws layers above the picture, and leaves out of the picture what they stand for."""
        self.layers = tuple(layers)
        if hidden is self.hidden:
            return
        gone = Difference(self.hidden.nodes ^ hidden.nodes, self.hidden.flows ^ hidden.flows)
        self.hidden = hidden
        if gone:
            self._spoil(self.scene, gone)

    def settle(self) -> None:
        """Puts everything back into the picture."""
        self._carried = {}
        self._ghost = self._sliding = None
        self.float((), Difference())


def _anew(scene: Scene, found: Difference, boxes: frozenset[Path]) -> Difference:
    """What is painted above the picture for a difference, but for boxes that are carried.

    An open box of another size would cover what stands still inside, so that goes along with it.
    """
    others = found.nodes - boxes
    opened = [path for path in others if path in scene.nodes and scene.nodes[path].open]
    content = with_content(scene, opened, boxes)
    return Difference(others | (content.nodes - boxes), found.flows | content.flows)


def _is_same(one: Document, other: Document) -> bool:
    """Whether two documents hold the very same nodes and flows: quicker than comparing what they say."""
    pairs: tuple[tuple[Mapping[str, object], Mapping[str, object]], ...] = (
        (one.nodes, other.nodes),
        (one.flows, other.flows),
    )
    return all(
        len(ours) == len(theirs) and all(theirs.get(key) is record for key, record in ours.items())
        for ours, theirs in pairs
    )


def _joined(document: Document, change: Change) -> set[str]:
    """Ids of the nodes that flows join to what was touched: a name gives way to the flows around its node."""
    found: set[str] = set()
    for record in (record for pair in change.records.values() for record in pair):
        flows: tuple[Flow, ...] = ()
        if isinstance(record, Flow):
            flows = (record,)
        elif isinstance(record, NodeBase):
            flows = (*document.flows_from(record.id), *document.flows_into(record.id))
        found.update(end for flow in flows for end in (flow.source, flow.target))
    return found


def _near(scene: Scene, arrays: SceneArrays, found: Difference) -> Difference:
    """Flows whose labels may find another place, because something near them moved, came or went."""
    rects = [scene.nodes[path].rect for path in found.nodes if path in scene.nodes]
    rects += [_around(scene.flows[path].points) for path in found.flows if path in scene.flows]
    near = {i for rect in rects for i in arrays.flows_in(rect.grown(LABEL_REACH))}
    routed = (arrays.flows[i] for i in near)
    return Difference(flows=frozenset(one.path for one in routed if flow_words(one.flow)[0]))


def _ties(scene: Scene, chosen: Collection[Path]) -> list[Rect]:
    """What the dotted lines between notes and chosen nodes may cover."""
    if not chosen:
        return []
    found: list[Rect] = []
    for note in scene.nodes.values():
        if not isinstance(note.node, Note):
            continue
        for link in note.node.links:
            end = scene.nodes.get((*note.path[:-1], link))
            if end is not None and (end.path in chosen or note.path in chosen):
                found += [rect for rect in (bounds([note.rect, end.rect]),) if rect is not None]
    return found


def _named(scene: Scene, ids: Collection[str]) -> Difference:
    """Everything with one of these ids, wherever it is shown."""
    if not ids:
        return Difference()
    return Difference(
        frozenset(path for path in scene.nodes if path[-1] in ids),
        frozenset(path for path in scene.flows if path[-1] in ids),
    )


def _around(points: Collection[Point]) -> Rect:
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
