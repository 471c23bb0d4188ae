"""A hand on the canvas: real mouse and key events on a surface, and what they did to the document."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QKeySequence, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from designer.canvas.commands import run
from designer.canvas.label_editor import LabelEditor
from designer.canvas.surface import Surface
from designer.drawing.theme import theme
from designer.editing.editor import Editor
from designer.exchange.jsonfile import write
from designer.layout.geometry import Point
from designer.layout.scene import Path
from designer.model.document import Document, View
from designer.model.flow import Flow
from designer.model.nodes import Node

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
LEFT = Qt.MouseButton.LeftButton
RIGHT = Qt.MouseButton.RightButton


def written(document: Document) -> bytes:
    """The document as it is saved, without what the eye remembers."""
    return write(document.with_view(View()))


class Hand:
    """Drives one surface that shows the scene at 100 %, its origin a little inside the corner."""

    def __init__(self, qtbot, document: Document, opened: tuple[str, ...] = ()) -> None:
        self.qtbot = qtbot
        self.editor = Editor(document.with_view(View(open=opened)))
        self.surface = Surface(self.editor, theme("light"))
        self.surface.reduced_motion = True
        qtbot.addWidget(self.surface)
        self.surface.resize(1200, 800)
        self.surface.show()
        self.surface.activateWindow()
        assert QTest.qWaitForWindowActive(self.surface, 2000)
        self.surface.setFocus()
        self.look(Point(-100, -150))
        self.start = written(document)

    def look(self, corner: Point, zoom: float = 1.0) -> None:
        """Shows a scene point in the corner of the view."""
        camera = self.surface.navigation.camera.placed(corner, Point(0, 0), zoom)
        self.surface.navigation.use(camera)

    # What there is

    @property
    def document(self) -> Document:
        return self.editor.document

    @property
    def bytes(self) -> bytes:
        return written(self.document)

    @property
    def titles(self) -> list[str]:
        """What the history calls the gestures so far."""
        return [entry.title for entry in self.editor.history.done]

    def node(self, node_id: str) -> Node:
        return self.document.nodes[node_id]

    def path(self, record_id: str) -> Path:
        scene = self.surface.scene
        return next(path for path in (*scene.nodes, *scene.flows) if path[-1] == record_id)

    def rect(self, node_id: str):
        return self.surface.scene.nodes[self.path(node_id)].rect

    def center(self, node_id: str) -> Point:
        return self.rect(node_id).center

    def middle(self, flow_id: str) -> Point:
        """A point in the middle of the longest piece of a flow."""
        points = self.surface.scene.flows[self.path(flow_id)].points
        pairs = list(pairwise(points))
        one, other = max(pairs, key=lambda p: abs(p[0].x - p[1].x) + abs(p[0].y - p[1].y))
        return Point((one.x + other.x) / 2, (one.y + other.y) / 2)

    def flow(self, source: str, target: str) -> Flow:
        """The only flow between two nodes."""
        (found,) = [f for f in self.document.flows.values() if (f.source, f.target) == (source, target)]
        return found

    def pairs(self) -> set[tuple[str, str]]:
        return {(flow.source, flow.target) for flow in self.document.flows.values()}

    def new_nodes(self, before: Document) -> list[Node]:
        return [node for key, node in self.document.nodes.items() if key not in before.nodes]

    @property
    def selected(self) -> set[str]:
        return {path[-1] for path in self.surface.selection}

    @property
    def editor_box(self) -> LabelEditor | None:
        """The label editor, if one is open."""
        return next((e for e in self.surface.findChildren(LabelEditor) if e.isVisible()), None)

    @property
    def notice(self) -> str:
        bar = self.surface.furniture.notices
        return bar.text if bar.isVisible() else ""

    def answer(self, label: str) -> None:
        """Clicks a button of the notice."""
        from PySide6.QtWidgets import QPushButton

        buttons = self.surface.furniture.notices.findChildren(QPushButton)
        QTest.mouseClick(next(b for b in buttons if b.text() == label and not b.isHidden()), LEFT)

    # What the hand does

    def mouse(self, kind: QEvent.Type, at: Point, held=NONE, button=LEFT, down=True) -> None:
        screen = self.surface.navigation.camera.to_screen(*at)
        place = QPointF(screen.x, screen.y)
        buttons = button if down else Qt.MouseButton.NoButton
        own = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else button
        event = QMouseEvent(kind, place, self.surface.mapToGlobal(place), own, buttons, held)
        QApplication.sendEvent(self.surface, event)

    def hover(self, at: Point) -> None:
        self.mouse(QEvent.Type.MouseMove, at, down=False)

    def press(self, at: Point, held=NONE, button=LEFT) -> None:
        self.hover(at)
        self.mouse(QEvent.Type.MouseButtonPress, at, held, button)

    def move(self, at: Point, held=NONE, button=LEFT) -> None:
        self.mouse(QEvent.Type.MouseMove, at, held, button)

    def release(self, at: Point, held=NONE, button=LEFT) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at, held, button, down=False)

    def click(self, at: Point, held=NONE, button=LEFT) -> None:
        self.press(at, held, button)
        self.release(at, held, button)

    def wheel(self, at: Point, turn: int, held=NONE) -> None:
        """Turns the wheel over a place; 120 is one notch away from the user."""
        screen = self.surface.navigation.camera.to_screen(*at)
        place = QPointF(screen.x, screen.y)
        event = QWheelEvent(
            place,
            self.surface.mapToGlobal(place),
            QPoint(),
            QPoint(0, turn),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.surface, event)

    def double_click(self, at: Point) -> None:
        self.click(at)
        self.mouse(QEvent.Type.MouseButtonDblClick, at)
        self.release(at)

    def drag(self, start: Point, end: Point, held=NONE, rest: int = 0) -> None:
        """Presses, goes there in a few steps, rests some milliseconds, releases."""
        self.carry(start, end, held)
        if rest:
            QTest.qWait(rest)
        self.release(end, held)

    def drag_into_flow(self, start: Point, end: Point, held=NONE) -> None:
        """Drags something over a flow and lets go once the flow has noticed, however busy the machine is."""
        self.carry_over_flow(start, end, held)
        self.release(end, held)

    def carry_over_flow(self, start: Point, end: Point, held=NONE) -> None:
        """Drags something over a flow and holds it there until the flow has noticed."""
        self.carry(start, end, held)
        self.await_flow()

    def await_flow(self) -> None:
        """Waits until a flow has noticed what is held over it."""
        self.qtbot.waitUntil(lambda: self.overlay_target in self.surface.scene.flows, timeout=5000)

    @property
    def overlay_target(self) -> Path | None:
        """What a release would act on, as it is shown."""
        return self.surface.overlay.gesture.shown.target

    def carry(self, start: Point, end: Point, held=NONE) -> None:
        """A drag without its release."""
        self.press(start)
        for step in range(1, 5):
            part = step / 4
            self.move(Point(start.x + (end.x - start.x) * part, start.y + (end.y - start.y) * part), held)

    def key(self, keys: str) -> None:
        """Types a shortcut such as `Ctrl+Z` on the widget that has the keyboard."""
        combination = QKeySequence(keys)[0]
        QTest.keyClick(self.focus, combination.key(), combination.keyboardModifiers())

    def command(self, command_id: str) -> bool:
        """Does a command by name, as the palette does; whether it was done."""
        return run(self.surface, command_id)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus, text)

    @property
    def focus(self) -> QWidget:
        return QApplication.focusWidget() or self.surface

    def select(self, *ids: str) -> None:
        self.surface.select([self.path(one) for one in ids])

    @contextmanager
    def one_edit(self) -> Iterator[None]:
        """What happens inside is one entry of the history; undo and redo give the same bytes."""
        before, entries = self.bytes, len(self.editor.history.done)
        yield
        after = self.bytes
        assert len(self.editor.history.done) == entries + 1, self.titles
        assert after != before
        self.surface.setFocus()
        self.key("Ctrl+Z")
        assert self.bytes == before
        self.key("Ctrl+Shift+Z")
        assert self.bytes == after

    @contextmanager
    def no_edit(self) -> Iterator[None]:
        """What happens inside leaves document and history alone."""
        before, entries = self.bytes, len(self.editor.history.done)
        yield
        assert self.bytes == before
        assert len(self.editor.history.done) == entries
