"""A run over the picture: tokens on flows, queues and busy servers on nodes; the picture itself stays."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from designer.canvas.arrays import Mask, SceneArrays, touching
from designer.canvas.carrays import Floats, draw_sprites, sprites_at
from designer.canvas.fonts import font
from designer.canvas.paint import color
from designer.canvas.points import paint_points
from designer.canvas.view import Camera
from designer.drawing.faces import body
from designer.drawing.shapes import Ellipse
from designer.drawing.theme import Theme
from designer.layout.geometry import Rect
from designer.layout.scene import Placed
from designer.layout.text import width
from designer.model.document import Document
from designer.model.nodes import Task

if TYPE_CHECKING:
    from designer.simulation.playback import Frame, Playback

TOKEN_RADIUS = 7.0
LEAST_TOKEN = 2.5
SHRINKING = 0.7  # tokens shrink less than the picture, so that they stay seen
BADGES_FROM = 0.4
BADGE_HEIGHT = 18.0
SMALL_BADGE_HEIGHT = 14.0
LEAST_BOX = 24.0  # logical pixels of a closed box that still has room for a small badge
LEAST_LATE_BOX = 48.0  # the same for how many cases are late
FRAME_WIDTH = 2.0


class PlaybackLayer:
    """Shows frames of one playback over whatever scene is on the canvas."""

    def __init__(self, playback: "Playback", document: Document, theme: Theme) -> None:
        self._playback = playback
        self._document = document
        self._theme = theme
        self._node_number = {path: number for number, path in enumerate(playback.node_paths)}
        self._flow_number = {path: number for number, path in enumerate(playback.flow_paths)}
        self._arrays: SceneArrays | None = None
        self._tokens: dict[float, QPixmap] = {}
        self._plates: dict[tuple[str, str, float, float], QPixmap] = {}
        self._chips: dict[str, Rect | None] = {}
        self.frame: Frame = playback.frame(0.0, 0.0)

    def set_time(self, ms: float, travel_ms: float) -> None:
        """Shows another moment; tokens travel `travel_ms` along a flow after they moved."""
        self.frame = self._playback.frame(ms, travel_ms)

    def set_theme(self, theme: Theme) -> None:
        """Draws in other colours."""
        self._theme = theme
        self._tokens.clear()
        self._plates.clear()

    # Where things are in this scene

    def _meet(self, arrays: SceneArrays) -> None:
        """Finds what of the run is to be seen in a scene, once for each scene."""
        if self._arrays is arrays:
            return
        self._arrays = arrays
        shown = [
            (place, number)
            for place, placed in enumerate(arrays.nodes)
            if not placed.open and (number := self._node_number.get(placed.path)) is not None
        ]
        places, numbers = np.array(shown, np.intp).reshape(-1, 2).T
        self._numbers, self._corners = numbers, arrays.corners[places]
        self._placed = [arrays.nodes[place] for place in places]
        self._closed = np.array([placed.node.kind == "workflow" for placed in self._placed], bool)
        self._seen = np.full(len(self._playback.flow_paths), -1, np.intp)
        for place, routed in enumerate(arrays.flows):
            number = self._flow_number.get(routed.path)
            if number is not None:
                self._seen[number] = place
        self._measure(arrays)

    def _measure(self, arrays: SceneArrays) -> None:
        """All flows laid end to end: where each segment and each flow begins on that one long line."""
        segments = arrays.segments
        lengths = np.hypot(segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1])
        self._begins = np.concatenate([np.zeros(1), np.cumsum(lengths)])
        first = np.searchsorted(arrays.segment_flow, np.arange(len(arrays.flows) + 1))
        self._flow_begins = self._begins[first]
        self._lengths = np.maximum(lengths, 1e-9)

    def positions(self, arrays: SceneArrays) -> Floats:
        """Scene points of the tokens that travel on flows to be seen, (n, 2)."""
        self._meet(arrays)
        frame = self.frame
        if not len(frame.token_flow) or not len(arrays.segments):
            return np.zeros((0, 2))
        places = self._seen[frame.token_flow]
        shown = places >= 0
        places, share = places[shown], np.clip(np.asarray(frame.token_fraction)[shown], 0.0, 1.0)
        start, end = self._flow_begins[places], self._flow_begins[places + 1]
        at = start + (end - start) * share
        segment = np.searchsorted(self._begins, at, side="right") - 1
        last = np.searchsorted(self._begins, end, side="left") - 1
        segment = np.clip(np.minimum(segment, last), 0, len(self._lengths) - 1)
        along = np.clip((at - self._begins[segment]) / self._lengths[segment], 0.0, 1.0)[:, None]
        pieces = arrays.segments[segment]
        points: Floats = pieces[:, :2] + (pieces[:, 2:] - pieces[:, :2]) * along
        return points

    # Painting

    def paint(self, painter: QPainter, arrays: SceneArrays, camera: Camera, view: Rect) -> None:
        """Paints the moment in logical pixels; the frame around the view tells that one only watches."""
        self._meet(arrays)
        if camera.zoom >= BADGES_FROM:
            self._paint_badges(painter, camera, view)
            self._paint_tokens(painter, arrays, camera, view)
        else:
            self._paint_tokens(painter, arrays, camera, view)
            self._paint_boxes(painter, camera, view)
        if self.shows_problem and self._is_over:
            paint_points(painter, self._playback.points, arrays, camera, self._theme)
        painter.setPen(QPen(color(self._theme.accent), FRAME_WIDTH))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(1, 1, view.w - 2, view.h - 2))

    @property
    def shows_problem(self) -> bool:
        """Whether it plays how a problem comes about, and not a run."""
        return bool(self._playback.points)

    @property
    def _is_over(self) -> bool:
        """Whether nothing happens any more after what is shown."""
        return self._playback.next_event(self.frame.ms) is None

    def _paint_tokens(self, painter: QPainter, arrays: SceneArrays, camera: Camera, view: Rect) -> None:
        points = self.positions(arrays)
        if not len(points):
            return
        sheet = self._token(camera)
        half = sheet.width() // 2
        at = camera.device_all(points) - half
        inside = (
            (at[:, 0] > -2 * half)
            & (at[:, 1] > -2 * half)
            & (at[:, 0] < view.w * camera.ratio)
            & (at[:, 1] < view.h * camera.ratio)
        )
        corner = at[inside].astype(np.float64)
        source = np.tile(np.array([0.0, 0.0, sheet.width(), sheet.height()]), (len(corner), 1))
        painter.save()
        painter.scale(1 / camera.ratio, 1 / camera.ratio)
        draw_sprites(painter, sprites_at(corner[:, 0], corner[:, 1], source), sheet)
        painter.restore()

    def _token(self, camera: Camera) -> QPixmap:
        """A disc with a rim, in device pixels."""
        radius = round(token_radius(camera.zoom) * camera.ratio * 2) / 2
        if radius not in self._tokens:
            side = 2 * (int(radius) + 2)
            made = QPixmap(side, side)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            rim = max(0.75 * camera.ratio, radius * 0.22)
            painter.setPen(QPen(color(self._theme.token_rim), rim))
            painter.setBrush(color(self._theme.token))
            painter.drawEllipse(QPointF(side / 2, side / 2), radius - rim / 2, radius - rim / 2)
            painter.end()
            self._tokens[radius] = made
        return self._tokens[radius]

    def _paint_badges(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        frame, numbers = self.frame, self._numbers
        if not len(numbers):
            return
        queue, busy, inside = (_counts(values)[numbers] for values in (frame.queue, frame.busy, frame.inside))
        near = self._near(camera, view)
        self._paint_late(painter, camera, near)
        for place in np.flatnonzero(near & ((queue > 0) | (busy > 0) | (inside > 0))):
            placed = self._placed[place]
            rect = camera.rect_to_screen(placed.rect)
            if queue[place]:
                self._paint_plate(painter, camera, f"{queue[place]}", "queue", rect.x, rect.y)
            if isinstance(placed.node, Task):
                self._paint_busy(painter, camera, placed, rect, int(busy[place]))
            elif inside[place] > queue[place] or placed.node.kind == "workflow":
                self._paint_plate(painter, camera, f"{inside[place]}", "inside", rect.right, rect.y)

    def _near(self, camera: Camera, view: Rect) -> Mask:
        """Which nodes may have a badge in view."""
        reach = 2 * BADGE_HEIGHT / camera.zoom
        return touching(self._corners, camera.visible(view.w, view.h), (reach, reach))

    def _paint_boxes(self, painter: QPainter, camera: Camera, view: Rect) -> None:
        """From afar only how much is in each closed box, small, over the tokens."""
        if not len(self._numbers):
            return
        inside, near = _counts(self.frame.inside)[self._numbers], self._near(camera, view)
        self._paint_late(painter, camera, near)
        for place in np.flatnonzero((inside > 0) & self._closed & near):
            rect = camera.rect_to_screen(self._placed[place].rect)
            if rect.w >= LEAST_BOX:
                self._paint_plate(painter, camera, f"{inside[place]}", "inside", rect.right, rect.y)

    def _paint_late(self, painter: QPainter, camera: Camera, near: Mask) -> None:
        """How many cases in each closed box are past a promise; how a problem comes about takes no time."""
        late = _counts(self.frame.late)[self._numbers]
        if self.shows_problem or not late.any():
            return
        for place in np.flatnonzero((late > 0) & self._closed & near):
            rect = camera.rect_to_screen(self._placed[place].rect)
            if rect.w >= LEAST_LATE_BOX:
                self._paint_plate(painter, camera, f"{late[place]} late", "late", rect.right, rect.bottom)

    def _paint_busy(self, painter: QPainter, camera: Camera, placed: Placed, rect: Rect, busy: int) -> None:
        """A ring around the chip of the role, and how many work if that is more than one."""
        if not busy:
            return
        chip = self._chip(placed)
        if chip is None:
            self._paint_plate(painter, camera, f"{busy}", "busy", rect.right, rect.y)
            return
        zoom = camera.zoom
        near = min(1.0, zoom)  # from afar the ring must not reach the name of the role
        ring = Rect(rect.x + chip.x * zoom, rect.y + chip.y * zoom, chip.w * zoom, chip.h * zoom).grown(
            2 * near
        )
        painter.setPen(QPen(color(self._theme.token), max(1.5, 2.5 * near)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QRectF(*ring))
        if busy > 1:
            self._paint_plate(painter, camera, f"{busy}", "busy", rect.right, rect.y)

    def _chip(self, placed: Placed) -> Rect | None:
        """Where the chip of the role is drawn, from the node's corner."""
        if placed.node.id not in self._chips:
            size = (placed.rect.w, placed.rect.h)
            discs = [
                s for s in body(placed.node, self._document, self._theme, size) if isinstance(s, Ellipse)
            ]
            self._chips[placed.node.id] = discs[0].rect if discs else None
        return self._chips[placed.node.id]

    def _paint_plate(
        self, painter: QPainter, camera: Camera, text: str, kind: str, x: float, y: float
    ) -> None:
        height = BADGE_HEIGHT if camera.zoom >= BADGES_FROM else SMALL_BADGE_HEIGHT
        plate = self._plate(text, kind, camera.ratio, height)
        w, h = plate.width() / camera.ratio, plate.height() / camera.ratio
        left = round((x - w / 2) * camera.ratio) / camera.ratio
        top = round((y - h / 2) * camera.ratio) / camera.ratio
        painter.drawPixmap(QPointF(left, top), plate)

    def _plate(self, text: str, kind: str, ratio: float, height: float) -> QPixmap:
        """A pill with a number, drawn once for each number."""
        key = (text, kind, ratio, height)
        if key not in self._plates:
            if len(self._plates) > 2000:
                self._plates.clear()
            self._plates[key] = self._drawn_plate(text, kind, ratio, height)
        return self._plates[key]

    def _drawn_plate(self, text: str, kind: str, ratio: float, height: float) -> QPixmap:
        theme = self._theme
        fill, ink = {
            "queue": (theme.warning, theme.badge_text),
            "inside": (theme.token, theme.accent_text),
            "late": (theme.refused, theme.badge_text),
            "busy": (theme.token, theme.accent_text),
        }[kind]
        size = round(height * 0.62)
        long = width(text, size, 600)
        w = max(height, long + size - 1)
        made = QPixmap(round((w + 2) * ratio), round((height + 2) * ratio))
        made.setDevicePixelRatio(ratio)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(color(theme.surface), 1.5))
        painter.setBrush(color(fill))
        painter.drawRoundedRect(QRectF(1, 1, w, height), height / 2, height / 2)
        painter.setFont(font(size, 600))
        painter.setPen(color(ink))
        painter.drawText(QPointF(1 + (w - long) / 2, 1 + height / 2 + size * 0.36), text)
        painter.end()
        return made


def token_radius(zoom: float) -> float:
    """How large a token is, in logical pixels."""
    return max(LEAST_TOKEN, TOKEN_RADIUS * float(min(1.0, zoom) ** SHRINKING))


def _counts(values: object) -> NDArray[np.int64]:
    return np.asarray(values, np.int64)
