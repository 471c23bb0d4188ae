"""A widget that shows one level of a document: follows its editor, opens and enters boxes, selects."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QRectF, Signal
from PySide6.QtWidgets import QWidget

from designer.canvas.animation import Opening
from designer.canvas.navigation import level_exists, nearest_level, way_to
from designer.canvas.recollection import Recollection
from designer.canvas.viewing import Viewing
from designer.drawing.theme import Theme
from designer.editing.editor import Editor
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path, Scene
from designer.layout.swimlanes.lanes import By
from designer.layout.swimlanes.view import to_base_in_lanes
from designer.layout.unfold import to_base
from designer.model.change import Change
from designer.model.document import Document, View
from designer.model.flow import Flow
from designer.model.nodes import Box, NodeBase
from designer.model.workflow import Workflow

MANY = 200


class Showing(Viewing):
    """Shows a document and follows its editor; it edits nothing itself."""

    selectionChanged = Signal()  # noqa: N815  # Qt's way
    levelChanged = Signal()  # noqa: N815
    lanesChanged = Signal()  # noqa: N815
    sceneChanged = Signal()  # noqa: N815

    def __init__(self, editor: Editor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editor, theme, parent)
        self.opening = Opening(self, self)
        self.recollection = Recollection()
        self._selection: frozenset[Path] = frozenset()
        listening = [editor.changed.connect(self._edited), editor.viewed.connect(self._viewed)]
        self.destroyed.connect(lambda: [stop() for stop in listening])

    # What is seen

    def scene_of(self, document: Document, closed: Collection[str] = ()) -> Scene:
        """The geometry that a document would have here; the boxes `closed` drawn closed."""
        return self.diagram.scene_of(document, closed)

    def content_of(self, document: Document, box: Path) -> Scene:
        """The geometry that the content of a box would have while all in it is closed."""
        return self.diagram.content_of(document, box)

    @property
    def sketches(self) -> bool:
        """Whether what is tried out moves, and so is only sketched."""
        return self.diagram.sketches

    @property
    def lanes(self) -> By | None:
        """Whose lanes the level is shown in; None while it is shown as it was drawn."""
        return self.diagram.lanes

    def set_lanes(self, by: By | None) -> None:
        """Shows every level in lanes, or as it was drawn. Nothing of the document changes."""
        if by == self.lanes:
            return
        self.opening.finish()
        self.navigation.remember()
        before = self.scene
        self.diagram.lanes = by
        self.diagram.show(self.editor.document)
        self.navigation.recall()
        self.opening.start(before)
        self._after_scene()
        self.lanesChanged.emit()

    @property
    def shows_grid(self) -> bool:
        """Whether the grid is drawn."""
        return self.diagram.painter.shows_grid

    @shows_grid.setter
    def shows_grid(self, shown: bool) -> None:
        self.diagram.painter.shows_grid = shown
        self.diagram.backing.spoil()
        self.update()

    @property
    def hops_over(self) -> bool:
        """Whether flows hop over those that they cross."""
        return self.diagram.hops

    @hops_over.setter
    def hops_over(self, hops: bool) -> None:
        if hops != self.diagram.hops:
            self.diagram.hops = hops
            self.diagram.settle()
            self.diagram.show(self.editor.document)
            self._after_scene()

    def workflow_of(self, container: Path) -> str:
        """The workflow drawn inside a container (the level itself or an open box)."""
        placed = self.scene.nodes.get(container)
        return (
            placed.node.runs if placed is not None and isinstance(placed.node, Box) else self.scene.workflow
        )

    def to_base(self, container: Path, at: Point) -> tuple[Point, Point]:
        """A scene point in the coordinates of a container with its boxes closed, and the slack (C11)."""
        if self.lanes is not None and container == self.level:
            return to_base_in_lanes(self.scene, self.editor.document, at), Point(0.0, 0.0)
        return to_base(self.scene, container, at.x, at.y)

    # Following the editor

    def _edited(self, change: Change) -> None:
        self.recollection.note(self.editor.history, self._selection)
        self.navigation.hold()
        self.opening.finish()
        self.diagram.settle()
        document = self.editor.document
        level = nearest_level(self.editor, self.level)
        if level != self.level:
            self.diagram.document = document
            self.diagram.faces.document = document
            self.diagram.faces.reset()
            self.go(level)
        before = self.scene
        self.diagram.show(document, change)
        if self.lanes is not None:  # one step more moves many: the eye follows them
            self.opening.start(before)
        self._after_scene()

    def _viewed(self, view: View) -> None:
        document = self.editor.document
        if view.open == self.diagram.document.view.open:
            self.diagram.document = self.diagram.faces.document = document
            return
        self.navigation.hold()
        before = self.scene
        if self.diagram.show(document):
            self.opening.start(before)
            self._after_scene()

    def _after_scene(self) -> None:
        self._keep_selection()
        self.sceneChanged.emit()
        self.update()

    # Selection

    @property
    def selection(self) -> frozenset[Path]:
        """Selected nodes and flows."""
        return self._selection

    def selected_ids(self) -> tuple[str, ...]:
        """Ids of what is selected, each once, sorted."""
        return tuple(sorted({path[-1] for path in self._selection}))

    def select(self, paths: Collection[Path]) -> None:
        """Replaces the selection; what is not shown on this level cannot be selected."""
        chosen = frozenset(paths)
        if len(chosen) <= MANY or self.diagram.arrays.nodes_among(chosen).sum() < len(chosen):
            chosen = _among(chosen, self.scene.nodes) | _among(chosen, self.scene.flows)
        if chosen != self._selection:
            self._selection = self.overlay.selection = chosen
            if self.overlay.focus not in chosen:
                self.overlay.focus = None
            self.selectionChanged.emit()
            self.update()

    def _keep_selection(self) -> None:
        """Drops what is gone; what a closed box now hides is replaced by the box."""
        kept: set[Path] = set()
        for path in self._selection:
            if path in self.scene.nodes or path in self.scene.flows:
                kept.add(path)
            elif path[-1] in self.editor.document:
                around = [path[:cut] for cut in range(len(path) - 1, 0, -1) if path[:cut] in self.scene.nodes]
                kept.update(around[:1])
        self.select(kept)

    # Boxes

    def toggle(self, boxes: Collection[Path], deep: bool = False) -> None:
        """Opens closed boxes in place and closes open ones; `deep` takes all boxes below along."""
        opened = set(self.editor.document.view.open)
        chosen = [path[-1] for path in boxes if isinstance(self.editor.document.nodes.get(path[-1]), Box)]
        opens = any(one not in opened for one in chosen)
        for box in chosen:
            below = self._boxes_below(box) if deep else {box}
            opened = opened | below if opens else opened - below
        self.set_open(opened, keep=next(iter(boxes), None))

    def toggle_open(self, boxes: Collection[str]) -> None:
        """Opens or closes boxes by their ids."""
        self.toggle([next((p for p in self.scene.nodes if p[-1] == box), (box,)) for box in boxes])

    def set_open(self, boxes: Collection[str], keep: Path | None = None) -> None:
        """Shows exactly these boxes open; the corner of `keep` stays where it is on the screen."""
        held = self.scene.nodes.get(keep) if keep is not None else None
        view = self.editor.document.view
        self.editor.set_view(view.model_copy(update={"open": tuple(sorted(boxes))}))
        moved = self.scene.nodes.get(keep) if keep is not None else None
        if held is not None and moved is not None:
            dx, dy = moved.rect.x - held.rect.x, moved.rect.y - held.rect.y
            self.navigation.pan(dx * self.zoom, dy * self.zoom)

    def _boxes_below(self, box_id: str) -> set[str]:
        found: set[str] = set()
        waiting = [box_id]
        while waiting:
            box = self.editor.document.nodes.get(waiting.pop())
            if isinstance(box, Box) and box.id not in found:
                found.add(box.id)
                waiting += [node.id for node in self.editor.document.nodes_in(box.runs)]
        return found

    def enter(self, box: Path) -> None:
        """Makes a box the level."""
        placed = self.scene.nodes.get(box)
        node = self.editor.document.nodes.get(box[-1]) if box else None
        if isinstance(node, Box) and node.runs in self.editor.document.workflows:
            frame = QRectF(*self.navigation.camera.rect_to_screen(placed.rect)) if placed else QRectF()
            self._travel(box, frame, enters=True)

    def leave(self) -> None:
        """Makes the workflow around the level the level; the box that was left is selected and in the middle.

        The zoom is that of before; `back` returns to just what was seen.
        """
        if self.level:
            left = self.level
            self._travel(left[:-1], QRectF(), enters=False)
            self.select([left])
            placed = self.scene.nodes.get(left)
            if placed is not None:
                self.navigation.center_on(placed.rect.center)
                self.passage.aim(QRectF(*self.navigation.camera.rect_to_screen(placed.rect)))

    def go(self, level: Path) -> None:
        """Makes any box the level, by the boxes entered from the root."""
        self._travel(level, QRectF(), enters=len(level) >= len(self.level))

    def _travel(self, level: Path, frame: QRectF, *, enters: bool) -> None:
        if level == self.level:
            return
        self.opening.finish()
        if self.isVisible() and not self.reduced_motion:
            self.passage.start(self.grab(), frame, enters=enters)
        self._selection = self.overlay.selection = frozenset()
        self.overlay.hover = None
        self.navigation.go(level)
        self.levelChanged.emit()
        self.selectionChanged.emit()
        self.sceneChanged.emit()
        self.update()

    def back(self) -> bool:
        """Returns to where the view was before; whether there was such a place."""
        level = self.level
        return self._visited(self.navigation.back(), level)

    def forward(self) -> bool:
        """Takes the last return back; whether there was one."""
        level = self.level
        return self._visited(self.navigation.forward(), level)

    def _visited(self, done: bool, level: Path) -> bool:
        if done and level != self.level:
            self._selection = self.overlay.selection = frozenset()
            self.levelChanged.emit()
            self.selectionChanged.emit()
            self.sceneChanged.emit()
        return done

    # The camera

    def show_selection(self) -> None:
        """The smallest pan that makes the selection seen."""
        self.bring(self.selection)

    def fit_selection(self) -> None:
        """Shows all of the selection, or the whole level."""
        chosen = [self.scene.nodes[path].rect for path in self._selection if path in self.scene.nodes]
        for path in self._selection & self.scene.flows.keys():
            chosen += [Rect(point.x, point.y, 0, 0) for point in self.scene.flows[path].points]
        self.navigation.fit(bounds(chosen), most=2.0)

    def reveal(self, record_id: str) -> None:
        """Selects a node or flow and makes it seen with the smallest change; enters a workflow."""
        document = self.editor.document
        record = document.get(record_id)
        if isinstance(record, Workflow):
            way = way_to(self.editor, record_id)
            if way is not None:
                self.go(way)
            return
        path = self._path_on_level(record_id)
        if path is None:
            home = _home(record, document.nodes)
            way = way_to(self.editor, home) if home is not None else None
            path = None if way is None else (*way, record_id)
        if path is not None:
            self.reveal_place(path)

    def reveal_place(self, path: Path) -> None:
        """Selects a node or flow at one of its places and makes it seen; enters its box if it must."""
        is_shown = path in self.scene.nodes or path in self.scene.flows
        if not is_shown and level_exists(self.editor, path[:-1]):
            self.go(path[:-1])
        self.select([path])
        area = self._area(path)
        if area is not None:
            self.navigation.reveal(area, note=is_shown)

    def _path_on_level(self, record_id: str) -> Path | None:
        shown = (*self.scene.nodes, *self.scene.flows)
        return min((path for path in shown if path[-1] == record_id), key=len, default=None)

    def _area(self, path: Path) -> Rect | None:
        if path in self.scene.nodes:
            return self.scene.nodes[path].rect
        routed = self.scene.flows.get(path)
        return bounds(Rect(p.x, p.y, 0, 0) for p in routed.points) if routed is not None else None


def _among(chosen: frozenset[Path], table: Mapping[Path, object]) -> frozenset[Path]:
    """Those of the chosen paths that a table has: many are sooner met in going through it."""
    if len(chosen) > MANY:
        return chosen.intersection(table)
    return frozenset(path for path in chosen if path in table)


def _home(record: object, nodes: object) -> str | None:
    """The workflow in which a record is drawn."""
    if isinstance(record, NodeBase):
        return record.workflow
    if isinstance(record, Flow) and isinstance(nodes, dict):
        source = nodes.get(record.source)
        return source.workflow if isinstance(source, NodeBase) else None
    return None
