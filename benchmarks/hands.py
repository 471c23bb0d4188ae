"""One canvas and what people do to it, with real mouse events, each step painted and timed."""

import gc
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.commands import run
from designer.canvas.surface import Surface
from designer.canvas.trying import PAUSE_MILLISECONDS
from designer.canvas.viewing import REST_MILLISECONDS
from designer.drawing.theme import theme
from designer.editing.editor import Editor
from designer.editing.nodes import move
from designer.layout.geometry import Point
from designer.model.document import Document

SIZE = (1600, 900)
FRAMES, TURNS = 40, 3

Taken = list[tuple[float, float]]  # wall and CPU milliseconds of each turn


@dataclass(frozen=True)
class Sample:
    """A document to measure with: a task in it, and the boxes around that from the inside out."""

    document: Document
    task: str
    boxes: tuple[str, ...] = ()


def timed(times: int, act: Callable[[int], object], clock: Callable[[], float] = time.process_time) -> Taken:
    """Milliseconds of each call, by the wall and by a clock of the processor."""
    taken = []
    for turn in range(times):
        wall, cpu = time.perf_counter(), clock()
        act(turn)
        taken.append(((time.perf_counter() - wall) * 1000, (clock() - cpu) * 1000))
    return taken


class Hands:
    """One surface and what is done to it."""

    def __init__(self, sample: Sample) -> None:
        self.sample = sample
        self.opened = timed(1, lambda _: self._open(sample.document))
        gc.collect()
        gc.freeze()

    def _open(self, document: Document) -> None:
        self.surface = Surface(Editor(document), theme("light"))
        self.surface.reduced_motion = True
        self.surface.resize(*SIZE)
        self.surface.show()
        QTest.qWaitForWindowExposed(self.surface)
        self.surface.repaint()

    def all(self) -> dict[str, Taken]:
        """All figures."""
        surface, boxes = self.surface, self.sample.boxes
        found = {"open": self.opened}
        self.whole()
        found["repaint at fit"] = timed(50, lambda _: surface.repaint())
        found["200 tokens at fit"] = self.playback()
        found["zoom"] = timed(16, self.zoom)
        self.near(self.sample.task)
        found["200 tokens at 100 %"] = self.playback()
        found["pan"] = timed(60, self.pan)
        found["full repaint at 100 %"] = timed(10, self.afresh)
        found |= phases("drag a task", (self.drag(self.sample.task) for _ in range(TURNS)))
        for box, name in zip(boxes, ("drag a box", "drag a box of five", "drag a box of 25"), strict=False):
            found |= phases(name, (self.drag(box) for _ in range(TURNS)))
        if boxes:
            found |= phases("drag a box from afar", (self.drag(boxes[-1], 0.2) for _ in range(TURNS)))
        found |= phases("space tool", (self.armed("space", QPoint(9, 0)) for _ in range(TURNS)))
        found |= phases("knife", (self.armed("knife", QPoint(0, 9)) for _ in range(TURNS)))
        found["edit from afar"] = timed(10, self.edit)
        self.near(self.sample.task)
        found["edit"] = timed(10, self.edit)
        if boxes:
            found["collapse or expand"] = timed(6, self.toggle)
        self.whole()
        found["select all"] = timed(6, self.select_all)
        found["delete all"] = timed(1, self.delete_all)
        found["undo"] = timed(1, lambda _: (run(surface, "undo"), surface.repaint()))
        return found

    # Views

    def whole(self) -> None:
        """Everything in view."""
        self.surface.fit()
        self.surface.repaint()

    def near(self, node: str, zoom: float = 1.0) -> QPoint:
        """A node in the upper left of the view; gives where to grasp it."""
        surface = self.surface
        rect = next(placed.rect for path, placed in surface.scene.nodes.items() if path[-1] == node)
        surface.navigation.use(surface.navigation.camera.placed(Point(rect.x, rect.y), Point(400, 300), zoom))
        QTest.qWait(REST_MILLISECONDS + 20)  # the hand comes to a picture that is crisp again
        surface.repaint()
        return surface.to_widget(Point(rect.x + 90, rect.y + 12))

    def afresh(self, _turn: int) -> None:
        """Paints everything in the view again."""
        self.surface.diagram.backing.spoil()
        self.surface.repaint()

    def zoom(self, _turn: int) -> None:
        """One notch nearer, about the middle."""
        self.surface.set_zoom(self.surface.zoom * 1.16)
        self.surface.repaint()

    def pan(self, turn: int) -> None:
        """Some pixels aside."""
        self.surface.scroll(17 if turn < 30 else -17, 5)
        self.surface.repaint()

    # Edits

    def edit(self, turn: int) -> None:
        """Moves a step by hand and back, until that is seen."""
        with self.surface.editor.edit("Move") as draft:
            move(draft, [self.sample.task], 10 if turn % 2 else -10, 0)
        self.surface.repaint()

    def toggle(self, _turn: int) -> None:
        """Closes the outermost box, or opens it."""
        self.surface.toggle_open([self.sample.boxes[-1]])
        self.surface.repaint()

    def select_all(self, turn: int) -> None:
        """Everything, then nothing."""
        self.surface.select(self.surface.scene.nodes.keys() if turn % 2 == 0 else ())
        self.surface.repaint()

    def delete_all(self, _turn: int) -> None:
        """All that is on the level, with what is in it."""
        run(self.surface, "select-all")
        run(self.surface, "delete")
        self.surface.repaint()

    # Gestures

    def drag(self, node: str, zoom: float = 1.0) -> dict[str, Taken]:
        """Takes a node somewhere."""
        return self.gesture(self.near(node, zoom), QPoint(1, 1), QPoint(9, 9))

    def armed(self, tool: str, step: QPoint) -> dict[str, Taken]:
        """Uses a tool with everything in view."""
        surface = self.surface
        self.whole()
        surface.set_tool(tool)
        at, camera = QPoint(SIZE[0] // 4, SIZE[1] // 2), surface.navigation.camera
        while surface.hit(camera.to_scene(at.x(), at.y())).kind not in ("inside", "canvas"):
            at += QPoint(3, 2)
        taken = self.gesture(at, step, step)
        surface.set_tool("select")
        return taken

    def gesture(self, at: QPoint, step: QPoint, begin: QPoint) -> dict[str, Taken]:
        """Presses, pulls with each move painted, rests, lets go, and takes back what came of it."""
        surface, event = self.surface, QEvent.Type
        moves = iter(range(FRAMES + 1))

        def pull(_turn: int) -> None:
            self.mouse(event.MouseMove, at + begin + step * next(moves))
            self.seen()

        def start(turn: int) -> None:
            self.mouse(event.MouseButtonPress, at)
            pull(turn)

        def rest(_turn: int) -> None:
            QApplication.processEvents()
            surface.repaint()

        def release(_turn: int) -> None:
            self.mouse(event.MouseButtonRelease, at + begin + step * FRAMES)
            surface.repaint()

        taken = {"first": timed(1, start), "": timed(FRAMES, pull)}
        time.sleep((PAUSE_MILLISECONDS + 10) / 1000)
        taken |= {"rest": timed(1, rest), "release": timed(1, release)}
        run(surface, "undo")
        surface.repaint()
        return taken

    def mouse(self, kind: QEvent.Type, at: QPoint) -> None:
        """Sends one event."""
        left = Qt.MouseButton.LeftButton
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
        place = QPointF(at)
        event = QMouseEvent(
            kind, place, self.surface.mapToGlobal(place), button, left, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(self.surface, event)

    def seen(self) -> None:
        """Paints what has changed, as a window does on its own: first it is found out, then painted."""
        for _ in range(2):
            QApplication.sendPostedEvents()

    def playback(self) -> Taken:
        """Frames with 200 tokens under way."""
        self.surface.set_playback(_Run(self.surface))  # type: ignore[arg-type]  # as much of one as is asked
        self.surface.repaint()

        def frame(turn: int) -> None:
            self.surface.set_playback_time(float(turn), 1000.0)
            self.surface.repaint()

        taken = timed(60, frame)
        self.surface.set_playback(None)
        self.surface.repaint()
        return taken


def phases(name: str, gestures: Iterable[dict[str, Taken]]) -> dict[str, Taken]:
    """The turns of some gestures, phase by phase: first frame, further ones, the truth at rest, release."""
    found: dict[str, Taken] = {}
    for gesture in gestures:
        for phase, taken in gesture.items():
            found.setdefault(f"{name}, {phase}" if phase else name, []).extend(taken)
    return found


class _Run:
    """Tokens on the first 200 flows in view, and something to be seen at every node."""

    def __init__(self, surface: Surface) -> None:
        self.node_paths = list(surface.scene.nodes)
        self.points = ()
        arrays = surface.diagram.arrays
        self.flow_paths = [arrays.flows[number].path for number in arrays.flows_in(surface.visible)[:200]]

    def frame(self, ms: float, _travel: float) -> object:
        class Moment:
            token_flow = np.arange(200) % len(self.flow_paths)
            token_fraction = (np.arange(200) / 200 + ms / 60) % 1.0
            token_case = np.arange(200)
            queue = (np.arange(len(self.node_paths)) + int(ms)) % 4
            busy = queue // 2
            inside = queue
            late = queue

        return Moment()
