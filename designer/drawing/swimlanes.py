"""The bands of the swimlane view, and their heads at the left."""

from collections.abc import Iterable, Sequence

from designer.drawing.lettering import avatar, block
from designer.drawing.shapes import Box, Group, Line, Shape, Stroke
from designer.drawing.theme import Theme, mixed
from designer.layout import text
from designer.layout.geometry import Rect
from designer.layout.swimlanes.lanes import Lane
from designer.layout.swimlanes.places import HEAD
from designer.layout.text import CAPTION, LINE, META, TITLE
from designer.layout.wording import initials, role_color
from designer.model.document import Document

RADIUS = 10.0
_PAD, _MARK, _CLEAR = 14.0, 18.0, 1.0  # of a mark: from the left, its size, from the lines above and below


def bands(lanes: Sequence[Lane], document: Document, theme: Theme) -> tuple[Shape, ...]:
    """All lanes as a frame with lines between, and their heads."""
    if not lanes:
        return ()
    first, last = lanes[0].rect, lanes[-1].rect
    whole = Rect(first.x, first.y, first.w, last.bottom - first.y)
    ground = mixed(theme.surface, theme.ground, 0.6)
    border = Stroke(theme.border, 1.0)
    made: list[Shape] = [Box(whole, RADIUS, ground)]
    made += [head(lane, lane.rect.x, document, theme, corners(lanes, lane)) for lane in lanes]
    made += [_across(lane.rect, border) for lane in lanes[1:]]
    made.append(Line(((first.x + HEAD, whole.y), (first.x + HEAD, whole.bottom)), border))
    made.append(Box(whole, RADIUS, None, border))
    return tuple(made)


def _across(rect: Rect, border: Stroke) -> Line:
    return Line(((rect.x, rect.y), (rect.right, rect.y)), border)


def corners(lanes: Sequence[Lane], lane: Lane) -> tuple[bool, bool]:
    """Whether a lane is the first, and whether the last."""
    return lane is lanes[0], lane is lanes[-1]


def head(
    lane: Lane, left: float, document: Document, theme: Theme, ends: tuple[bool, bool] = (False, False)
) -> Group:
    """Whose lane it is, from `left`; `ends` tells whether it is the first, and whether the last."""
    rect = Rect(left, lane.rect.y, HEAD, lane.rect.h)
    shapes = [*_ground(rect, theme, ends), *_mark(lane, rect, document, theme), *_words(lane, rect, theme)]
    return Group(tuple(shapes), f"lane/{lane.key}", f"Lane: {lane.name}")


def _ground(rect: Rect, theme: Theme, ends: tuple[bool, bool]) -> Iterable[Shape]:
    """Square where it meets other heads and the band, round at the outer corners."""
    fill = mixed(theme.sunken, theme.surface, 0.7)
    yield Box(rect, RADIUS if any(ends) else 0.0, fill)
    if any(ends):
        yield Box(Rect(rect.x + RADIUS, rect.y, rect.w - RADIUS, rect.h), 0.0, fill)
    if ends[0] != ends[1]:
        square = rect.y + RADIUS if ends[0] else rect.y
        yield Box(Rect(rect.x, square, rect.w, rect.h - RADIUS), 0.0, fill)


def _mark(lane: Lane, rect: Rect, document: Document, theme: Theme) -> Iterable[Shape]:
    """The role's initials on its colour, as its tasks show them."""
    if lane.key in document.roles and rect.h >= _MARK + 2 * _CLEAR:
        tone = theme.document_color(role_color(document.roles, lane.key))
        top = rect.y + (rect.h - _MARK) / 2
        yield from avatar(rect.x + _PAD, top, initials(lane.name), tone)


def _words(lane: Lane, rect: Rect, theme: Theme) -> Iterable[Shape]:
    """Its name on two lines at most, and how many may work there, as far as there is room."""
    left = rect.x + _PAD + (_MARK + 9 if lane.roles and not lane.key.startswith("#") and lane.key else 0.0)
    room = rect.right - 10 - left
    if rect.h < LINE[CAPTION] - 2:
        return
    if lane.is_empty:
        lines = text.wrap(lane.name, room, CAPTION, 400, 1)
        yield from block(lines, left, rect.center.y - LINE[CAPTION] / 2, CAPTION, theme.quiet)
        return
    lines = text.wrap(lane.name, room, TITLE, 600, 2 if rect.h >= 2 * LINE[TITLE] else 1)
    below = detail(lane) if rect.h >= (len(lines) + 1) * LINE[TITLE] else ""
    height = len(lines) * LINE[TITLE] + (LINE[META] + 1 if below else 0.0)
    top = rect.center.y - height / 2
    yield from block(lines, left, top, TITLE, theme.text, 600)
    if below:
        words = text.wrap(below, room, META, 400, 1)
        yield from block(words, left, top + len(lines) * LINE[TITLE] + 1, META, theme.quiet)


def detail(lane: Lane) -> str:
    """How many may work in a lane at once, and of how many roles."""
    if not lane.servers:
        return ""
    servers = "1 server" if lane.servers == 1 else f"{lane.servers} servers"
    return f"{len(lane.roles)} roles, {servers}" if len(lane.roles) > 1 else servers
