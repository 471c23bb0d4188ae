"""Resizing boxes, areas and notes by their handles (C9): never smaller than what is inside."""

from collections.abc import Mapping, Sequence
from functools import cached_property

from designer.canvas.snapping import GRID, TOLERANCE
from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.places import base_corner, origin_of, rounded
from designer.canvas.tools.stage import Cursor, Feedback, Hit, Pointer, Stage
from designer.canvas.tools.staying import put_seen
from designer.editing.draft import Draft
from designer.editing.nodes import move, resize
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path
from designer.layout.sizes import MIN_OPEN, PADDING, default_size
from designer.model.nodes import Area, Boundary, Box, Size

Line = tuple[Point, Point]

_CURSORS: dict[str, Cursor] = {"n": "size-v", "s": "size-v", "e": "size-h", "w": "size-h"}
_SMALLEST = {"note": (80.0, 40.0), "area": (80.0, 60.0), "workflow": (120.0, 56.0)}


class ResizeGesture(Gesture):
    """Drags a border or a corner; with Ctrl the opposite one goes the other way."""

    def __init__(self, stage: Stage, start: Pointer, hit: Hit) -> None:
        self._stage = stage
        self._start = start.scene
        self._path = hit.path
        self._handle = hit.detail
        self._placed = stage.scene.nodes[hit.path]
        self._least = self._limits()

    def propose(self, pointer: Pointer) -> Proposal:
        """The node with its border at the pointer."""
        offset, guides = self._snapped(pointer)
        asked = self._asked(offset, both=pointer.modifiers.control)
        rect = _around(asked, self._least)
        lines, blocking = self._stops(asked)
        draft = self._stage.editor.draft()
        corner, _ = base_corner(self._stage, self._path[:-1], self._placed.node, rect)
        if rect.x == self._placed.rect.x and rect.y == self._placed.rect.y:
            corner = Point(*self._placed.node.at)
        size, slack = self._stored(rect, corner)
        resize(draft, self._path[-1], Rect(*corner, *size), open=self._placed.open)
        sized = draft.node(self._path[-1])
        if isinstance(sized, Area):
            draft.put(sized.reaching(slack))
        self._hold_content(draft, rect)
        self._hold_corner(draft, rect)
        return Proposal(
            title="Resize",
            draft=draft,
            feedback=Feedback(
                readout=f"{rect.w:.0f} \u00d7 {rect.h:.0f}",
                guides=guides if rect == asked else lines,
                bands=() if rect == asked or blocking else (self._least,),
                outlined=blocking,
            ),
            cursor=_CURSORS.get(self._handle, "size-f" if self._handle in ("nw", "se") else "size-b"),
            status="Ctrl resizes from the middle · Esc cancels"
            if rect == asked
            else "As small as its content allows",
            marks=frozenset({self._path}),
            select=frozenset({self._path}),
        )

    def _stored(self, rect: Rect, corner: Point) -> tuple[Size, Point]:
        """How large it is with every box closed, and the slack of its lower right corner.

        Open boxes stretch an area with what it frames.
        """
        if not isinstance(self._placed.node, Area) or not self._is_pushed:
            return (rect.w, rect.h), Point(0.0, 0.0)
        container = self._path[:-1]
        _, slack = self._stage.to_base(container, Point(rect.x, rect.y))
        far, rest = self._stage.to_base(container, Point(rect.right, rect.bottom))
        least = _SMALLEST["area"]
        w, wide = (rect.w, 0.0) if slack.x else (max(far.x - corner.x, least[0]), rest.x)
        h, high = (rect.h, 0.0) if slack.y else (max(far.y - corner.y, least[1]), rest.y)
        return (w, h), rounded(Point(wide, high), 2)

    @cached_property
    def _is_pushed(self) -> bool:
        """Whether open boxes beside it may push it."""
        stage, home = self._stage, self._path[:-1]
        if self._placed.open or (stage.lanes is not None and home == stage.level):
            return False
        return any(placed.open and path[:-1] == home for path, placed in stage.scene.nodes.items())

    def _hold_corner(self, draft: Draft, rect: Rect) -> None:
        """Its upper left corner is seen where it is asked for, though its middle has moved."""
        if self._is_pushed:
            corner = Point(rect.x, rect.y) - origin_of(self._stage.scene, self._path[:-1])
            put_seen(self._stage, draft, {self._path: corner})

    def _hold_content(self, draft: Draft, rect: Rect) -> None:
        """What is inside an open box stays where it is seen when its upper left corner moves."""
        old, box, origin = self._placed.rect, self._placed.node, self._placed.content
        if origin is not None and isinstance(box, Box) and (rect.x, rect.y) != (old.x, old.y):
            inside = [node.id for node in draft.nodes_in(box.runs)]
            # From now on its coordinates begin in the corner, for its content keeps the padding by itself.
            move(draft, inside, origin.x - rect.x, origin.y - rect.y - self._placed.header)

    def _asked(self, offset: Point, *, both: bool) -> Rect:
        """The rectangle that the pointer asks for; with `both`, the opposite borders go the other way."""
        (dx, dy), old = offset, self._placed.rect
        left, top, right, bottom = old.x, old.y, old.right, old.bottom
        if "w" in self._handle or (both and "e" in self._handle):
            left += dx if "w" in self._handle else -dx
        if "e" in self._handle or (both and "w" in self._handle):
            right += dx if "e" in self._handle else -dx
        if "n" in self._handle or (both and "s" in self._handle):
            top += dy if "n" in self._handle else -dy
        if "s" in self._handle or (both and "n" in self._handle):
            bottom += dy if "s" in self._handle else -dy
        return Rect(left, top, right - left, bottom - top)

    def _snapped(self, pointer: Pointer) -> tuple[Point, tuple[Line, ...]]:
        """The offset that puts the border in line with a neighbour's, else on the grid; and the lines."""
        offset, old = pointer.scene - self._start, self._placed.rect
        if pointer.modifiers.free:
            return offset, ()
        x, y = offset
        if self._stage.habits.snaps_to_grid:
            x, y = round(x / GRID) * float(GRID), round(y / GRID) * float(GRID)
        guides: list[Line] = []
        across = self._caught(offset.x, self._edges[0], {"w": old.x, "e": old.right})
        if across is not None:
            x = across[0]
            guides.append((Point(across[1], old.y), Point(across[1], old.bottom)))
        down = self._caught(offset.y, self._edges[1], {"n": old.y, "s": old.bottom})
        if down is not None:
            y = down[0]
            guides.append((Point(old.x, down[1]), Point(old.right, down[1])))
        return Point(x, y), tuple(guides)

    def _caught(
        self, pull: float, edges: Sequence[float], borders: Mapping[str, float]
    ) -> tuple[float, float] | None:
        """How far the border that is dragged goes to lie on the nearest of some edges, and that edge."""
        border = next((place for side, place in borders.items() if side in self._handle), None)
        if border is None or not edges or not self._stage.habits.snaps_to_guides:
            return None
        near = min(edges, key=lambda edge: abs(edge - border - pull))
        is_near = abs(near - border - pull) <= TOLERANCE / self._stage.zoom
        return (near - border, near) if is_near else None

    @cached_property
    def _edges(self) -> tuple[list[float], list[float]]:
        """Where the visible neighbours have their borders, across and down."""
        rects = [
            placed.rect
            for path, placed in self._stage.scene.nodes.items()
            if path[:-1] == self._path[:-1]
            and path != self._path
            and not isinstance(placed.node, Boundary)
            and placed.rect.overlaps(self._stage.visible)
        ]
        across = [edge for rect in rects for edge in (rect.x, rect.right)]
        return across, [edge for rect in rects for edge in (rect.y, rect.bottom)]

    def _stops(self, asked: Rect) -> tuple[tuple[Line, ...], frozenset[Path]]:
        """The lines of the content at which the border stops, and what of the content lies there."""
        inside = self._content()
        if inside is None:
            return (), frozenset()
        least = self._least
        sides = (
            (asked.x > least.x, "x", inside.x),
            (asked.right < least.right, "right", inside.right),
            (asked.y > least.y, "y", inside.y),
            (asked.bottom < least.bottom, "bottom", inside.bottom),
        )
        lines: list[Line] = []
        blocking: set[Path] = set()
        for stopped, side, place in sides:
            if not stopped:
                continue
            upright = side in ("x", "right")
            across = (Point(inside.x, place), Point(inside.right, place))
            lines.append((Point(place, inside.y), Point(place, inside.bottom)) if upright else across)
            blocking |= {path for path, rect in self._children() if getattr(rect, side) == place}
        return tuple(lines), frozenset(blocking)

    def _limits(self) -> Rect:
        """The smallest rectangle, placed so that it lies within the present one and around the content."""
        rect, node = self._placed.rect, self._placed.node
        inside = self._content()
        if inside is not None:
            left = min(inside.x - PADDING, rect.right - MIN_OPEN[0])
            top = min(inside.y - PADDING - self._placed.header, rect.bottom - MIN_OPEN[1])
            right = max(inside.right + PADDING, left + MIN_OPEN[0])
            bottom = max(inside.bottom + PADDING, top + MIN_OPEN[1])
            return Rect(left, top, right - left, bottom - top)
        width, height = MIN_OPEN if self._placed.open else _SMALLEST.get(node.kind, default_size(node.kind))
        width, height = min(width, rect.w), min(height, rect.h)
        x = rect.right - width if "w" in self._handle else rect.x
        y = rect.bottom - height if "n" in self._handle else rect.y
        return Rect(x, y, width, height)

    def _content(self) -> Rect | None:
        return bounds(rect for _, rect in self._children()) if self._placed.open else None

    def _children(self) -> list[tuple[Path, Rect]]:
        nodes = self._stage.scene.nodes
        return [(path, placed.rect) for path, placed in nodes.items() if path[:-1] == self._path]


def _around(asked: Rect, least: Rect) -> Rect:
    """The smallest rectangle that holds both."""
    left, right = min(asked.x, least.x), max(asked.right, least.right)
    top, bottom = min(asked.y, least.y), max(asked.bottom, least.bottom)
    return Rect(left, top, right - left, bottom - top)
