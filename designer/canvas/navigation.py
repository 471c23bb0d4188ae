"""Where the view is: the level entered, the camera over it, and how both were reached."""

from collections.abc import Callable
from dataclasses import dataclass

from designer.canvas.diagram import Diagram
from designer.canvas.lane_heads import room_beside
from designer.canvas.surroundings import surroundings
from designer.canvas.view import Camera
from designer.editing.editor import Editor
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path
from designer.model.document import Viewport
from designer.model.nodes import Box, Trigger

MARGIN = 48.0
BESIDE_HEADS = 12.0  # what is left of the margin beside the heads of lanes
READABLE = 0.6  # the zoom below which names are no longer read easily
REVEAL_MARGIN = 48.0
HISTORY = 50


@dataclass(frozen=True)
class Visit:
    """A place in the history of the view."""

    level: Path
    viewport: Viewport


class Navigation:
    """Moves the camera and changes levels; `changed` is told of every move, and whether the scale changed."""

    def __init__(self, editor: Editor, diagram: Diagram, changed: Callable[[bool], None]) -> None:
        self._editor = editor
        self._diagram = diagram
        self._changed = changed
        self._width, self._height = 0.0, 0.0
        self._behind: list[Visit] = []
        self._ahead: list[Visit] = []
        self._look: Callable[[], None] | None = None  # what is done again when the size changes
        self.camera = Camera()

    # The camera

    def resize(self, width: float, height: float, ratio: float) -> None:
        """The view has another size; the first one decides what is shown at the start.

        A view that shows all, or the beginning, goes on doing so until somebody looks elsewhere.
        """
        first = self._width == 0
        center = self.center
        self._width, self._height = width, height
        if first:
            self.camera = Camera(ratio=ratio)
            self.recall()
        elif self._look is not None:
            self.camera = Camera(ratio=ratio).placed(center, self._middle, self.camera.zoom)
            self._look()
            self._changed(True)
        elif ratio != self.camera.ratio:
            zoom = self.camera.zoom
            self.camera = Camera(ratio=ratio).placed(center, self._middle, zoom)
            self._changed(True)

    @property
    def _middle(self) -> Point:
        return Point(self._width / 2, self._height / 2)

    @property
    def center(self) -> Point:
        """The scene point in the middle of the view."""
        return self.camera.to_scene(*self._middle)

    @property
    def visible(self) -> Rect:
        """The part of the scene in the view."""
        return self.camera.visible(self._width, self._height)

    def use(self, camera: Camera) -> None:
        """Looks through another camera."""
        self._look = None
        if camera != self.camera:
            scaled = camera.scale != self.camera.scale
            self.camera = camera
            self._changed(scaled)

    def pan(self, dx: float, dy: float) -> None:
        """Moves the view over the scene by logical pixels."""
        self.use(self.camera.panned(dx, dy))

    def zoom_to(self, zoom: float, about: Point | None = None) -> None:
        """Another zoom about a logical pixel, or the middle."""
        self.use(self.camera.zoomed(zoom, about or self._middle))

    def fit(self, area: Rect | None = None, most: float = 1.0) -> None:
        """Shows all of the level, or of an area."""
        wanted = area or self._extent()
        if wanted is None:
            self.use(self.camera.placed(Point(0, 0), self._middle, 1.0))
        else:
            camera = self.camera.fitted(wanted, self._width, self._height, MARGIN, most)
            more = (
                room_beside(self._diagram.scene, camera.zoom, MARGIN - BESIDE_HEADS) if area is None else 0.0
            )
            if more:
                x, y, w, h = wanted
                wanted = Rect(x - more, y, w + more, h)
                camera = camera.fitted(wanted, self._width, self._height, MARGIN, most)
            self.use(camera)
        self._look = self.fit if area is None else None

    def begin(self) -> None:
        """The first look at a level: all of it, or its beginning where all would be too small to read."""
        zoom, extent = self.fit_zoom, self._extent()
        if zoom is None or extent is None or zoom >= READABLE:
            self.fit()
        else:
            start = self._start()
            x = self._along(extent.x, extent.w, start.center.x, self._width)
            y = self._along(extent.y, extent.h, start.center.y, self._height)
            self.use(self.camera.placed(Point(x, y), Point(MARGIN, MARGIN), READABLE))
        self._look = self.begin

    def _start(self) -> Rect:
        """Where the work comes in: the first trigger, else what stands first."""
        scene = self._diagram.scene
        top = [placed for placed in scene.nodes.values() if len(placed.path) == len(scene.level) + 1]
        triggers = [placed for placed in top if isinstance(placed.node, Trigger)]
        return min((placed.rect for placed in triggers or top), key=lambda rect: (rect.x, rect.y))

    @staticmethod
    def _along(first: float, length: float, start: float, view: float) -> float:
        """What stands at the margin, of one axis: the middle if all has room, else the start well in view."""
        room = (view - 2 * MARGIN) / READABLE
        if length <= room:
            return first - (room - length) / 2
        return min(max(first, start - room / 2), first + length - room)

    @property
    def fit_zoom(self) -> float | None:
        """The zoom that shows all of the level; None for an empty one."""
        wanted = self._extent()
        if wanted is None:
            return None
        return self.camera.fitted(wanted, self._width, self._height, MARGIN, 1.0).zoom

    def hold(self) -> None:
        """Keeps the view as it is when its size changes: somebody works in it now."""
        self._look = None

    def _extent(self) -> Rect | None:
        scene = self._diagram.scene
        around = [placed.rect for placed in scene.nodes.values() if len(placed.path) == len(scene.level) + 1]
        beside = [words.rect for words in surroundings(self._diagram.document, scene)]
        return bounds([*around, *beside, *(lane.rect for lane in scene.lanes)])

    def center_on(self, point: Point) -> None:
        """Brings a scene point to the middle."""
        self.use(self.camera.placed(point, self._middle, self.camera.zoom))

    def reveal(self, rect: Rect, *, note: bool = False) -> None:
        """The smallest pan that brings a rectangle into the view; its middle if it does not fit.

        With `note` the place that is left goes into the history of the view.
        """
        seen = self.visible.grown(-REVEAL_MARGIN / self.camera.zoom)
        if seen.encloses(rect):
            return
        if note:
            self._note()
        if rect.w > seen.w or rect.h > seen.h:
            self.center_on(rect.center)
            return
        dx = min(0.0, rect.x - seen.x) + max(0.0, rect.right - seen.right)
        dy = min(0.0, rect.y - seen.y) + max(0.0, rect.bottom - seen.bottom)
        self.pan(dx * self.camera.zoom, dy * self.camera.zoom)

    # Levels

    @property
    def viewport(self) -> Viewport:
        """What is seen now, as it is remembered."""
        center = self.center
        return Viewport(center=(round(center.x, 2), round(center.y, 2)), zoom=round(self.camera.zoom, 4))

    def remember(self) -> None:
        """Keeps where the eye rests on this level in the document's view, unless it is shown in lanes."""
        if self._width == 0 or self._diagram.lanes is not None:
            return
        view = self._editor.document.view
        key = "/".join(self._diagram.level)
        if view.viewports.get(key) != self.viewport:
            seen = {**view.viewports, key: self.viewport}
            self._editor.set_view(view.model_copy(update={"viewports": seen}))

    def recall(self) -> None:
        """Looks where the eye last rested on this level; where it begins the first time."""
        in_lanes = self._diagram.lanes is not None
        known = None if in_lanes else self._editor.document.view.viewports.get("/".join(self._diagram.level))
        if known is None:
            self.begin()
        else:
            self.use(self.camera.placed(Point(*known.center), self._middle, known.zoom))
        self._changed(True)

    def go(self, level: Path, *, note: bool = True) -> None:
        """Makes another box the level, and looks where the eye last rested in it."""
        if level == self._diagram.level:
            return
        if note:
            self._note()
        self.remember()
        self._diagram.set_level(level)
        self.recall()

    def _note(self) -> None:
        """Puts the present place into the history, before a jump."""
        self._behind.append(Visit(self._diagram.level, self.viewport))
        del self._behind[:-HISTORY]
        self._ahead.clear()

    @property
    def has_past(self) -> bool:
        """Whether there is a place to go back to."""
        return any(level_exists(self._editor, visit.level) for visit in self._behind)

    @property
    def has_future(self) -> bool:
        """Whether there is a place to go forward to."""
        return any(level_exists(self._editor, visit.level) for visit in self._ahead)

    def back(self) -> bool:
        """Returns to where the view was before; whether there was such a place."""
        return self._visit(self._behind, self._ahead)

    def forward(self) -> bool:
        """Takes the last return back; whether there was one."""
        return self._visit(self._ahead, self._behind)

    def _visit(self, source: list[Visit], other: list[Visit]) -> bool:
        while source:
            visit = source.pop()
            if level_exists(self._editor, visit.level):
                other.append(Visit(self._diagram.level, self.viewport))
                self.go(visit.level, note=False)
                self.use(self.camera.placed(Point(*visit.viewport.center), self._middle, visit.viewport.zoom))
                return True
        return False


def level_exists(editor: Editor, level: Path) -> bool:
    """Whether every box on the way is there and runs a workflow."""
    workflow = editor.document.root
    for box_id in level:
        box = editor.document.nodes.get(box_id)
        if not isinstance(box, Box) or box.workflow != workflow or box.runs not in editor.document.workflows:
            return False
        workflow = box.runs
    return True


def nearest_level(editor: Editor, level: Path) -> Path:
    """The deepest part of a level that still exists."""
    while not level_exists(editor, level):
        level = level[:-1]
    return level


def way_to(editor: Editor, workflow: str) -> Path | None:
    """Boxes from the root to a workflow, the shortest way; None when nothing runs it."""
    document = editor.document
    ways: dict[str, Path] = {document.root: ()}
    waiting = [document.root]
    while waiting:
        here = waiting.pop(0)
        if here == workflow:
            return ways[here]
        for node in document.nodes_in(here):
            if isinstance(node, Box) and node.file is None and node.runs not in ways:
                ways[node.runs] = (*ways[here], node.id)
                waiting.append(node.runs)
    return None
