"""A widget that paints one level of a document and moves over it."""

from collections.abc import Callable, Collection

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

from designer.canvas.animation import Passage
from designer.canvas.diagram import Diagram
from designer.canvas.navigation import Navigation
from designer.canvas.overlay import Overlay
from designer.canvas.paint import color
from designer.canvas.painter import BARS_FROM
from designer.canvas.regions import parts, scaled
from designer.drawing.theme import Theme
from designer.editing.editor import Editor
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path, Scene

REST_MILLISECONDS = 80
REMEMBER_MILLISECONDS = 400
# So many nodes are painted afresh within one frame: with faces, and from afar without.
CRISP_AT_ONCE = 60
CRISP_AT_ONCE_FROM_AFAR = 3000


class Viewing(QWidget):
    """Paints what its diagram holds, as its camera sees it; from another zoom crisply once that rests."""

    zoomChanged = Signal(float)  # noqa: N815  # Qt's way
    viewMoved = Signal()  # noqa: N815

    def __init__(self, editor: Editor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor: Editor = editor
        self.theme = theme
        self.reduced_motion = False
        self.diagram = Diagram(editor.document, theme)
        self.overlay = Overlay(self.diagram)
        self.navigation = Navigation(editor, self.diagram, self._moved)
        self.passage = Passage(self, self)
        self.stretches = False  # whether the picture of another zoom is shown until the crisp one is painted
        self._resting = self.timer(REST_MILLISECONDS, self._rest)
        self._remembering = self.timer(REMEMBER_MILLISECONDS, self.navigation.remember)

    def timer(self, milliseconds: int, act: Callable[[], object]) -> QTimer:
        """A timer of this widget that goes off once each time it is started."""
        made = QTimer(self)
        made.setSingleShot(True)
        made.setInterval(milliseconds)
        made.timeout.connect(act)
        return made

    def later(self, milliseconds: int, act: Callable[[], None]) -> Callable[[], None]:
        """Calls `act` once, after a while; gives the call that prevents it."""
        timer = self.timer(milliseconds, act)
        timer.timeout.connect(timer.deleteLater)
        timer.start()

        def prevent() -> None:
            if timer.isActive():
                timer.stop()
                timer.deleteLater()

        return prevent

    # What is seen

    @property
    def scene(self) -> Scene:
        """The geometry of what the document now is (not of a preview)."""
        return self.diagram.scene

    @property
    def level(self) -> Path:
        """The boxes entered from the root."""
        return self.diagram.level

    @property
    def zoom(self) -> float:
        """Screen pixels per scene unit."""
        return self.navigation.camera.zoom

    @property
    def visible(self) -> Rect:
        """The part of the scene that the view shows."""
        return self.navigation.visible

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours."""
        self.theme = theme
        self.diagram.set_theme(theme)
        self._rest()

    # The camera

    def set_zoom(self, zoom: float) -> None:
        """Another zoom about the middle; 1 is 100 %."""
        self.navigation.zoom_to(zoom)

    def scroll(self, dx: float, dy: float) -> None:  # type: ignore[override]  # Qt scrolls widgets
        """Moves the view by screen pixels."""
        self.navigation.pan(dx, dy)

    def fit(self) -> None:
        """Shows the whole level."""
        self.navigation.fit()

    def show(self, path: Path | None = None) -> None:
        """Moves and zooms the view so that a node fills it; without a node, shows the widget."""
        if path is None:
            super().show()
        elif path in self.scene.nodes:
            self.navigation.fit(self.scene.nodes[path].rect, most=1.0)

    def bring(self, paths: Collection[Path], *, only_unseen: bool = False) -> None:
        """The smallest pan that makes nodes and flows seen; with `only_unseen`, none if a part of them is."""
        nodes = [self.scene.nodes[path].rect for path in paths if path in self.scene.nodes]
        flows = [p for path in paths if path in self.scene.flows for p in self.scene.flows[path].points]
        parts = [*nodes, *(Rect(point.x, point.y, 0, 0) for point in flows)]
        area = bounds(parts)
        if area is not None and not (only_unseen and any(each.overlaps(self.visible) for each in parts)):
            self.navigation.reveal(area)

    def to_widget(self, at: Point) -> QPoint:
        """A scene point in logical pixels of this widget."""
        seen = self.navigation.camera.to_screen(*at)
        return QPoint(round(seen.x), round(seen.y))

    def _moved(self, scaled: bool) -> None:
        self.stretches = scaled and not self._is_light()
        if self.stretches:
            self._resting.start()
        self._remembering.start()
        self.viewMoved.emit()
        if scaled:
            self.zoomChanged.emit(self.zoom)
        self.update()

    def _is_light(self) -> bool:
        """Whether the view can be painted afresh within one frame."""
        if self.diagram.backing.camera is None:
            return True
        far = self.navigation.camera.scale < BARS_FROM
        most = CRISP_AT_ONCE_FROM_AFAR if far else CRISP_AT_ONCE
        return len(self.diagram.arrays.nodes_in(self.visible)) <= most

    def _rest(self) -> None:
        self.stretches = False
        self.update()

    # Painting

    def device_size(self) -> QSize:
        """The size of the view in device pixels."""
        ratio = self.devicePixelRatioF()
        return QSize(round(self.width() * ratio), round(self.height() * ratio))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self.navigation.resize(self.width(), self.height(), self.devicePixelRatioF())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        ratio = self.devicePixelRatioF()
        if ratio != self.navigation.camera.ratio:
            self.navigation.resize(self.width(), self.height(), ratio)
        painter = QPainter(self)
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
        self._paint_scene(painter, event.region())
        painter.restore()
        self.paint_over(painter)
        self.passage.paint(painter, QRectF(self.rect()))
        painter.end()

    def _paint_scene(self, painter: QPainter, region: QRegion) -> None:
        """The picture and what floats above it within a region of logical pixels, in device pixels."""
        camera, size = self.navigation.camera, self.device_size()
        view, area = QRect(QPoint(0, 0), size), scaled(region, camera.ratio)
        self.diagram.faces.make_room()
        if self.stretches:
            painter.fillRect(0, 0, size.width(), size.height(), color(self.theme.ground))
            self.diagram.backing.stretched(painter, camera)
        else:
            self.diagram.backing.show(camera, size)
            for part in parts(area):
                self.diagram.backing.paint(painter, part)
        self.diagram.paint_layers(painter, camera, view, area.boundingRect().intersected(view))

    def paint_over(self, painter: QPainter) -> None:
        """Paints what lies over the picture, in logical pixels."""
        self.overlay.paint(painter, self.navigation.camera, Rect(0, 0, self.width(), self.height()))
