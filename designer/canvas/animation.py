"""Short movements that explain a change of place: a box opening in place, a level coming out of its box."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QEasingCurve, QObject, QRectF, QVariantAnimation
from PySide6.QtGui import QPainter, QPixmap

from designer.canvas.arrays import SceneArrays
from designer.canvas.diagram import Diagram
from designer.canvas.floating import Difference, between, difference, part
from designer.canvas.layers import Layer
from designer.layout.gathered import Gathered
from designer.layout.geometry import Rect
from designer.layout.scene import Scene
from designer.layout.shifts import shifts

OPENING_MILLISECONDS = 160
PASSAGE_MILLISECONDS = 200
MOST_MOVING = 2000


class Stageable(Protocol):
    """What an animation needs of the widget it runs on."""

    diagram: Diagram
    reduced_motion: bool

    def update(self) -> None:
        """Paints again soon."""


def _animation(parent: QObject, milliseconds: int) -> QVariantAnimation:
    made = QVariantAnimation(parent)
    made.setDuration(milliseconds)
    made.setStartValue(0.0)
    made.setEndValue(1.0)
    made.setEasingCurve(QEasingCurve.Type.OutCubic)
    return made


class Opening:
    """Moves what stands elsewhere now, and uncovers the content of a box that grows."""

    def __init__(self, widget: QObject, stage: Stageable) -> None:
        self._stage = stage
        self._run = _animation(widget, OPENING_MILLISECONDS)
        self._run.valueChanged.connect(self._step)
        self._run.finished.connect(self.finish)
        self._way: tuple[Scene, Scene, Difference] | None = None
        self._then: Callable[[], None] | None = None

    @property
    def is_running(self) -> bool:
        """Whether something moves."""
        return self._way is not None

    def start(
        self,
        before: Scene,
        after: Scene | None = None,
        then: Callable[[], None] | None = None,
    ) -> None:
        """Shows the way from an earlier scene to the present one, or to another and `then` what is there."""
        self.finish()
        after = after or self._stage.diagram.scene
        if self._stage.reduced_motion or _is_crowded(before, after):
            return
        found = difference(before, after)
        if not found or len(found.paths) > MOST_MOVING:
            return
        self._way, self._then = (before, after, found), then
        self._step(0.0)
        self._run.start()

    def _step(self, share: float) -> None:
        if self._way is None:
            return
        before, after, found = self._way
        diagram = self._stage.diagram
        common = between(before, after, found, share)
        layers = [Layer(SceneArrays(common), diagram.painter)]
        uncovered = Difference(
            frozenset(found.nodes - before.nodes.keys()), frozenset(found.flows - before.flows.keys())
        )
        for path in {one[:-1] for one in uncovered.nodes} & common.nodes.keys():
            inside = Difference(
                frozenset(p for p in uncovered.nodes if p[: len(path)] == path),
                frozenset(p for p in uncovered.flows if p[: len(path)] == path),
            )
            clip: Rect = common.nodes[path].rect
            layers.append(Layer(SceneArrays(part(after, inside)), diagram.painter, share, clip))
        diagram.float(layers, diagram.arrays.rows(found.nodes, found.flows))
        self._stage.update()

    def finish(self) -> None:
        """Shows the end at once."""
        if self._way is None:
            return
        then, self._way, self._then = self._then, None, None
        self._run.stop()
        self._stage.diagram.settle()
        if then is not None:
            then()
        self._stage.update()


def _is_crowded(before: Scene, after: Scene) -> bool:
    """Whether more is pushed aside than an eye can follow; found without looking at it."""
    if not isinstance(after.nodes, Gathered):
        return False
    pushed = map(after.nodes.tree.at, shifts(before, after))
    places: int = sum(seat.inside.places for seat in pushed if seat is not None)
    return places > MOST_MOVING


class Passage:
    """Fades the level that was left over the one that is entered, growing or shrinking with the step."""

    def __init__(self, widget: QObject, stage: Stageable) -> None:
        self._stage = stage
        self._run = _animation(widget, PASSAGE_MILLISECONDS)
        self._run.valueChanged.connect(lambda _share: self._stage.update())
        self._run.finished.connect(self.finish)
        self._old: QPixmap | None = None
        self._box = QRectF()
        self._enters = True

    def start(self, old: QPixmap, box: QRectF, *, enters: bool) -> None:
        """`old` is what was seen; `box` is the box entered or left, in logical pixels of the outer level."""
        if self._stage.reduced_motion:
            return
        self._old, self._box, self._enters = old, box, enters
        self._run.stop()
        self._run.start()

    def aim(self, box: QRectF) -> None:
        """The level that is left goes into this box, in logical pixels of the outer level."""
        self._box = box

    def finish(self) -> None:
        """Shows the end at once."""
        self._run.stop()
        self._old = None
        self._stage.update()

    def paint(self, painter: QPainter, view: QRectF) -> None:
        """Draws the level that goes over the one that comes."""
        if self._old is None:
            return
        share = float(self._run.currentValue() or 0.0)
        target = _toward(view, self._box, share) if self._enters else _into(view, self._box, share)
        painter.save()
        painter.setOpacity(1.0 - share)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(target, self._old, QRectF(self._old.rect()))
        painter.restore()


def _toward(view: QRectF, box: QRectF, share: float) -> QRectF:
    """Where the outer picture lies while its box grows to fill the view."""
    if box.isEmpty():
        return view
    full = min(view.width() / box.width(), view.height() / box.height())
    factor = 1 + (full - 1) * share
    dx = (view.center().x() - box.center().x()) * share
    dy = (view.center().y() - box.center().y()) * share
    return QRectF(
        box.center().x() + dx - box.center().x() * factor,
        box.center().y() + dy - box.center().y() * factor,
        view.width() * factor,
        view.height() * factor,
    )


def _into(view: QRectF, box: QRectF, share: float) -> QRectF:
    """Where the inner picture lies while it shrinks into its box."""
    if box.isEmpty():
        return view
    return QRectF(
        view.x() + (box.x() - view.x()) * share,
        view.y() + (box.y() - view.y()) * share,
        view.width() + (box.width() - view.width()) * share,
        view.height() + (box.height() - view.height()) * share,
    )
