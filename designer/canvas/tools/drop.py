"""Where a release would put what is dragged: which box, open or closed (C7)."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from designer.canvas.tools.stage import Pointer, Stage
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed
from designer.layout.sizes import PADDING
from designer.model.nodes import Area, Box, Note

STICKY = 24  # scene units around the present parent's content within which it is kept
SPRING_MS = 600


@dataclass(frozen=True)
class Drop:
    """The container that a release would put things into; `closed` if that is a box drawn closed."""

    container: Path
    closed: bool = False


class DropFinder:
    """Finds the container under the pointer during a gesture; opens a closed box hovered long enough.

    `home` is where the things are now (None for new ones), `moved` what is dragged: never its own target.
    """

    def __init__(
        self, stage: Stage, moved: Collection[Path], home: Path | None, again: Callable[[], None]
    ) -> None:
        self._stage = stage
        self._moved = frozenset(moved)
        self._home = home
        self._again = again
        self._hovered: Path | None = None
        self._stop: Callable[[], None] | None = None
        self._sprung: list[Path] = []
        self._outwards = 0
        self._first: Path | None = None
        self._stays = content_of(stage.scene.nodes.get(home)) if home is not None else None

    def find(self, pointer: Pointer) -> Drop:
        """What holds the pointer, or one of the boxes around that if somebody has gone on to it."""
        drop = self._innermost(pointer)
        if drop.container != self._first:
            self._first, self._outwards = drop.container, 0
        return drop if not self._outwards else Drop(drop.container[: -self._outwards])

    def next(self) -> bool:
        """Goes on to the box (or the level) around; after the last it begins anew, and is False."""
        around = len(self._first or ()) - len(self._stage.level)
        self._outwards = self._outwards + 1 if self._outwards < around else 0
        return self._outwards > 0

    @property
    def is_chosen(self) -> bool:
        """Whether somebody has gone on to another box than the one that holds the pointer."""
        return self._outwards > 0

    def _innermost(self, pointer: Pointer) -> Drop:
        """What holds the pointer; the present parent while it is near, or while Space says "only move"."""
        if self._home is not None and pointer.modifiers.space:
            self._hover(None)
            return Drop(self._home)
        self._close_left(pointer.scene)
        closed = self._closed_box(pointer.scene)
        self._hover(closed)
        found = closed or self._stage.container_at(pointer.scene, self._moved)
        if self._home is not None and self._sticks(self._home, found, pointer.scene):
            return Drop(self._home)
        return Drop(found, closed is not None)

    def end(self) -> None:
        """Closes what it opened."""
        self._first = None
        self._hover(None)
        if self._sprung:
            self._sprung.clear()
            self._stage.spring(())

    def _closed_box(self, at: Point) -> Path | None:
        for placed in self._stage.nodes_at(at):
            if self._is_moved(placed.path) or not placed.rect.holds(*at):
                continue
            if isinstance(placed.node, Box) and placed.node.file is None:
                return None if placed.open else placed.path
        return None

    def _is_moved(self, path: Path) -> bool:
        return any(path[: len(moved)] == moved for moved in self._moved)

    def _sticks(self, home: Path, found: Path, at: Point) -> bool:
        deeper = found[: len(home)] == home
        return self._stays is not None and not deeper and self._stays.grown(STICKY).holds(*at)

    def _hover(self, box: Path | None) -> None:
        if box == self._hovered:
            return
        if self._stop is not None:
            self._stop()
        self._hovered = box
        self._stop = self._stage.later(SPRING_MS, self._spring) if box is not None else None

    def _spring(self) -> None:
        self._stop = None
        if self._hovered is None:
            return
        self._sprung.append(self._hovered)
        self._hovered = None
        self._stage.spring([path[-1] for path in self._sprung])
        self._again()

    def _close_left(self, at: Point) -> None:
        kept = [path for path in self._sprung if self._holds(path, at)]
        if len(kept) != len(self._sprung):
            self._sprung = kept
            self._stage.spring([path[-1] for path in kept])

    def _holds(self, path: Path, at: Point) -> bool:
        placed = self._stage.scene.nodes.get(path)
        return placed is not None and placed.rect.grown(STICKY).holds(*at)


def stands_at(stage: Stage, container: Path, at: Point, without: Collection[Path] = ()) -> bool:
    """Whether something of a container stands at a point that nothing else should be dropped on (T43)."""
    return any(
        placed.path[:-1] == container
        and placed.path not in without
        and not placed.open
        and not isinstance(placed.node, Area | Note)
        for placed in stage.nodes_at(at)
    )


def content_of(placed: Placed | None) -> Rect | None:
    """The content rectangle of an open box; None for the level, which has no border."""
    if placed is None:
        return None
    rect, top = placed.rect, placed.header
    return Rect(rect.x + PADDING, rect.y + top, rect.w - 2 * PADDING, rect.h - top - PADDING)
