"""Paints a part of the scene in batches, with as much detail as the zoom can show."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Literal

import numpy as np
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QPainter

from designer.canvas.arrays import Indices, SceneArrays
from designer.canvas.carrays import Floats, Ints, draw_rects, draw_sprites, sprites_at
from designer.canvas.faces import READABLE_FROM, Face, Faces
from designer.canvas.far import flow_fill, look
from designer.canvas.fonts import font
from designer.canvas.names import SIZE, names
from designer.canvas.paint import HAIR, color, paint_shapes
from designer.canvas.rows import Rows
from designer.canvas.view import Camera
from designer.drawing.picture import links
from designer.drawing.shapes import Shape
from designer.drawing.swimlanes import bands
from designer.layout.geometry import Rect
from designer.layout.scene import Placed

BARS_FROM = 0.15
NAME_REACH = 20
GRID_STEP = 20.0
GRID_FROM = 0.5

Detail = Literal["full", "bars", "plain"]


def detail(scale: float) -> Detail:
    """How much of a node is worth drawing at so many device pixels per scene unit."""
    if scale >= READABLE_FROM:
        return "full"
    return "bars" if scale >= BARS_FROM else "plain"


class ScenePainter:
    """Draws scenes with one set of faces. A painter given to it works in device pixels."""

    def __init__(self, faces: Faces) -> None:
        self.faces = faces
        self.shows_grid = True

    def paint(
        self,
        painter: QPainter,
        arrays: SceneArrays,
        camera: Camera,
        area: QRect,
        hidden: Rows,
    ) -> None:
        """Paints the ground and everything on it within `area`, except what is hidden."""
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, color(self.faces.theme.ground))
        if self.shows_grid and camera.zoom >= GRID_FROM:
            self._paint_grid(painter, camera, area)
        self._paint_absolute(
            painter, camera, bands(arrays.scene.lanes, self.faces.document, self.faces.theme)
        )
        part = scene_area(camera, area).grown(reach(camera))
        nodes, flows = arrays.nodes_in(part), arrays.flows_in(part)
        nodes, flows = nodes[~hidden.nodes[nodes]], flows[~hidden.flows[flows]]
        self.paint_items(painter, arrays, camera, nodes, flows)
        painter.restore()

    def paint_items(
        self,
        painter: QPainter,
        arrays: SceneArrays,
        camera: Camera,
        nodes: Indices,
        flows: Indices,
        notes: Sequence[Placed] | None = None,
    ) -> None:
        """Paints chosen nodes and flows, transparent around them; `notes` (or all) are tied to others."""
        level = detail(camera.scale)
        backs = [arrays.nodes[i] for i in nodes[arrays.is_back[nodes]]]
        fronts = nodes[~arrays.is_back[nodes]]
        if level == "plain":
            self._paint_far_backs(painter, camera, backs)
            self._paint_thin_flows(painter, arrays, camera, flows)
            self._paint_far_fronts(painter, arrays, camera, fronts)
        else:
            self._paint_backs(painter, camera, backs, level)
            if level == "full":
                tied = arrays.notes if notes is None else notes
                self._paint_lines_behind(painter, arrays, camera, nodes, tied)
                self._paint_flows(painter, arrays, camera, flows)
            else:
                self._paint_thin_flows(painter, arrays, camera, flows)
            self._paint_fronts(painter, arrays, camera, fronts, level)
            if level == "full":
                self._paint_ports(painter, arrays, camera, nodes)
        if level != "full":
            self._paint_names(painter, arrays, camera, backs)

    def _paint_grid(self, painter: QPainter, camera: Camera, area: QRect) -> None:
        step = GRID_STEP if camera.zoom < 2 else GRID_STEP / 2
        part = scene_area(camera, area)
        xs = np.arange(np.floor(part.x / step), np.ceil(part.right / step) + 1) * step
        ys = np.arange(np.floor(part.y / step), np.ceil(part.bottom / step) + 1) * step
        at = camera.device_all(np.stack(np.meshgrid(xs, ys), axis=-1).reshape(-1, 2))
        _use_fill(painter, self.faces.theme.grid)
        draw_rects(painter, np.hstack([at, at + max(1, round(camera.ratio))]))

    def _paint_far_backs(self, painter: QPainter, camera: Camera, backs: Sequence[Placed]) -> None:
        """Sheets with a hairline edge and blunt corners, those inside over those around them."""
        batches: defaultdict[tuple[int, str, str], list[tuple[float, ...]]] = defaultdict(list)
        for placed in backs:
            colors = look(placed, self.faces.theme)
            left, top, width, height = placed.rect
            corners = (left, top, left + width, top + height)
            batches[placed.depth, colors.fill, colors.edge].append(corners)
        hair = max(1, round(camera.ratio))
        across, down = np.array([1, 0, -1, 0]) * hair, np.array([0, 1, 0, -1]) * hair
        for key in sorted(batches, key=lambda each: each[0]):
            sheets = _device_rects(camera, np.array(batches[key]))
            _use_fill(painter, key[2])
            draw_rects(painter, np.vstack([sheets + across, sheets + down]))
            _use_fill(painter, key[1])
            draw_rects(painter, sheets + across + down)

    def _paint_far_fronts(
        self, painter: QPainter, arrays: SceneArrays, camera: Camera, fronts: Indices
    ) -> None:
        """Each look and size is drawn once and then stamped."""
        if not len(fronts):
            return
        numbers, samples = arrays.kinds
        corners = arrays.corners[fronts]
        pixels = camera.device_all(corners[:, :2])
        # Not from pixel to pixel: what is of one size is seen in one size.
        sizes = np.maximum(np.floor((corners[:, 2:] - corners[:, :2]) * camera.scale + 0.5), 1).astype(
            np.int64
        )
        keys = (numbers[fronts] << 40) | (sizes[:, 0] << 20) | sizes[:, 1]
        wanted, which = np.unique(keys, return_inverse=True)
        hair = max(1, round(camera.ratio))
        sprites = [
            self.faces.stamp(samples[key >> 40], (key >> 20) & 0xFFFFF, key & 0xFFFFF, hair)
            for key in wanted.tolist()
        ]
        for sheet in {sprite.sheet for sprite in sprites}:
            pieces = np.array([(s.x, s.y, s.w, s.h, s.dx, s.dy) for s in sprites], np.float64)[which]
            on = np.array([sprite.sheet == sheet for sprite in sprites])[which]
            at, pieces = pixels[on], pieces[on]
            rows = sprites_at(at[:, 0] + pieces[:, 4], at[:, 1] + pieces[:, 5], pieces[:, :4])
            draw_sprites(painter, rows, self.faces.atlas.sheet(sheet))

    def _paint_thin_flows(
        self, painter: QPainter, arrays: SceneArrays, camera: Camera, flows: Indices
    ) -> None:
        if not len(flows) or not len(arrays.segments):
            return
        chosen = np.zeros(len(arrays.flows), bool)
        chosen[flows] = True
        lines = camera.device_all(arrays.segments[chosen[arrays.segment_flow]])
        low, high = np.minimum(lines[:, :2], lines[:, 2:]), np.maximum(lines[:, :2], lines[:, 2:])
        _use_fill(painter, flow_fill(self.faces.theme, faint=camera.scale < BARS_FROM))
        draw_rects(painter, np.hstack([low, high + max(1, round(camera.ratio))]))

    def _paint_backs(self, painter: QPainter, camera: Camera, backs: Iterable[Placed], level: Detail) -> None:
        for placed in backs:
            face = self.faces.face(placed)
            shapes = face.body + face.labels if level == "full" else face.at(camera.scale)
            self._paint_at(painter, camera, camera.device(placed.rect.x, placed.rect.y), shapes)

    def _paint_at(
        self, painter: QPainter, camera: Camera, at: tuple[int, int], shapes: Iterable[Shape]
    ) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x, y = at
        painter.translate(x + HAIR, y + HAIR)
        painter.scale(camera.scale, camera.scale)
        paint_shapes(painter, shapes)
        painter.restore()

    def _paint_flows(self, painter: QPainter, arrays: SceneArrays, camera: Camera, flows: Indices) -> None:
        shapes = [self.faces.flow(arrays, int(number), camera.scale) for number in flows]
        # All lines first, so that none runs over what another flow carries.
        parts = ([each[:1] for each in shapes], [each[1:] for each in shapes])
        self._paint_absolute(painter, camera, (one for part in parts for each in part for one in each))

    def _paint_absolute(self, painter: QPainter, camera: Camera, shapes: Iterable[Shape]) -> None:
        self._paint_at(painter, camera, (-camera.ox, -camera.oy), shapes)

    def _paint_lines_behind(
        self,
        painter: QPainter,
        arrays: SceneArrays,
        camera: Camera,
        nodes: Indices,
        notes: Sequence[Placed],
    ) -> None:
        """What joins ports of open boxes to what is inside, and notes to what they speak of."""
        known = arrays.scene.leads_of
        leads = [
            self.faces.lead(lead, camera.scale) for i in nodes for lead in known.get(arrays.nodes.path(i), ())
        ]
        self._paint_absolute(painter, camera, (one for each in leads for one in each))
        self._paint_absolute(painter, camera, links(arrays.scene, self.faces.theme, notes))

    def _paint_ports(self, painter: QPainter, arrays: SceneArrays, camera: Camera, nodes: Indices) -> None:
        known = arrays.scene.ports_of
        ports = [
            self.faces.port(port, camera.scale) for i in nodes for port in known.get(arrays.nodes.path(i), ())
        ]
        self._paint_absolute(painter, camera, (one for each in ports for one in each))

    def _paint_fronts(
        self, painter: QPainter, arrays: SceneArrays, camera: Camera, fronts: Indices, level: Detail
    ) -> None:
        """Bodies in one call and texts after them; what overlaps one by one, each over the last."""
        over = arrays.overlapping(fronts) if level == "full" else np.zeros(len(fronts), bool)
        self._paint_batch(painter, arrays, camera, fronts[~over], level)
        for number in fronts[over]:
            self._paint_batch(painter, arrays, camera, np.array([number]), level)

    def _paint_batch(
        self, painter: QPainter, arrays: SceneArrays, camera: Camera, fronts: Indices, level: Detail
    ) -> None:
        if not len(fronts):
            return
        nodes = [arrays.nodes[i] for i in fronts]
        faces = [self.faces.face(placed) for placed in nodes]
        at = camera.device_all(arrays.corners[fronts, :2])
        self._paint_bodies(painter, camera, nodes, faces, at)
        if level == "full":
            for face, (x, y) in zip(faces, at.tolist(), strict=True):
                if face.labels:
                    self._paint_at(painter, camera, (x, y), face.labels)
        else:
            self._paint_bars(painter, camera, faces, at)

    def _paint_bodies(
        self, painter: QPainter, camera: Camera, nodes: list[Placed], faces: list[Face], at: Ints
    ) -> None:
        batches: defaultdict[int, list[tuple[int, ...]]] = defaultdict(list)
        for placed, face, (x, y) in zip(nodes, faces, at.tolist(), strict=True):
            sprite = self.faces.sprite(placed, face, camera.scale)
            if sprite is None:
                self._paint_at(painter, camera, (x, y), face.at(camera.scale))
            elif sprite.w:
                batches[sprite.sheet].append(
                    (x + sprite.dx, y + sprite.dy, sprite.x, sprite.y, sprite.w, sprite.h)
                )
        for sheet, rows in batches.items():
            table = np.array(rows, np.float64)
            draw_sprites(
                painter, sprites_at(table[:, 0], table[:, 1], table[:, 2:]), self.faces.atlas.sheet(sheet)
            )

    def _paint_bars(self, painter: QPainter, camera: Camera, faces: list[Face], at: Ints) -> None:
        counts = [len(face.bars) for face in faces]
        if not sum(counts):
            return
        local = np.array([bar for face in faces for bar in face.bars]) * camera.scale
        start = np.repeat(at, counts, axis=0) + local[:, :2]
        end = np.maximum(start + local[:, 2:], start + 1)
        _use_fill(painter, self.faces.theme.text)
        painter.setOpacity(painter.opacity() * 0.4)
        draw_rects(painter, np.floor(np.hstack([start, end]) + 0.5).astype(np.int32))
        painter.setOpacity(min(1.0, painter.opacity() / 0.4))

    def _paint_names(
        self, painter: QPainter, arrays: SceneArrays, camera: Camera, backs: Iterable[Placed]
    ) -> None:
        """Names of open boxes in a size that can be read, as far as there is room for them."""
        shown = {placed.path for placed in backs}
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(round(SIZE * camera.ratio), 600))
        painter.setPen(color(self.faces.theme.text))
        for name in names(arrays, camera.scale, camera.ratio):
            if name.path in shown:
                at = QPointF(name.x - camera.ox + HAIR, name.y - camera.oy + HAIR)
                painter.drawText(at, name.text)


def reach(camera: Camera) -> float:
    """How far above its box a name stands, in scene units, beyond what all nodes may paint."""
    return NAME_REACH / camera.zoom if camera.scale < READABLE_FROM else 0.0


def scene_area(camera: Camera, area: QRect) -> Rect:
    """A rectangle of device pixels in scene units."""
    scale = camera.scale
    return Rect(
        (area.x() + camera.ox) / scale,
        (area.y() + camera.oy) / scale,
        area.width() / scale,
        area.height() / scale,
    )


def _use_fill(painter: QPainter, fill: str) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color(fill))


def _device_rects(camera: Camera, corners: Floats) -> Ints:
    pixels = camera.device_all(corners)
    pixels[:, 2:] = np.maximum(pixels[:, 2:], pixels[:, :2] + 1)
    return pixels
