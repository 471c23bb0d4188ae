"""What a tool sees of the canvas: what lies under the pointer, and ways to show what a gesture would do."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

from designer.editing.draft import Draft
from designer.editing.editor import Editor
from designer.editing.spacing import Cut
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed, Scene
from designer.layout.swimlanes.lanes import By
from designer.model.document import Document
from designer.model.flow import Side
from designer.model.nodes import Node, NodeKind, TaskType

Cursor = Literal[
    "arrow",
    "open-hand",
    "closed-hand",
    "move",
    "copy",
    "cross",
    "size-h",
    "size-v",
    "size-f",
    "size-b",
    "text",
    "pointing",
    "forbidden",
]
HitKind = Literal[
    "handle",  # a resize handle of the selected item; detail: "nw" "n" "ne" "e" "se" "s" "sw" "w"
    "append",  # the "+" beside a node
    # A side of a node from which a flow is drawn; detail: "left" "right" "top" "bottom", or the id of a box's
    # trigger or outcome.
    "port",
    "chevron",  # opens and closes a box
    "badge",
    "label",  # the label of a flow, or the name beside a sign
    "end",  # an end of a selected flow; detail: "source" or "target"
    "bend",  # a pinned bend point; detail: its index
    "segment",  # a segment of a selected flow; detail: its index
    "node",  # anything that is not a box
    "title",  # the name of a box
    "header",  # the rest of a box's header, its border, or all of a closed box
    "flow",
    "inside",  # the empty inside of an open box
    "canvas",
]


Menu = Literal["append", "create", "replace", "context"]


@dataclass(frozen=True, slots=True)
class Modifiers:
    """Keys held, sampled at every event. `copy` and `free` follow the platform (C2)."""

    shift: bool = False
    control: bool = False
    alt: bool = False
    copy: bool = False
    free: bool = False
    space: bool = False
    flow: bool = False  # F: what follows along the flow


@dataclass(frozen=True, slots=True)
class Pointer:
    """Where the pointer is, in scene units and in screen pixels of the canvas."""

    scene: Point
    screen: Point
    modifiers: Modifiers = field(default_factory=Modifiers)


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies under a point. `container` is the path of the open box (or the level) that it lies in."""

    kind: HitKind
    path: Path
    container: Path
    detail: str = ""


@dataclass(frozen=True)
class Element:
    """Something the palette or a menu creates: a kind of node, with a task's type."""

    kind: NodeKind
    type: TaskType | None = None


@dataclass(frozen=True, eq=False)
class Gist:
    """What an edit comes to, roughly: for edits of so much that it would take too long to lay it out.

    What is `moving` goes by the offset of the cut with all that is in it; what is `stretched` becomes longer
    by it on the side beyond the line, and flows of the one and the other follow; flows that are `gone` are
    left out.
    """

    cut: Cut | None = None
    moving: frozenset[Path] = frozenset()
    stretched: frozenset[Path] = frozenset()
    gone: frozenset[Path] = frozenset()


@dataclass(frozen=True)
class Notice:
    """A line in the bar at the foot of the canvas, with what can be done about it.

    It goes away by itself unless it `lasts`; one without words takes the last one away. What can be done is
    about the document as it stands, so it goes with the next edit as well. `offers` are the lines of flows
    that would be made, drawn faintly meanwhile. The `detail` is for those who rest on it to read more.
    """

    text: str
    actions: tuple[tuple[str, Callable[[], None]], ...] = ()
    lasts: bool = False
    offers: tuple[tuple[Point, ...], ...] = ()
    detail: str = ""


@dataclass(frozen=True)
class Hull:
    """A cloth around some nodes and the flows between them: something that is offered as a whole."""

    title: str
    rects: tuple[Rect, ...]
    lines: tuple[tuple[Point, ...], ...] = ()
    key: str = ""  # what toggles it
    tone: int = 0  # neighbours differ in it
    is_on: bool = True
    is_current: bool = False


@dataclass(frozen=True)
class Feedback:
    """Everything a running gesture shows; an empty one shows nothing. Coordinates are scene units."""

    lasso: Rect | None = None
    slash: tuple[Point, ...] = ()  # the way of a knife
    wire: tuple[Point, ...] = ()
    wire_ok: bool = True
    target: Path | None = None  # node, box or flow that a release would act on
    target_ok: bool = True
    reason: str = ""
    guides: tuple[tuple[Point, Point], ...] = ()
    gaps: tuple[Rect, ...] = ()  # equal gaps that something moved snaps to
    readout: str = ""
    ghosts: tuple[tuple[Element, Rect], ...] = ()
    bands: tuple[Rect, ...] = ()
    dimmed: frozenset[Path] = frozenset()  # nodes that a flow being drawn cannot lead to
    way: Path | None = None  # a level in the breadcrumb that a release would send things to
    keys: tuple[tuple[Path, str], ...] = ()  # what may be chosen, by which key
    leader: tuple[Point, ...] = ()  # from a label to what it is about
    outlined: frozenset[Path] = frozenset()  # what a gesture moves or cuts without selecting it
    hulls: tuple[Hull, ...] = ()
    lost: bool = False  # whether what is outlined would go
    docks: tuple[tuple[Side, Point], ...] = ()  # where an end can be pinned
    dock: Side | None = None  # where a release would pin it
    traces: tuple[tuple[Node, Rect], ...] = ()  # where nodes stand that are shown elsewhere


@dataclass(frozen=True)
class Habits:
    """What a person has chosen once for all canvases (C2, C14)."""

    snaps_to_grid: bool = True
    snaps_to_guides: bool = True
    drag_pans: bool = False  # a drag on empty ground moves the view instead of drawing a lasso
    wheel_zooms: bool = False  # the wheel zooms, and scrolls with Ctrl
    zoom_enters: bool = True  # zooming on by the wheel enters a box, and zooming out leaves it
    pinch_enters: bool = False  # so does a pinch on a touchpad


class Stage(Protocol):
    """The canvas as tools see it."""

    editor: Editor

    @property
    def scene(self) -> Scene:
        """The geometry of what the document now is (not of a preview), boxes opened by `spring` included."""

    def scene_of(self, document: Document, closed: Collection[str] = ()) -> Scene:
        """The geometry that a document would have here; the boxes `closed` drawn closed."""

    def content_of(self, document: Document, box: Path) -> Scene:
        """The geometry that the content of a box would have while all in it is closed."""

    @property
    def lanes(self) -> By | None:
        """Whose lanes the level is shown in; None while it is shown as it was drawn."""

    @property
    def level(self) -> Path:
        """The boxes entered from the root."""

    @property
    def selection(self) -> frozenset[Path]:
        """Selected nodes and flows."""

    @property
    def zoom(self) -> float:
        """Screen pixels per scene unit."""

    @property
    def habits(self) -> Habits:
        """What the person has chosen."""

    def hit(self, at: Point) -> Hit:
        """What lies under a scene point, in the order of C3."""

    def hits(self, at: Point) -> tuple[Hit, ...]:
        """All nodes and flows under a scene point, topmost first (Ctrl+Shift+click cycles through them)."""

    def nodes_at(self, at: Point) -> tuple[Placed, ...]:
        """All nodes under a scene point, topmost first."""

    def in_view(self) -> Iterable[Placed]:
        """Nodes that are seen, or nearly so, in painting order."""

    def flows_near(self, at: Point, reach: float) -> frozenset[Path]:
        """Flows, and perhaps a few more, that come within `reach` scene units of a point."""

    def flows_across(self, start: Point, end: Point) -> frozenset[Path]:
        """The flows that a straight line crosses or touches."""

    def label(self, path: Path) -> Rect | None:
        """Where the words of a flow, or of a sign, are written, or None where it has none."""

    def select(self, paths: Collection[Path]) -> None:
        """Replaces the selection."""

    def container_at(self, at: Point, without: Collection[Path] = ()) -> Path:
        """The deepest open box whose content holds the point (or the level), but nothing of `without`."""

    def workflow_of(self, container: Path) -> str:
        """The workflow drawn inside a container (the level itself or an open box)."""

    def to_base(self, container: Path, at: Point) -> tuple[Point, Point]:
        """A scene point in the coordinates of a container with its boxes closed, and the slack (C11)."""

    def preview(
        self,
        draft: Draft | None,
        live: Mapping[Path, Point] | None = None,
        gist: "Gist | None" = None,
        held: Collection[Path] = (),
    ) -> None:
        """Shows the document as the draft would make it (None: as it is).

        `live` are items drawn under the pointer by an offset instead of where they are. A `gist` stands
        for a draft that is made when it is done. What is selected, or `held`, is painted on top.
        """

    def moving(self, moves: bool) -> None:
        """Whether what is tried out moves with the pointer.

        If so, `scene_of` and `preview` lead only the flows anew whose ends move, until that rests for a
        moment. Nothing is committed before it is said to rest.
        """

    @property
    def sketches(self) -> bool:
        """Whether `scene_of` and `preview` lead only the flows anew whose ends move."""

    def feedback(self, feedback: Feedback) -> None:
        """Shows what the gesture would do; replaces what was shown."""

    def cursor(self, cursor: Cursor) -> None:
        """The pointer's shape."""

    def status(self, text: str) -> None:
        """A line in the status bar."""

    def notice(self, notice: Notice) -> None:
        """A line with actions at the foot of the canvas."""

    def explain(self, path: Path) -> None:
        """Says what is wrong with a node or flow, and shows where it is mended."""

    def rename(self, path: Path) -> None:
        """Opens the text editor over a node's name or a flow's label."""

    def open_menu(self, menu: Menu, at: Point, path: Path | None = None, port: str = "") -> None:
        """Opens a menu at a scene point.

        For "create", `path` is a node to connect from, and `port` the outcome by which it is left.
        """

    def toggle(self, boxes: Collection[Path], deep: bool = False) -> None:
        """Opens closed boxes in place and closes open ones."""

    def enter(self, box: Path) -> None:
        """Makes a box the level."""

    def way_at(self, screen: Point) -> Path | None:
        """The level that a part of the breadcrumb under a point of the view leads to, if there is one."""

    def go(self, level: Path) -> None:
        """Makes any box the level, by the boxes entered from the root."""

    def flash(self, paths: Collection[Path]) -> None:
        """Draws the eye to nodes and flows for a moment."""

    def scroll(self, dx: float, dy: float) -> None:
        """Moves the view by screen pixels."""

    @property
    def visible(self) -> Rect:
        """The part of the scene that the view shows."""

    def show(self, path: Path) -> None:
        """Moves and zooms the view so that a node fills it."""

    def spring(self, boxes: Collection[str]) -> None:
        """Boxes opened only while a gesture runs (C7); none: they close again. The view is kept."""

    def later(self, milliseconds: int, act: Callable[[], None]) -> Callable[[], None]:
        """Calls `act` once, after a while; gives the call that prevents it."""

    def use(self, tool: str) -> None:
        """Switches to another tool."""


class Tool(Protocol):
    """A way of using the pointer. Each call is one event; `cancel` leaves all as before the press (I4)."""

    name: str

    def press(self, pointer: Pointer) -> None:
        """The left button went down."""

    def move(self, pointer: Pointer) -> None:
        """The pointer moved, button down or not."""

    def release(self, pointer: Pointer) -> None:
        """The left button went up."""

    def double(self, pointer: Pointer) -> None:
        """The left button was pressed twice."""

    def key(self, key: str, modifiers: Modifiers) -> bool:
        """A key while this tool is active ("escape", "tab", "backspace", "i" …); whether it was used.

        Keys that only modify ("shift", "control", "alt", "space") arrive on press and on release, with the
        modifiers as they then stand, so that a gesture follows them without a move.
        """

    def cancel(self) -> None:
        """Drops the gesture under way."""

    @property
    def busy(self) -> bool:
        """Whether a gesture is under way."""
