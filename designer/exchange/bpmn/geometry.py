"""Shapes that stand for ours: circles for the pills of triggers and outcomes, gateways behind boxes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from designer.exchange.bpmn.plan import Plan
from designer.layout import text
from designer.layout.geometry import Point, Rect, Side, bounds
from designer.layout.scene import Placed, words_of
from designer.layout.text import LINE, META
from designer.model.nodes import Outcome, Trigger

LABEL = 90.0  # how wide readers of BPMN write names beside events
SMALL = 24.0  # the size of a gateway that only BPMN needs
_GAP, _STUB = 4.0, 20.0


def event_rect(rect: Rect, docks: Sequence[Point]) -> Rect:
    """The circle of an event in a pill: as high as that, at the end where its flows are.

    Others draw events as circles, and flows have to end on them. Where that cannot be, it is the whole pill.
    """
    size = rect.h
    levels = {dock.x for dock in docks}
    if size > rect.w or len(levels) > 1:
        return rect
    at = next(iter(levels), rect.x)
    return Rect(min(max(at - size / 2, rect.x), rect.right - size), rect.y, size, size)


def words_beside(placed: Placed, shape: Rect, *, is_entered: bool = False) -> Rect | None:
    """Where a name is written that does not stand on its shape; over what leads there if it `is_entered`."""
    node, pill = placed.node, placed.rect
    if not isinstance(node, Trigger | Outcome):
        return words_of(placed)
    if not node.name:
        return None
    height = LINE[META] * (len(text.wrap(node.name, LABEL, META, 400, 4)) or 1)
    is_right = shape.right == pill.right and shape != pill
    left = shape.x - _GAP - LABEL if is_right else shape.right + _GAP
    top = pill.center.y - height - (_GAP if is_entered else -height / 2)
    return Rect(left, top, LABEL, height)


# Gateways that only BPMN needs


def fork_rect(rect: Rect, starts: Sequence[Point]) -> tuple[Rect, tuple[Point, Point]]:
    """A gateway on the border of a node, and the short line that leads there along the border.

    It reaches from the first to the last of the flows that leave on the side where most do, so that they
    begin at its corners; one that leaves alone begins at the corner of a gateway inside of the border.
    """
    side = max(_SIDES, key=lambda each: sum(_lies_on(rect, each, start) for start in starts))
    found = [start for start in starts if _lies_on(rect, side, start)] or [rect.center]
    is_level = side in ("top", "bottom")
    along = [start.x if is_level else start.y for start in found]
    low, high = min(along), max(along)
    if low == high:
        return _inside(rect, side, found[0])
    across = found[0].y if is_level else found[0].x
    begin = max(rect.x if is_level else rect.y, low - _STUB)
    if is_level:
        return Rect(low, across - SMALL / 2, high - low, SMALL), (Point(begin, across), Point(low, across))
    return Rect(across - SMALL / 2, low, SMALL, high - low), (Point(across, begin), Point(across, low))


_SIDES: tuple[Side, ...] = ("right", "bottom", "top", "left")


def _lies_on(rect: Rect, side: Side, point: Point) -> bool:
    match side:
        case "left":
            return point.x == rect.x
        case "right":
            return point.x == rect.right
        case "top":
            return point.y == rect.y
    return point.y == rect.bottom


def _inside(rect: Rect, side: Side, at: Point) -> tuple[Rect, tuple[Point, Point]]:
    half = SMALL / 2
    inward = {"left": (half, 0.0), "right": (-half, 0.0), "top": (0.0, half), "bottom": (0.0, -half)}[side]
    middle = at + inward
    shape = Rect(middle.x - half, middle.y - half, SMALL, SMALL)
    if side in ("left", "right"):
        return shape, (Point(middle.x, rect.y), Point(middle.x, shape.y))
    return shape, (Point(rect.x, middle.y), Point(shape.x, middle.y))


def fork_words(shape: Rect) -> Rect:
    """Where the question of such a gateway is written: below it and below outcomes, inside of its node."""
    below = _STUB if shape.h > 2 * SMALL else _GAP
    return Rect(shape.right - LABEL - SMALL / 2, shape.bottom + below, LABEL, LINE[META])


class EntryPlaces(NamedTuple):
    """Where a start with its gateway stands, and the lines from there to the gateway and to each trigger."""

    start: Rect
    gateway: Rect
    link: tuple[Point, Point]
    links: Mapping[str, tuple[Point, Point]]


def entry_places(pills: Mapping[str, Rect]) -> EntryPlaces:
    """Left of triggers that stand in a column, above those in a row; `pills` by their ids.

    The gateway reaches from the first to the last of them, so that straight lines lead on.
    """
    middles = {
        key: event_rect(pill, [Point(pill.right, pill.center.y)]).center for key, pill in pills.items()
    }
    xs, ys = [middle.x for middle in middles.values()], [middle.y for middle in middles.values()]
    if max(ys) - min(ys) >= max(xs) - min(xs):
        x = min(pill.x for pill in pills.values()) - _STUB
        gateway = Rect(x - SMALL / 2, min(ys), SMALL, max(max(ys) - min(ys), SMALL))
        start = Rect(gateway.x - _STUB - SMALL, gateway.center.y - SMALL / 2, SMALL, SMALL)
        link = (Point(start.right, start.center.y), Point(gateway.x, start.center.y))
        ends = {key: Point(middle.x - pills[key].h / 2, middle.y) for key, middle in middles.items()}
        return EntryPlaces(start, gateway, link, {key: (Point(x, end.y), end) for key, end in ends.items()})
    y = min(pill.y for pill in pills.values()) - _STUB
    gateway = Rect(min(xs), y - SMALL / 2, max(xs) - min(xs), SMALL)
    start = Rect(gateway.center.x - SMALL / 2, gateway.y - _STUB - SMALL, SMALL, SMALL)
    link = (Point(start.center.x, start.bottom), Point(start.center.x, gateway.y))
    ends = {key: Point(middle.x, pills[key].y) for key, middle in middles.items()}
    return EntryPlaces(start, gateway, link, {key: (Point(end.x, y), end) for key, end in ends.items()})


def pool_rect(plan: Plan, placed: Sequence[Placed], points: Sequence[Point], lanes: Sequence[Rect]) -> Rect:
    """The pool of a process: its lanes, or all of it with room around; and its head at the left."""
    if lanes:
        around = bounds(lanes)
    else:
        rects = [each.rect for each in placed if not plan.is_party(each.node)]
        inner = bounds([*rects, *(Rect(x, y, 0.0, 0.0) for x, y in points)])
        around = None if inner is None else inner.grown(_POOL)
    around = around or Rect(0.0, 0.0, 320.0, 180.0)
    return Rect(around.x - _HEAD, around.y, around.w + _HEAD, around.h)


_POOL, _HEAD = 20.0, 30.0
