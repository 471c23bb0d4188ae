"""What a gesture tries out: shown with the next painting, sketched while it moves, and true once it rests."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QTimer

from designer.canvas.diagram import Diagram
from designer.editing.draft import Draft
from designer.layout.geometry import Point
from designer.layout.scene import Path

PAUSE_MILLISECONDS = 150  # after which a gesture rests


class Canvas(Protocol):
    """What trying needs of the surface."""

    diagram: Diagram

    @property
    def selection(self) -> frozenset[Path]:
        """Selected nodes and flows."""

    def timer(self, milliseconds: int, act: Callable[[], object]) -> QTimer:
        """A timer that goes off once each time it is started."""

    def refresh(self) -> None:
        """Paints soon what has changed."""


@dataclass(frozen=True)
class Tried:
    """A document as a draft would make it, items under the pointer, and what of it is held."""

    draft: Draft | None
    live: Mapping[Path, Point]
    held: Collection[Path]


class Trying:
    """Shows on one surface what a release would do."""

    def __init__(self, canvas: Canvas) -> None:
        self._canvas = canvas
        self._next: Tried | None = None
        self._shown: Tried | None = None  # the last one that was painted
        self._pausing = canvas.timer(PAUSE_MILLISECONDS, self._pause)

    def show(self, tried: Tried) -> None:
        """Shows this instead of what is tried out now."""
        last, diagram = self._next or self._shown, self._canvas.diagram
        if last == tried and diagram.layers:
            if self._next is None and diagram.sketches:
                self._pausing.start()
            return
        self._next = tried
        self._canvas.refresh()

    def end(self) -> None:
        """Nothing is tried out any more, or it is shown by other means."""
        self._next = self._shown = None
        self._canvas.refresh()

    def moving(self, moves: bool) -> None:
        """Whether what is tried out moves, and so is only sketched until it rests."""
        self._canvas.diagram.sketches = moves
        self._pausing.stop()

    def _pause(self) -> None:
        """What is tried out rests: all of it is led as a release would."""
        self._canvas.diagram.sketches = False
        self._next = self._next or self._shown
        self._canvas.refresh()

    def catch_up(self) -> None:
        """Shows the last one since the last painting; nobody would have seen the ones before."""
        if self._next is None:
            return
        tried, self._shown, self._next = self._next, self._next, None
        change = tried.draft.change if tried.draft is not None else None
        document = tried.draft.document if tried.draft is not None and change else None
        held = {path[-1] for path in (*self._canvas.selection, *tried.held)}
        diagram = self._canvas.diagram
        diagram.preview(document, tried.live, change.ids & held if change is not None else ())
        if diagram.sketches:
            self._pausing.start()
