"""Scenes of documents that a gesture tries out: unfolded once, however many ask for them."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from designer.layout.scene import Scene
from designer.model.document import Document

KEPT = 4


@dataclass(frozen=True, eq=False)
class _Kept:
    document: Document
    opened: frozenset[str]
    sketch: bool
    scene: Scene

    def is_of(self, document: Document, opened: frozenset[str], sketch: bool) -> bool:
        ours = self.document
        return (
            self.sketch is sketch
            and ours.nodes is document.nodes
            and ours.flows is document.flows
            and ours.workflows is document.workflows
            and ours.roles is document.roles
            and ours.root == document.root
            and (self.opened is opened or self.opened == opened)
        )


class Scenes:
    """The last few scenes asked for. A tool, the preview and the growing of boxes ask for the same ones."""

    def __init__(self, unfolded: Callable[[Document, frozenset[str], bool], Scene]) -> None:
        self._unfolded = unfolded
        self._kept: deque[_Kept] = deque(maxlen=KEPT)

    def of(self, document: Document, opened: frozenset[str], sketch: bool) -> Scene:
        """The scene of a document with some boxes open, or a sketch of it."""
        for kept in self._kept:
            if kept.is_of(document, opened, sketch):
                self._kept.remove(kept)
                break
        else:
            kept = _Kept(document, opened, sketch, self._unfolded(document, opened, sketch))
        self._kept.append(kept)  # the one asked for least lately is the first to go
        return kept.scene

    @property
    def latest(self) -> Scene | None:
        """The scene that was asked for last if it is a true one: what is tried next differs least from it."""
        return self._kept[-1].scene if self._kept and not self._kept[-1].sketch else None

    def clear(self) -> None:
        """Forgets them: the scene that they were made from is another now."""
        self._kept.clear()
