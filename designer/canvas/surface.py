"""The canvas: shows one level of a document and lets tools edit it. It is the Stage that tools see."""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from designer.canvas import accessible, chosen
from designer.canvas.command import PLAYING
from designer.canvas.commands import command_for, run
from designer.canvas.cues import Cues
from designer.canvas.descent import Descent
from designer.canvas.doors import Doors
from designer.canvas.dropping import Dropping
from designer.canvas.explaining import explain
from designer.canvas.furniture import Furniture
from designer.canvas.hovering import Hovering
from designer.canvas.invitations import Invitations
from designer.canvas.label_editing import edit_label
from designer.canvas.lane_heads import paint_heads
from designer.canvas.menus import Menus
from designer.canvas.playback_layer import PlaybackLayer
from designer.canvas.pointing import Pointing
from designer.canvas.problems import Problems
from designer.canvas.querying import Querying
from designer.canvas.repainting import CATCH_UP, Repainting
from designer.canvas.surroundings import Surroundings
from designer.canvas.tips import show_tip
from designer.canvas.tools.drag import Drag
from designer.canvas.tools.proposing import Proposal, ProposalTool
from designer.canvas.tools.stage import Cursor, Element, Feedback, Gist, Habits, Menu, Notice, Tool
from designer.canvas.tools.table import tool as make_tool
from designer.canvas.trying import Tried, Trying
from designer.canvas.watching import WatchTool
from designer.drawing.theme import Theme
from designer.editing.draft import Draft
from designer.editing.editor import Editor
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path
from designer.model.findings import Finding

if TYPE_CHECKING:
    from designer.simulation.playback import Playback


class Surface(Querying):
    """Turns pointer and keys into edits through the tool in use, and shows what they would do."""

    toolChanged = Signal(str)  # noqa: N815  # Qt's way
    statusText = Signal(str)  # noqa: N815
    filesDropped = Signal(list)  # noqa: N815
    strayed = Signal(QPoint)  # a drag is held outside, over a point of the screen
    templateRequested = Signal()  # noqa: N815
    findingChosen = Signal(object)  # noqa: N815
    mendWanted = Signal(object)  # noqa: N815
    playWanted = Signal(object)  # noqa: N815  # somebody wants to see how a finding comes about

    def __init__(self, editor: Editor, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(editor, theme, parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAcceptDrops(True)
        self.setAccessibleName("Canvas")
        self.setMinimumSize(200, 150)
        self.habits: Habits = Habits()
        self.grown_from: Path | None = None
        self.problems = Problems()
        self.surroundings = Surroundings()
        self.doors = Doors()
        self.invitations = Invitations()
        self._clickable = (self.surroundings, self.doors, self.invitations)
        self._run: PlaybackLayer | None = None
        self._tool: Tool = make_tool("select", self)
        self._tool_name = "select"
        self.trying = Trying(self)
        self.repainting = Repainting(self)
        self.cues = Cues(self)
        self.descent = Descent(self)
        self.pointing = Pointing(self, self, self.navigation)
        self.hovering = Hovering(self)
        self.dropping = Dropping(self)
        self.menus = Menus(self)
        self.furniture = Furniture(self)
        self.levelChanged.connect(lambda: self.hover(None))
        self.selectionChanged.connect(lambda: accessible.announce(self))
        self.selectionChanged.connect(lambda: chosen.follow_key(self))
        accessible.install()

    # Tools

    @property
    def tool(self) -> Tool:
        """The tool in use."""
        return self._tool

    @property
    def tool_name(self) -> str:
        """The name of the tool in use."""
        return self._tool_name

    @property
    def is_busy(self) -> bool:
        """Whether a gesture is under way."""
        return self._tool.busy or self.dropping.is_busy

    @property
    def is_playing_mode(self) -> bool:
        """Whether a run is played back, so that nothing can be edited."""
        return self._run is not None

    def set_playback(self, playback: "Playback | None") -> None:
        """Shows a run over the diagram, or ends that; editing waits meanwhile."""
        before = self.is_playing_mode
        self._run = (
            PlaybackLayer(playback, self.editor.document, self.theme) if playback is not None else None
        )
        if before != self.is_playing_mode:
            self.set_tool("select")
            self.furniture.refresh()
        self.update()

    def set_playback_time(self, ms: float, travel_ms: float) -> None:
        """Shows another moment of the run, in ms since its start; a step along a flow takes `travel_ms`."""
        if self._run is not None:
            self._run.set_time(ms, travel_ms)
            self.update()

    def set_tool(self, name: str) -> None:
        """Switches to another tool by its name; a gesture under way is dropped."""
        self._tool.cancel()
        self.pointing.cursor("arrow")
        self._tool = WatchTool(self) if self.is_playing_mode else make_tool(name, self)
        self._tool_name = name if self.is_playing_mode else self._tool.name
        self.toolChanged.emit(self._tool_name)

    def propose(self, proposal: Proposal) -> None:
        """Shows what an edit would do, and asks whether to do it."""
        self.take(lambda: ProposalTool(self, proposal))
        after = self.scene_of(proposal.draft.document)
        self.opening.start(self.scene, after, lambda: self.preview(proposal.draft))
        if self.opening.is_running:  # the preview follows
            self.trying.end()

    def take(self, make: Callable[[], Tool]) -> None:
        """Switches to a tool that is made for one question; a gesture under way is dropped."""
        self.set_tool("select")
        self._tool = make()
        self._tool_name = self._tool.name
        self.toolChanged.emit(self._tool_name)

    def use(self, tool: str) -> None:
        """Switches to another tool."""
        self.set_tool(tool)

    def way_at(self, screen: Point) -> Path | None:
        """The level that a part of the breadcrumb under a point of the view leads to, if there is one."""
        return self.furniture.breadcrumb.way_at(QPoint(round(screen.x), round(screen.y)))

    def flash(self, paths: Collection[Path]) -> None:
        """Draws the eye to nodes and flows for a moment."""
        self.cues.flash(paths)

    def preview(
        self,
        draft: Draft | None,
        live: Mapping[Path, Point] | None = None,
        gist: Gist | None = None,
        held: Collection[Path] = (),
    ) -> None:
        """Shows the document as the draft would make it (None: as it is), and items under the pointer."""
        self.opening.finish()
        if gist is not None:
            self.trying.end()
            self.diagram.gist(gist)
        elif draft is None and not live:
            self.trying.end()
            self.diagram.settle()
        else:
            self.trying.show(Tried(draft, live or {}, held))

    def moving(self, moves: bool) -> None:
        """Whether what is tried out moves, and so is only sketched until it rests."""
        self.trying.moving(moves)

    def refresh(self) -> None:
        """Paints soon what a gesture has changed; `update` paints everything."""
        self.repainting.soon()

    def feedback(self, feedback: Feedback) -> None:
        """Shows what a gesture would do; a reason is shown once it stood for a moment."""
        self.cues.show(feedback)

    def cursor(self, cursor: Cursor) -> None:  # type: ignore[override]  # the tools' verb; Qt's question is not asked
        """The pointer's shape."""
        self.pointing.cursor(cursor)

    def status(self, text: str) -> None:
        """A line in the status bar."""
        self.statusText.emit(text)

    def notice(self, notice: Notice) -> None:
        """A line with actions at the foot of the canvas."""
        self.furniture.tell(notice)

    def spring(self, boxes: Collection[str]) -> None:
        """Boxes opened only while a gesture runs (C7); none: they close again. The view is kept."""
        if self.diagram.springs != frozenset(boxes):
            self.diagram.springs = frozenset(boxes)
            self.diagram.settle()
            self.diagram.show(self.editor.document)
            self.sceneChanged.emit()
            self.update()

    def set_problems(self, findings: Sequence[Finding]) -> None:
        """Shows findings as badges on what they are about."""
        self.problems.set(findings, self.editor.document)
        self.update()

    def show_warnings(self, shown: bool) -> None:
        """Whether warnings have badges, too; errors always have."""
        self.problems.show_warnings(shown)
        self.update()

    def explain(self, path: Path) -> None:
        """Says what the badge of a node or flow is about, and shows the place; the next time the next one."""
        explain(self, path)

    # Words and menus

    def rename(self, path: Path) -> None:
        """Opens the text editor over a node's name or a flow's label."""
        if self.is_playing_mode:
            self.status(PLAYING)
        else:
            edit_label(self, path)

    def open_menu(self, menu: Menu, at: Point, path: Path | None = None, port: str = "") -> None:
        """Opens a menu at a scene point."""
        self.menus.open(menu, at, path, port)

    def add(self, element: Element) -> None:
        """Puts an element into the middle of the view and asks for its name."""
        self.menus.add(element)

    def start(self, how: str) -> None:
        """Begins on an empty level: with a trigger, a pasted list, or a template."""
        if how == "trigger":
            self.add(Element("trigger"))
        elif how == "paste":
            run(self, "paste")
            self.fit()
        else:
            self.templateRequested.emit()

    def carry(self, drag: Drag, at: QPoint) -> None:
        """Lets a gesture that began in a menu follow the pointer until the button is released.

        `at` is a point of the screen.
        """
        self.pointing.carry(drag, QPointF(self.mapFromGlobal(at)))

    @property
    def pointer_place(self) -> Point | None:
        """The scene point under the pointer, or None while it is elsewhere."""
        return self.navigation.camera.to_scene(*self.overlay.gesture.pointer) if self.underMouse() else None

    def context_menu(self, at: Point) -> None:
        """Asks for the menu of what lies there, selecting it first if it is not selected."""
        hit = self.hit(at)
        if hit.kind != "canvas" and hit.path not in self.selection:
            self.select([hit.path])
        elif hit.kind == "canvas":
            self.select([])
        self.open_menu("context", at, hit.path if hit.kind != "canvas" else None)

    # What the pointer does

    def hover(self, at: Point | None) -> None:
        """The pointer rests over a scene point, or left."""
        self.hovering.move(at)

    def pointed(self, screen: Point) -> None:
        """Where the pointer is, in logical pixels."""
        self.overlay.gesture.pointer = screen

    def set_theme(self, theme: Theme) -> None:
        """Draws everything in other colours."""
        super().set_theme(theme)
        if self._run is not None:
            self._run.set_theme(theme)
        self.furniture.set_theme()

    def paint_over(self, painter: QPainter) -> None:
        """Paints what lies over the picture, in logical pixels."""
        view = Rect(0, 0, self.width(), self.height())
        camera = self.navigation.camera
        paint_heads(painter, camera, self.scene, self.editor.document, self.theme, view)
        self.surroundings.paint(painter, self.editor.document, self.scene, camera, self.theme)
        if not self.diagram.layers:
            self.invitations.paint(painter, self.editor.document, self.scene, camera, self.theme)
        self.overlay.controls = self.hovering.shown()
        super().paint_over(painter)
        self.doors.paint(painter, self)
        # Over the rings: they would cut through the badges of what is selected.
        if self._run is None or not self._run.shows_problem:
            self.problems.paint(painter, camera, self.scene, self.overlay.marks.seen, self.theme, view)
        if self._run is not None:
            self._run.paint(painter, self.diagram.arrays, camera, view)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: D102
        changed = self.repainting.catch_up()
        super().paintEvent(event)
        self.repainting.painted()
        self.update(changed - event.region())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self.furniture.arrange()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        self.overlay.focus = None
        if not any(words.follow(self, event) for words in self._clickable):
            self.pointing.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        self.pointing.move(event)
        place = Point(event.position().x(), event.position().y())
        for words in self._clickable:
            words.point(self, place)
        if self.is_busy and not self.rect().contains(event.position().toPoint()):
            self.strayed.emit(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        self.pointing.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: D102
        self.pointing.double(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: D102
        if event.reason() == QContextMenuEvent.Reason.Keyboard:  # the right button asks when it is let go
            self.menus.ask()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: D102
        self.pointing.wheel(event)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: D102
        self.hover(None)
        super().leaveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if self.pointing.key(event, down=True):
            return
        command = None if self.is_busy else command_for(event)
        if command is None:
            super().keyPressEvent(event)
        else:
            before = self.selection
            command.trigger(self)
            # What the keyboard went to is more than selected.
            if self.selection != before:
                self.overlay.focus = next(iter(self.selection)) if len(self.selection) == 1 else None
            self.update()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:  # noqa: D102
        if event.key() == Qt.Key.Key_Control:
            self.grown_from = None
        if not self.pointing.key(event, down=False):
            super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: ARG002, N802
        """Tab walks along the flow; it does not leave the canvas."""
        return False

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: D102
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.pointing.cancel()
        super().focusOutEvent(event)

    def event(self, event: QEvent) -> bool:  # noqa: D102
        if isinstance(event, QNativeGestureEvent) and self.pointing.gesture(event):
            return True
        if event.type() == QEvent.Type.ShortcutOverride and self.is_busy:
            event.accept()
            return True
        if event.type() == CATCH_UP:
            self.update(self.repainting.catch_up())
            return True
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            show_tip(self, event)
            return True
        return super().event(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102
        if self.dropping.enter(event):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: D102
        self.dropping.move(event)
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002, D102
        self.dropping.leave()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: D102
        self.dropping.drop(event)
        event.acceptProposedAction()
