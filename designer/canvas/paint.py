"""Paints a display list with QPainter: the same shapes that SVG gets, on screen, in PNG and in PDF."""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPainterPathStroker, QPen

from designer.canvas.fonts import font, glyphs
from designer.canvas.icons import draw_icon
from designer.drawing.outlines import outline
from designer.drawing.shapes import Box, Ellipse, Group, Icon, Line, Picture, Shape, Stroke, Text
from designer.layout.geometry import Rect
from designer.layout.hops import Hop
from designer.layout.text import Weight, width

HALO_WIDTH = 4.0
FRACTIONS = 16
# Added to device coordinates, so that none lies where Qt cuts to its own fractions of a pixel: there the last
# bit of a float would decide, and a picture painted elsewhere would not be the same.
HAIR = 0.0171


@lru_cache(maxsize=1024)
def color(text: str) -> QColor:
    """The colour of `#RRGGBB` or `#RRGGBBAA` (Qt itself would read the alpha first)."""
    if len(text) == 9:
        made = QColor(text[:7])
        made.setAlpha(int(text[7:], 16))
        return made
    return QColor(text)


@lru_cache(maxsize=512)
def _pen(stroke: Stroke | None) -> QPen:
    if stroke is None or stroke.width <= 0:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(color(stroke.color), stroke.width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return pen


@lru_cache(maxsize=512)
def _brush(fill: str | None) -> QBrush:
    return QBrush(Qt.BrushStyle.NoBrush) if fill is None else QBrush(color(fill))


def paint(painter: QPainter, picture: Picture) -> None:
    """Paints a whole picture, ground included, in its own coordinates."""
    painter.fillRect(QRectF(*picture.bounds), color(picture.ground))
    paint_shapes(painter, picture.shapes)


def paint_shapes(painter: QPainter, shapes: Iterable[Shape]) -> None:
    """Paints shapes in the painter's coordinates."""
    for shape in shapes:
        _PAINTERS[type(shape)](painter, shape)  # type: ignore[operator]  # each takes the shape of its row


def _paint_dashed(painter: QPainter, shape: Box | Ellipse | Line) -> bool:
    """Paints a shape whose edge is dashed; whether it is one."""
    if shape.stroke is None or not shape.stroke.dash:
        return False
    if shape.fill is not None:
        paint_shapes(painter, (replace(shape, stroke=None),))
    painter.fillPath(_dashes(shape), color(shape.stroke.color))
    return True


def _paint_box(painter: QPainter, box: Box) -> None:
    if _paint_dashed(painter, box):
        return
    painter.setPen(_pen(box.stroke))
    painter.setBrush(_brush(box.fill))
    if box.radius > 0:
        radius = min(box.radius, box.rect.w / 2, box.rect.h / 2)
        painter.drawRoundedRect(QRectF(*box.rect), radius, radius)
    else:
        painter.drawRect(QRectF(*box.rect))


def _paint_ellipse(painter: QPainter, ellipse: Ellipse) -> None:
    if _paint_dashed(painter, ellipse):
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_brush(ellipse.fill))
    painter.drawEllipse(QRectF(*ellipse.rect))
    if ellipse.stroke is not None:
        # A ring, as pens below a pixel draw small circles with corners.
        ring = QPainterPath()
        for edge in (ellipse.stroke.width / 2, -ellipse.stroke.width / 2):
            ring.addEllipse(QRectF(*ellipse.rect.grown(edge)))
        painter.fillPath(ring, color(ellipse.stroke.color))


def _paint_line(painter: QPainter, line: Line) -> None:
    if _paint_dashed(painter, line):
        return
    painter.setPen(_pen(line.stroke))
    painter.setBrush(_brush(line.fill))
    if line.stroke is not None and _is_hairline(line):
        pen = QPen(_pen(line.stroke))
        pen.setCosmetic(True)
        pen.setWidth(max(1, round(line.stroke.width * painter.combinedTransform().m11())))
        painter.setPen(pen)
        smooth = painter.testRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawLine(*(QPointF(*point) for point in line.points))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, smooth)
        return
    painter.drawPath(line_path(line.points, line.radius, line.closed, line.hops))


def _is_hairline(line: Line) -> bool:
    """Whether it is thin, level or upright: lying between pixels it would be wider than others, and paler."""
    if line.stroke is None or line.stroke.width > 1 or len(line.points) != 2:
        return False
    (x, y), (far_x, far_y) = line.points
    return x == far_x or y == far_y


@lru_cache(maxsize=1024)
def _dashes(shape: Box | Ellipse | Line) -> QPainterPath:
    """What the dashes of a shape cover: those of a pen lose count where a line runs beyond the paper."""
    path = QPainterPath()
    match shape:
        case Line():
            path = line_path(shape.points, shape.radius, shape.closed, shape.hops)
        case Ellipse():
            path.addEllipse(QRectF(*shape.rect))
        case Box():
            radius = min(shape.radius, shape.rect.w / 2, shape.rect.h / 2)
            path.addRoundedRect(QRectF(*shape.rect), radius, radius)
    stroke = shape.stroke
    if stroke is None or stroke.width <= 0:
        return QPainterPath()
    stroker = QPainterPathStroker()
    stroker.setWidth(stroke.width)
    stroker.setCapStyle(Qt.PenCapStyle.FlatCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    stroker.setDashPattern([length / stroke.width for length in stroke.dash])
    return stroker.createStroke(path)


def line_path(
    points: tuple[tuple[float, float], ...],
    radius: float,
    closed: bool = False,
    hops: Iterable[Hop] = (),
    scale: float = 1.0,
) -> QPainterPath:
    """A polyline with rounded corners and hops; `scale` is how long a unit of these is among the points."""
    path = QPainterPath()
    for letter, at in outline(points, radius, hops, scale):
        if letter == "M":
            path.moveTo(*at)
        elif letter == "L":
            path.lineTo(*at)
        elif letter == "Q":
            path.quadTo(*at)
        else:
            path.cubicTo(*at)
    if closed and points:
        path.closeSubpath()
    return path


def text_width(text: Text) -> float:
    """How long a line is, by the same table that SVG and the layout use."""
    return width(text.text, text.size, _weight(text))


def text_left(text: Text) -> float:
    """Where the first letter begins, whatever the anchor."""
    if text.anchor == "start":
        return text.x
    return text.x - (text_width(text) / 2 if text.anchor == "middle" else text_width(text))


def _weight(text: Text) -> Weight:
    return 600 if text.weight >= 600 else 400


@lru_cache(maxsize=2048)
def _outline(text: str, size: int, weight: int, italic: bool) -> QPainterPath:
    path = QPainterPath()
    path.addText(0, 0, font(size, weight, italic), text)
    return path


def _paint_text(painter: QPainter, text: Text) -> None:
    if not text.text:
        return
    size = max(1, round(text.size))
    painter.save()
    painter.translate(*_steady(painter, text_left(text), text.y))
    if size != text.size:
        painter.scale(text.size / size, text.size / size)
    if text.halo is not None:
        halo = QPen(color(text.halo), HALO_WIDTH)
        halo.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(_outline(text.text, size, text.weight, text.italic), halo)
    painter.setPen(color(text.color))
    # Not QStaticText: it adds up its moves in fractions of a pixel, so depends on what was painted before.
    for run in glyphs(text.text, size, text.weight, text.italic):
        painter.drawGlyphRun(QPointF(0, 0), run)
    painter.restore()


def _steady(painter: QPainter, x: float, y: float) -> tuple[float, float]:
    """The point moved by a hair, off the places where glyphs change their fraction of a pixel."""
    seen = painter.combinedTransform()
    if not seen.m11() or not seen.m22():
        return x, y
    dx, dy = seen.m11() * x + seen.dx(), seen.m22() * y + seen.dy()
    return x + (_off_the_edge(dx) - dx) / seen.m11(), y + (_off_the_edge(dy) - dy) / seen.m22()


def _off_the_edge(pixel: float) -> float:
    return round(pixel * FRACTIONS) / FRACTIONS + HAIR


def _paint_icon(painter: QPainter, icon: Icon) -> None:
    draw_icon(painter, icon.name, icon.rect.x, icon.rect.y, icon.rect.w, color(icon.color))


def _paint_group(painter: QPainter, group: Group) -> None:
    if group.clip is None and group.opacity >= 1:
        paint_shapes(painter, group.shapes)
        return
    painter.save()
    painter.setOpacity(painter.opacity() * group.opacity)
    if group.clip is not None:
        painter.setClipRect(QRectF(*group.clip), Qt.ClipOperation.IntersectClip)
    paint_shapes(painter, group.shapes)
    painter.restore()


_PAINTERS = {
    Box: _paint_box,
    Ellipse: _paint_ellipse,
    Line: _paint_line,
    Text: _paint_text,
    Icon: _paint_icon,
    Group: _paint_group,
}


def extent(shapes: Iterable[Shape]) -> Rect | None:
    """The rectangle that shapes cover, strokes included; None for none."""
    found: list[Rect] = []
    for shape in shapes:
        one = _extent(shape)
        if one is not None:
            found.append(one)
    if not found:
        return None
    left, top = min(r.x for r in found), min(r.y for r in found)
    return Rect(left, top, max(r.right for r in found) - left, max(r.bottom for r in found) - top)


def _extent(shape: Shape) -> Rect | None:
    match shape:
        case Box() | Ellipse():
            return shape.rect.grown(shape.stroke.width / 2 if shape.stroke else 0.0)
        case Icon():
            return shape.rect
        case Line():
            xs, ys = [p[0] for p in shape.points], [p[1] for p in shape.points]
            grown = shape.stroke.width if shape.stroke else 0.0
            return Rect(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(grown)
        case Text():
            return Rect(
                text_left(shape), shape.y - shape.size, text_width(shape) + 2, shape.size * 1.4
            ).grown(HALO_WIDTH / 2 if shape.halo else 0.0)
        case Group():
            return shape.clip or extent(shape.shapes)
