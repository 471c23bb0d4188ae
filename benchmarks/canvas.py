"""How long the canvas takes for what people do: `python benchmarks/canvas.py [tasks …] [--real] [--ratio=2]`.

Prints milliseconds of wall clock and of CPU (median and 95th percentile) beside what is promised, and beside
bpmn-js with the same document in the same run where that is at hand (see `bpmn_js.py`). With `--real` the
tasks have the names that people write: long, wrapped, right to left, with emoji. Runs without a screen unless
QT_QPA_PLATFORM says otherwise.
"""

import gc
import os
import resource
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if ratio := next((word[8:] for word in sys.argv if word.startswith("--ratio=")), ""):
    os.environ["QT_SCALE_FACTOR"] = ratio

import bpmn_js
from boxed import PLAIN, REAL, big_document
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.app.main import COLLECT_AFTER
from designer.canvas.commands import run
from designer.canvas.surface import Surface
from designer.drawing.theme import theme
from designer.editing.editor import Editor
from designer.editing.nodes import move
from designer.layout.geometry import Point
from designer.model.document import Document

SIZE = (1600, 900)
TASK, BOX, INNER = "n0-0-5", "big0", "s0-0"
# ms, 95th percentile, in a real window without a GPU.
PROMISED = {
    1_000: {
        "open": 500,
        "edit": 50,
        "collapse or expand": 16,
        "select all": 30,
        "space tool": 16,
        "space tool, release": 100,
        "knife": 16,
    },
    2_000: {"pan": 5, "zoom": 16, "drag a task": 2, "drag a box": 3, "select all": 4, "200 tokens": 2},
    10_000: {
        "open": 2000,
        "pan": 8,
        "zoom": 20,
        "drag a task": 3,
        "drag a box": 5,
        "edit": 150,
        "space tool": 33,
        "space tool, release": 500,
        "knife": 33,
        "collapse or expand": 50,
        "select all": 12,
        "delete all": 1000,
        "undo": 1000,
        "200 tokens": 3,
    },
}

Taken = list[tuple[float, float]]  # wall and CPU milliseconds of each turn


def timed(times: int, act: Callable[[int], object]) -> Taken:
    """Milliseconds of each call."""
    taken = []
    for turn in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        act(turn)
        taken.append(((time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000))
    return taken


def resident() -> float:
    """Memory of this process, in MB; the most it ever had where the system does not tell what it has."""
    table = Path("/proc/self/statm")
    if table.exists():
        return int(table.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


class Bench:
    """One surface and what is done to it."""

    def __init__(self, document: Document) -> None:
        self.opened = timed(1, lambda _: self._open(document))
        gc.collect()
        gc.freeze()

    def _open(self, document: Document) -> None:
        self.surface = Surface(Editor(document), theme("light"))
        self.surface.reduced_motion = True
        self.surface.resize(*SIZE)
        self.surface.show()
        QTest.qWaitForWindowExposed(self.surface)
        self.surface.repaint()

    def run(self) -> dict[str, Taken]:
        """All figures."""
        surface = self.surface
        found = {"open": self.opened}
        surface.fit()
        surface.repaint()
        found["repaint at fit"] = timed(50, lambda _: surface.repaint())
        found["200 tokens"] = self.playback()
        found["zoom"] = timed(16, self.zoom)
        surface.set_zoom(1.0)
        surface.repaint()
        found["pan"] = timed(60, self.pan)
        found["full repaint at 100 %"] = timed(10, self.afresh)
        found["drag a task"] = self.drag(TASK)
        found["drag a box"] = self.drag(INNER)
        found["drag a box of five"] = self.drag(BOX)
        found["space tool"], found["space tool, release"] = self.armed("space", QPoint(9, 0))
        found["knife"], found["knife, release"] = self.armed("knife", QPoint(0, 9))
        found["edit"] = timed(10, self.edit)
        found["collapse or expand"] = timed(6, self.toggle)
        surface.fit()
        surface.repaint()
        found["select all"] = timed(6, self.select_all)
        found["delete all"] = timed(1, self.delete_all)
        found["undo"] = timed(1, lambda _: (run(surface, "undo"), surface.repaint()))
        return found

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

    def edit(self, turn: int) -> None:
        """Moves a step by hand and back, until that is seen."""
        with self.surface.editor.edit("Move") as draft:
            move(draft, [TASK], 10 if turn % 2 else -10, 0)
        self.surface.repaint()

    def toggle(self, _turn: int) -> None:
        """Closes a box of a hundred tasks in five boxes, or opens it."""
        self.surface.toggle_open([BOX])
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

    def drag(self, node: str) -> Taken:
        """Mouse moves with the button down, each painted."""
        surface = self.surface
        path = next(path for path in surface.scene.nodes if path[-1] == node)
        rect = surface.scene.nodes[path].rect
        surface.navigation.use(surface.navigation.camera.placed(Point(rect.x, rect.y), Point(400, 300), 1.0))
        surface.repaint()
        grip = surface.to_widget(Point(rect.x + 90, rect.y + 12))
        self.mouse(QEvent.Type.MouseButtonPress, grip)
        self.mouse(QEvent.Type.MouseMove, grip + QPoint(8, 8))

        def move(turn: int) -> None:
            self.mouse(QEvent.Type.MouseMove, grip + QPoint(10 + turn, 10 + turn))
            surface.repaint()

        move(0)
        taken = timed(40, move)
        surface.tool.cancel()
        surface.pointing.cancel()
        return taken

    def armed(self, tool: str, step: QPoint) -> tuple[Taken, Taken]:
        """Mouse moves with a tool pressed in the middle of everything, each painted; and the release."""
        surface = self.surface
        surface.fit()
        surface.repaint()
        surface.set_tool(tool)
        at = surface.rect().center()
        while surface.hit(surface.navigation.camera.to_scene(at.x(), at.y())).kind not in (
            "inside",
            "canvas",
        ):
            at += QPoint(3, 2)
        self.mouse(QEvent.Type.MouseButtonPress, at)

        def move(turn: int) -> None:
            self.mouse(QEvent.Type.MouseMove, at + step * (turn + 1))
            surface.repaint()

        def release(_turn: int) -> None:
            self.mouse(QEvent.Type.MouseButtonRelease, at + step * 20)
            surface.repaint()

        taken = timed(20, move), timed(1, release)
        run(surface, "undo")
        surface.set_tool("select")
        surface.set_zoom(1.0)
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

    def playback(self) -> Taken:
        """Frames with 200 tokens under way."""
        self.surface.set_playback(_Run(self.surface))  # type: ignore[arg-type]  # as much of one as is asked
        self.surface.repaint()

        def frame(turn: int) -> None:
            self.surface.set_playback_time(float(turn), 1000.0)
            self.surface.repaint()

        taken = timed(60, frame)
        self.surface.set_playback(None)
        return taken


class _Run:
    """Tokens on the first 200 flows of what is shown."""

    def __init__(self, surface: Surface) -> None:
        self.node_paths = list(surface.scene.nodes)
        self.points = ()
        self.flow_paths = list(surface.scene.flows)

    def frame(self, ms: float, _travel: float) -> object:
        import numpy as np

        class Moment:
            token_flow = np.arange(200) % len(self.flow_paths)
            token_fraction = (np.arange(200) / 200 + ms / 60) % 1.0
            token_case = np.arange(200)
            queue = np.zeros(len(self.node_paths), np.int32)
            busy = inside = queue

        return Moment()


def spread(values: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return statistics.median(values), sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def table(tasks: int, ours: dict[str, Taken], theirs: dict[str, Taken]) -> None:
    """One line for each act; `times` is how much more CPU bpmn-js takes."""
    print(f"{'ms':24}{'wall':>15}{'CPU':>15}{'promised':>10}{'bpmn-js wall':>18}{'CPU':>8}{'times':>8}")
    for name, taken in ours.items():
        wall, late = spread([turn[0] for turn in taken])
        cpu, worst = spread([turn[1] for turn in taken])
        promise = PROMISED.get(tasks, {}).get(name, "")
        line = f"{name:24}{wall:8.1f} /{late:5.1f}{cpu:8.1f} /{worst:5.1f}{promise!s:>10}"
        if name in theirs:
            other, last = spread([turn[0] for turn in theirs[name]])
            line += f"{other:10.0f} /{last:6.0f}{theirs[name][0][1]:8.0f}{theirs[name][0][1] / cpu:8.1f}"
        print(line, flush=True)


def main() -> None:
    application = QApplication(sys.argv[:1])
    gc.set_threshold(*COLLECT_AFTER)
    names = REAL if "--real" in sys.argv else PLAIN
    empty = Bench(big_document(0))
    lacks = bpmn_js.missing()
    for tasks in [int(word) for word in sys.argv[1:] if word.isdigit()] or [2_000, 10_000]:
        before = resident()
        document = big_document(tasks, names)
        bench = Bench(document)
        memory = resident() - before
        ratio = empty.surface.devicePixelRatioF()
        print(f"\n{tasks:,} tasks · {application.platformName()} at {ratio:g} · {memory:.0f} MB more")
        theirs = {} if lacks else bpmn_js.measured(document, TASK, INNER)
        table(tasks, bench.run(), theirs)
        gc.unfreeze()
    if lacks:
        print(f"\nNot beside bpmn-js: {lacks}")


if __name__ == "__main__":
    main()
