"""Lining up and spacing out: where rectangles go, by name of the alignment."""

from collections.abc import Callable, Sequence
from typing import Literal

from designer.layout.geometry import Point, Rect, bounds

Alignment = Literal["left", "center", "right", "top", "middle", "bottom"]
ALIGNMENTS: tuple[Alignment, ...] = ("left", "center", "right", "top", "middle", "bottom")
Axis = Literal["horizontally", "vertically"]
AXES: tuple[Axis, ...] = ("horizontally", "vertically")

_PLACES: dict[Alignment, Callable[[Rect, Rect], Point]] = {
    "left": lambda frame, rect: Point(frame.x, rect.y),
    "center": lambda frame, rect: Point(frame.center.x - rect.w / 2, rect.y),
    "right": lambda frame, rect: Point(frame.right - rect.w, rect.y),
    "top": lambda frame, rect: Point(rect.x, frame.y),
    "middle": lambda frame, rect: Point(rect.x, frame.center.y - rect.h / 2),
    "bottom": lambda frame, rect: Point(rect.x, frame.bottom - rect.h),
}


def aligned(rects: Sequence[Rect], alignment: Alignment) -> list[Point]:
    """The corners of rectangles lined up on an edge or the middle of the frame around them."""
    frame = bounds(rects)
    return [] if frame is None else [_PLACES[alignment](frame, rect) for rect in rects]


def distributed(rects: Sequence[Rect], axis: Axis) -> list[Point]:
    """The corners of rectangles with equal gaps between them; the outermost stay."""
    across = axis == "horizontally"
    order = sorted(range(len(rects)), key=lambda i: rects[i].center.x if across else rects[i].center.y)
    frame = bounds(rects)
    if frame is None or len(rects) < 3:
        return [Point(rect.x, rect.y) for rect in rects]
    room = frame.w - sum(rect.w for rect in rects) if across else frame.h - sum(rect.h for rect in rects)
    gap = room / (len(rects) - 1)
    places = [Point(rect.x, rect.y) for rect in rects]
    at = frame.x if across else frame.y
    for index in order:
        rect = rects[index]
        places[index] = Point(at, rect.y) if across else Point(rect.x, at)
        at += (rect.w if across else rect.h) + gap
    return places
