"""Resizing boxes, areas and notes by their handles (C9): never smaller than what is inside."""

from designer.canvas.snapping import GRID
from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.places import base_corner
from designer.canvas.tools.stage import Cursor, Feedback, Hit, Modifiers, Pointer, Stage
from designer.editing.draft import Draft
from designer.editing.nodes import move, resize
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.sizes import MIN_OPEN, PADDING, default_size
from designer.model.nodes import Box

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
        rect, stopped = self._rect(pointer)
        draft = self._stage.editor.draft()
        corner, _ = base_corner(self._stage, self._path[:-1], self._placed.node, rect)
        if rect.x == self._placed.rect.x and rect.y == self._placed.rect.y:
            corner = Point(*self._placed.node.at)
        resize(draft, self._path[-1], Rect(*corner, rect.w, rect.h), open=self._placed.open)
        self._hold_content(draft, rect)
        return Proposal(
            title="Resize",
            draft=draft,
            feedback=Feedback(readout=f"{rect.w:.0f} \u00d7 {rect.h:.0f}", bands=stopped),
            cursor=_CURSORS.get(self._handle, "size-f" if self._handle in ("nw", "se") else "size-b"),
            status="Ctrl resizes from the middle · Esc cancels"
            if not stopped
            else "As small as its content allows",
            marks=frozenset({self._path}),
            select=frozenset({self._path}),
        )

    def _hold_content(self, draft: Draft, rect: Rect) -> None:
        """What is inside an open box stays where it is seen when its upper left corner moves."""
        old, box, origin = self._placed.rect, self._placed.node, self._placed.content
        if origin is not None and isinstance(box, Box) and (rect.x, rect.y) != (old.x, old.y):
            inside = [node.id for node in draft.nodes_in(box.runs)]
            # From now on its coordinates begin in the corner, for its content keeps the padding by itself.
            move(draft, inside, origin.x - rect.x, origin.y - rect.y - self._placed.header)

    def _rect(self, pointer: Pointer) -> tuple[Rect, tuple[Rect, ...]]:
        dx, dy = self._snapped(pointer.scene - self._start, pointer.modifiers)
        old = self._placed.rect
        left, top, right, bottom = old.x, old.y, old.right, old.bottom
        both = pointer.modifiers.control
        if "w" in self._handle or (both and "e" in self._handle):
            left += dx if "w" in self._handle else -dx
        if "e" in self._handle or (both and "w" in self._handle):
            right += dx if "e" in self._handle else -dx
        if "n" in self._handle or (both and "s" in self._handle):
            top += dy if "n" in self._handle else -dy
        if "s" in self._handle or (both and "n" in self._handle):
            bottom += dy if "s" in self._handle else -dy
        least = self._least
        asked = Rect(left, top, right - left, bottom - top)
        left, right = min(left, least.x), max(right, least.right)
        top, bottom = min(top, least.y), max(bottom, least.bottom)
        got = Rect(left, top, right - left, bottom - top)
        return got, (() if got == asked else (least,))

    def _snapped(self, offset: Point, modifiers: Modifiers) -> Point:
        if modifiers.free or not self._stage.habits.snaps_to_grid:
            return offset
        return Point(round(offset.x / GRID) * GRID, round(offset.y / GRID) * GRID)

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
        if not self._placed.open:
            return None
        inner = (placed.rect for path, placed in self._stage.scene.nodes.items() if path[:-1] == self._path)
        return bounds(inner)
