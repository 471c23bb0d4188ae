"""The scene on show, kept in step with the document, and the picture of it."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from designer.canvas.arrays import SceneArrays
from designer.canvas.backing import Backing
from designer.canvas.faces import Faces, boxes_around
from designer.canvas.floating import Difference, difference
from designer.canvas.painter import ScenePainter
from designer.canvas.rows import Rows
from designer.canvas.scenes import Scenes
from designer.canvas.spoiling import MANY_PARTS, names_shown, spoil, spoil_names
from designer.canvas.view import Camera
from designer.drawing.theme import Theme
from designer.layout.scene import Path, Scene
from designer.layout.shifts import shifts
from designer.layout.swimlanes.lanes import By
from designer.layout.swimlanes.view import unfold_in_lanes
from designer.layout.unfold import unfold
from designer.model.change import Change
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Box, NodeBase

GREAT = 1000  # records; after an edit of more, the scene before it is kept for when it is taken back


class Still:
    """The scene of one level of a document, and its picture; some of it may be left out."""

    def __init__(self, document: Document, theme: Theme) -> None:
        self.document = document
        self.level: Path = ()
        self.lanes: By | None = None
        self.springs: frozenset[str] = frozenset()
        self.hops = True  # whether flows hop over those that they cross
        self._open: tuple[tuple[str, ...], frozenset[str], frozenset[str]] = ((), self.springs, frozenset())
        self.faces = Faces(document, theme)
        self.painter = ScenePainter(self.faces)
        self.backing = Backing(self._draw)
        self.scene = self._unfolded(document, None)
        self.scenes = Scenes(self._tried)
        self.sketches = False  # whether what is tried out moves, and so is only sketched
        self.arrays = SceneArrays(self.scene)
        self.hidden = self._nothing()
        self._left: tuple[Document, Scene] | None = None  # what was shown before the last great edit

    def _nothing(self) -> Rows:
        return Rows.none(len(self.arrays.nodes), len(self.arrays.flows))

    def _draw(self, painter: QPainter, camera: Camera, area: QRect) -> None:
        self.painter.paint(painter, self.arrays, camera, area, self.hidden)

    def _unfolded(self, document: Document, previous: Scene | None) -> Scene:
        opened = self._opened(document)
        if self.lanes is None:
            return unfold(document, self.level, opened, previous, hops=self.hops)
        return unfold_in_lanes(document, self.level, opened, self.lanes, previous, hops=self.hops)

    def _tried(self, document: Document, level: Path, opened: frozenset[str], sketch: bool) -> Scene:
        """The scene of a document that a gesture tries out; in lanes what is there stays meanwhile."""
        if level != self.level:
            return unfold(document, level, opened, self.scenes.latest(level, opened), sketch, self.hops)
        if self.lanes is None:
            previous = self.scene if sketch else self._last(opened)
            return unfold(document, level, opened, previous, sketch, self.hops)
        return unfold_in_lanes(document, level, opened, self.lanes, self.scene, hops=self.hops, held=True)

    def _opened(self, document: Document) -> frozenset[str]:
        """Ids of the boxes to be drawn open: the same set as long as it has the same members."""
        asked, springs, opened = self._open
        if asked is not document.view.open or springs is not self.springs:
            made = frozenset(document.view.open) | self.springs
            opened = opened if made == opened else made
            self._open = (document.view.open, self.springs, opened)
        return opened

    def scene_of(self, document: Document, closed: Collection[str] = ()) -> Scene:
        """The scene of another document on this level; the boxes `closed` are drawn closed."""
        opened = self._opened(document)
        opened = opened.difference(closed) if closed else opened
        return self.scenes.of(document, self.level, opened, self.sketches)

    def content_of(self, document: Document, box: Path) -> Scene:
        """What a box holds in a document while all in it is closed."""
        is_tried = document is not self.document
        return self.scenes.of(document, box, frozenset(), self.sketches and is_tried)

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours."""
        self.faces.reset(theme)
        self.backing.spoil()

    def set_level(self, level: Path) -> None:
        """Shows the inside of another box."""
        self.level = level
        self._left = None
        self._take(self._unfolded(self.document, None))
        self.backing.spoil()

    def _take(self, scene: Scene) -> None:
        """Nothing of another scene is left out of its picture."""
        self.scene = scene
        self.scenes.clear()
        self.arrays = SceneArrays(scene, self.arrays)
        self.hidden = self._nothing()

    def show(self, document: Document, change: Change | None = None) -> bool:
        """Shows a document after an edit, or after boxes were opened; whether something is elsewhere now."""
        shown, before, arrays = self.document, self.scene, self.arrays
        self.document = self.faces.document = document
        stale = self._forget(change) if change is not None else set()
        is_great = change is not None and len(change.records) > GREAT
        scene = self._unfolded(
            document, self._nearest(document) if is_great else self._last(self._opened(document))
        )
        if change is not None:
            self._left = (shown, before) if is_great else None
        if is_great:  # quicker than finding out what is not elsewhere
            self._take(scene)
            self.backing.spoil()
            return True
        names_before = names_shown(self.backing, arrays)
        boxes = shifts(before, scene)
        found = difference(before, scene, boxes)
        found |= Difference(frozenset(boxes))
        if found or stale:
            self._take(scene)
        else:
            self.scene = scene
            self.scenes.clear()
        if len(found.nodes) > MANY_PARTS or before.lanes != scene.lanes:
            self.backing.spoil()
        else:
            for each in (arrays, self.arrays):
                rows = each.rows(found.nodes, found.flows)
                spoil(self.backing, each, rows | each.named(stale))
            spoil_names(self.backing, names_before ^ names_shown(self.backing, self.arrays))
        return bool(found)

    def _last(self, opened: frozenset[str]) -> Scene:
        """The true scene that was made last: a gesture commits what it has tried out at its end."""
        tried = None if self.lanes is not None else self.scenes.latest(self.level, opened)
        return tried or self.scene

    def _nearest(self, document: Document) -> Scene:
        """The scene to set out from: that of before the last great edit, if this takes it back."""
        if self._left is not None and _is_same(self._left[0], document):
            return self._left[1]
        return self.scene

    def _forget(self, change: Change) -> set[str]:
        """Forgets looks that an edit touched; gives the ids whose looks may be others now."""
        if len(change.records) > GREAT:
            self.faces.reset()
            self.backing.spoil()
            return set(change.ids)
        workflows: set[str] = set()
        for record in (record for pair in change.records.values() for record in pair):
            if isinstance(record, NodeBase):
                workflows |= {record.workflow, record.runs} if isinstance(record, Box) else {record.workflow}
            elif record is not None and not isinstance(record, Flow):
                self.faces.reset()
                self.backing.spoil()
        touched = set(change.ids) | boxes_around(self.document, workflows)
        self.faces.forget(touched)
        return touched


def _is_same(one: Document, other: Document) -> bool:
    """Whether two documents hold the very same nodes and flows: quicker than comparing what they say."""
    pairs: tuple[tuple[Mapping[str, object], Mapping[str, object]], ...] = (
        (one.nodes, other.nodes),
        (one.flows, other.flows),
    )
    return all(
        len(ours) == len(theirs) and all(theirs.get(key) is record for key, record in ours.items())
        for ours, theirs in pairs
    )
