"""The scene on show, and what floats above it while a gesture runs."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from designer.canvas.arrays import SceneArrays
from designer.canvas.carried import Carried, Group, together
from designer.canvas.floating import (
    Difference,
    apart,
    behind,
    difference,
    joined,
    lifted,
    part,
    with_content,
)
from designer.canvas.layers import Layer
from designer.canvas.painter import ScenePainter
from designer.canvas.rows import Rows
from designer.canvas.shadows import Shadows
from designer.canvas.sliding import Sliding
from designer.canvas.spoiling import spoil
from designer.canvas.still import Still
from designer.canvas.tools.stage import Gist
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.geometry import Point
from designer.layout.scene import Path, Scene, is_within
from designer.layout.shifts import shifts
from designer.model.document import Document

GHOST = 0.25


class Diagram(Still):
    """One level of a document, its picture, and the layers above it."""

    def __init__(self, document: Document, theme: Theme) -> None:
        self.layers: tuple[Layer, ...] = ()
        self.shadows = Shadows()
        self._carried: dict[frozenset[Path], Carried] = {}  # by the boxes that are carried together
        self._sliding: Sliding | None = None
        self._ghost: tuple[frozenset[Path], list[Layer]] | None = None  # where what is held was
        super().__init__(document, theme)
        self._made = self.hidden, Difference()  # what is hidden, and what of it is painted anew

    def _draw(self, painter: QPainter, camera: Camera, area: QRect) -> None:
        super()._draw(painter, camera, area)
        for layer in self._ghost[1] if self._ghost is not None else ():
            painter.save()
            painter.setClipRect(area)
            layer.paint(painter, camera, self.backing.view, area, self.shadows)
            painter.restore()

    def paint_layers(self, painter: QPainter, camera: Camera, view: QRect, area: QRect) -> None:
        """Draws what floats and may be seen in an area of the view, in device pixels."""
        for layer in self.layers:
            layer.paint(painter, camera, view, area, self.shadows)

    def _take(self, scene: Scene) -> None:
        self.settle()
        super()._take(scene)

    def preview(
        self, document: Document | None, live: Mapping[Path, Point], held: Collection[str] = ()
    ) -> None:
        """Shows a document that is not the present one; the ids `held` leave a ghost where they were."""
        if document is None and not live:
            self.settle()
            return
        shown = document or self.document
        scene = self.scene if document is None else self.scene_of(shown)
        afloat = frozenset(path[-1] for path in live)
        known = frozenset(path for boxes in self._carried for path in boxes)
        groups = together({} if live else shifts(self.scene, scene, known), frozenset(held))
        boxes = frozenset[Path]().union(*(group.boxes for group in groups))
        self._carry(groups)
        found = _anew(scene, difference(self.scene, scene, boxes) | with_content(self.scene, live), boxes)
        found, hidden = self._hide(found, boxes != known)
        risen = afloat.union(held)
        self._haunt(frozenset(p for p in found.nodes | boxes if p[-1] in risen and p in self.scene.nodes))
        above = joined(part(scene, found, afloat), lifted(self.scene, live))
        painter = ScenePainter(self.faces.over(shown))
        self.float(self._stacked(above, groups, painter, risen), hidden)

    def _stacked(
        self,
        above: Scene,
        groups: Collection[Group],
        painter: ScenePainter,
        risen: frozenset[str],
    ) -> Iterator[Layer]:
        """First all that makes room, then what is held: in both boxes that grow, those carried, all else."""
        for piece, is_held in zip(apart(above, risen), (False, True), strict=True):
            carried = [group for group in groups if group.is_held == is_held]
            if carried:
                backs, piece = behind(piece)
                yield Layer(SceneArrays(backs), painter, lifted=risen)
            for boxes, offset, _ in carried:
                up = risen if is_held else frozenset[str]()
                yield Layer(self.arrays, self.painter, lifted=up, carried=(self._carried[boxes], offset))
            yield Layer(SceneArrays(piece), painter, lifted=risen)

    def gist(self, gist: Gist) -> None:
        """Shows roughly what an edit of very much would do."""
        if gist.cut is None:
            self.float((), self.arrays.rows(flows=gist.gone))
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

    def _carry(self, groups: Iterable[Group]) -> None:
        """Keeps a picture of each group of boxes as they stand, for as long as they go together."""
        self._carried = {boxes: self._carried.get(boxes) or self._still(boxes) for boxes, *_ in groups}

    def _still(self, boxes: Collection[Path]) -> Carried:
        return Carried(self.arrays, self.arrays.within(boxes), self.painter, boxes)

    def _hide(self, found: Difference, is_regrouped: bool) -> tuple[Difference, Rows]:
        """What is painted anew above the picture, and all that is left out of the picture.

        What was hidden once stays so until the end: the picture is repaired once, not with every move.
        """
        hidden, made = self._made
        if not is_regrouped and hidden is self.hidden and found <= made:
            return made, hidden
        rows, carried = self.arrays.rows(found.nodes, found.flows), self._nothing()
        for each in self._carried.values():
            carried |= each.rows
        hidden = self.hidden | rows | carried
        made = found | self.arrays.paths(hidden - carried - rows)
        self._made = hidden, made
        return made, hidden

    def _haunt(self, paths: frozenset[Path]) -> None:
        """Shows in the picture where some nodes were, half seen."""
        before = self._ghost[0] if self._ghost is not None else frozenset()
        if before == paths:
            return
        opened = [path for path in paths if self.scene.nodes[path].open]
        held = self._carried.get(frozenset(opened))
        boxes = self._still(opened) if held is None else held.twin()
        closed = Difference(frozenset(path for path in paths if not is_within(path, opened)))
        rest = SceneArrays(part(self.scene, closed))
        still = Layer(self.arrays, self.painter, GHOST, carried=(boxes, Point(0.0, 0.0)))
        self._ghost = (paths, [still, Layer(rest, self.painter, GHOST)])
        spoil(self.backing, self.arrays, self.arrays.rows(paths ^ before))

    def float(self, layers: Iterable[Layer], hidden: Rows) -> None:
        """Draws layers above the picture, and leaves out of the picture what they stand for."""
        self.layers = tuple(layers)
        gone, self.hidden = self.hidden ^ hidden, hidden
        if gone:
            spoil(self.backing, self.arrays, gone)

    def settle(self) -> None:
        """Puts everything back into the picture."""
        self._carried = {}
        self._ghost = self._sliding = None
        self.float((), self._nothing())


def _anew(scene: Scene, found: Difference, boxes: frozenset[Path]) -> Difference:
    """What is painted above the picture for a difference, but for boxes that are carried.

    An open box of another size would cover what stands still inside, so that goes along with it.
    """
    others = found.nodes - boxes
    opened = [path for path in others if path in scene.nodes and scene.nodes[path].open]
    content = with_content(scene, opened, boxes)
    return Difference(others | (content.nodes - boxes), found.flows | content.flows)
