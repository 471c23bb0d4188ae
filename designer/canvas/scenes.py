"""Scenes of documents that a gesture tries out: unfolded once, however many ask for them."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from designer.layout.scene import Path, Scene
from designer.model.document import Document

KEPT = 6


@dataclass(frozen=True, eq=False)
class _Kept:
    document: Document
    level: Path
    opened: frozenset[str]
    sketch: bool
    scene: Scene

    def shows(self, level: Path, opened: frozenset[str], sketch: bool) -> bool:
        is_open = self.opened is opened or self.opened == opened
        return self.sketch is sketch and is_open and self.level == level

    def is_of(self, document: Document) -> bool:
        ours = self.document
        return (
            ours.nodes is document.nodes
            and ours.flows is document.flows
            and ours.workflows is document.workflows
            and ours.roles is document.roles
            and ours.root == document.root
        )


class Scenes:
    """The last few scenes asked for. A tool, the preview and the growing of boxes ask for the same ones."""

    def __init__(self, unfolded: Callable[[Document, Path, frozenset[str], bool], Scene]) -> None:
        self._unfolded = unfolded
        self._kept: deque[_Kept] = deque(maxlen=KEPT)

    def of(self, document: Document, level: Path, opened: frozenset[str], sketch: bool) -> Scene:
        """The scene of a document's level with some boxes open, or a sketch of it."""
        for kept in self._kept:
            if kept.shows(level, opened, sketch) and kept.is_of(document):
                self._kept.remove(kept)
                break
        else:
            scene = self._unfolded(document, level, opened, sketch)
            kept = _Kept(document, level, opened, sketch, scene)
        self._kept.append(kept)  # the one asked for least lately is the first to go
        return kept.scene

    def latest(self, level: Path, opened: frozenset[str]) -> Scene | None:
        """The last true scene of the same view: what is tried next differs least from it."""
        shown = (kept.scene for kept in reversed(self._kept) if kept.shows(level, opened, sketch=False))
        return next(shown, None)

    def clear(self) -> None:
        """Forgets them: the scene that they were made from is another now."""
        self._kept.clear()
