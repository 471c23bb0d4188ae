"""How long the canvas takes for what people do: `python benchmarks/canvas.py [tasks …]`.

Prints milliseconds (median and 95th percentile) beside what is promised. Runs without a screen unless
QT_QPA_PLATFORM says otherwise.
"""

import gc
import os
import statistics
import sys
import time
from collections.abc import Callable
from itertools import pairwise

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.surface import Surface
from designer.drawing.theme import theme
from designer.editing.editor import Editor
from designer.layout.geometry import Point
from designer.model.document import Document, View, table_of
from designer.model.flow import Flow
from designer.model.nodes import Box, Node, Outcome, Task, Trigger
from designer.model.workflow import Workflow

SIZE = (1600, 900)
INSIDE = 20
# ms, 95th percentile, in a real window without a GPU.
PROMISED = {
    2_000: {"pan": 5, "zoom": 16, "drag a task": 2, "drag a box": 3, "select all": 4, "200 tokens": 2},
    10_000: {"pan": 8, "zoom": 20, "drag a task": 3, "drag a box": 5, "select all": 12, "200 tokens": 3},
}


def big_document(tasks: int) -> Document:
    """Tasks in boxes of twenty, five of those in a box again, all open."""
    workflows, nodes, flows = [Workflow(id="main", name="Main")], [], []
    inner = max(1, tasks // INSIDE)
    outer = max(1, inner // 5)
    across = max(1, round(outer**0.5))
    for big in range(outer):
        place = (900.0 * (big % across), 300.0 * (big // across))
        nodes.append(Box(id=f"big{big}", name=f"Stage {big}", workflow="main", runs=f"wb{big}", at=place))
        workflows.append(Workflow(id=f"wb{big}", name=f"Stage {big}"))
        if big % across:
            flows.append(Flow(id=f"fb{big}", source=f"big{big - 1}", target=f"big{big}"))
        for small in range(5):
            key = f"{big}-{small}"
            box = Box(
                id=f"s{key}",
                name=f"Part {key}",
                workflow=f"wb{big}",
                runs=f"ws{key}",
                at=(16, 60 + 120.0 * small),
            )
            nodes.append(box)
            workflows.append(Workflow(id=f"ws{key}", name=f"Part {key}"))
            fill(key, nodes, flows)
    view = View(open=tuple(node.id for node in nodes if isinstance(node, Box)))
    return Document(
        "main", workflows=table_of(workflows), nodes=table_of(nodes), flows=table_of(flows), view=view
    )


def fill(key: str, nodes: list[Node], flows: list[Flow]) -> None:
    """Two rows of ten tasks between a trigger and an outcome."""
    home = f"ws{key}"
    nodes.append(Trigger(id=f"t{key}", name="Begin", workflow=home, at=(16, 52)))
    nodes.append(Outcome(id=f"o{key}", name="End", workflow=home, at=(2400, 52)))
    for number in range(INSIDE):
        at = (200.0 + 220 * (number % 10), 40.0 + 120 * (number // 10))
        nodes.append(Task(id=f"n{key}-{number}", name=f"Check part {number}", workflow=home, at=at))
    chain = [f"t{key}", *(f"n{key}-{n}" for n in range(10)), f"o{key}"]
    flows += [Flow(id=f"f{key}-{n}", source=a, target=b) for n, (a, b) in enumerate(pairwise(chain))]
    flows += [Flow(id=f"g{key}-{n}", source=f"n{key}-{n}", target=f"n{key}-{n + 10}") for n in range(10)]


def timed(times: int, act: Callable[[int], object]) -> list[float]:
    """Milliseconds of each call."""
    taken = []
    for turn in range(times):
        begin = time.perf_counter()
        act(turn)
        taken.append((time.perf_counter() - begin) * 1000)
    return taken


class Bench:
    """One surface and what is done to it."""

    def __init__(self, tasks: int) -> None:
        self.tasks = tasks
        document = big_document(tasks)
        begin = time.perf_counter()
        self.surface = Surface(Editor(document), theme("light"))
        self.surface.reduced_motion = True
        self.surface.resize(*SIZE)
        self.surface.show()
        QTest.qWaitForWindowExposed(self.surface)
        self.surface.repaint()
        self.opened = (time.perf_counter() - begin) * 1000
        gc.collect()
        gc.freeze()

    def run(self) -> dict[str, list[float]]:
        """All figures, in milliseconds."""
        surface = self.surface
        found = {"open": [self.opened]}
        surface.fit()
        surface.repaint()
        found["repaint at fit"] = timed(50, lambda _: surface.repaint())
        found["200 tokens"] = self.playback()
        found["zoom"] = timed(16, self.zoom)
        surface.set_zoom(1.0)
        surface.repaint()
        found["pan"] = timed(60, self.pan)
        found["full repaint at 100 %"] = timed(10, self.afresh)
        found["drag a task"] = self.drag("n0-0-5")
        found["drag a box"] = self.drag("big0")
        surface.fit()
        surface.repaint()
        found["select all"] = timed(5, self.select_all)
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

    def select_all(self, turn: int) -> None:
        """Everything, then nothing."""
        self.surface.select(self.surface.scene.nodes.keys() if turn % 2 == 0 else ())
        self.surface.repaint()

    def drag(self, node: str) -> list[float]:
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

    def mouse(self, kind: QEvent.Type, at: QPoint) -> None:
        """Sends one event."""
        left = Qt.MouseButton.LeftButton
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else left
        place = QPointF(at)
        event = QMouseEvent(
            kind, place, self.surface.mapToGlobal(place), button, left, Qt.KeyboardModifier.NoModifier
        )
        QApplication.sendEvent(self.surface, event)

    def playback(self) -> list[float]:
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


def main() -> None:
    application = QApplication(sys.argv[:1])
    for tasks in [int(word) for word in sys.argv[1:]] or [2_000, 10_000]:
        print(f"\n{tasks:,} tasks · {application.platformName()}")
        print(f"{'':24}{'median':>9}{'p95':>9}{'promised':>10}")
        for name, taken in Bench(tasks).run().items():
            p95 = sorted(taken)[min(len(taken) - 1, int(len(taken) * 0.95))]
            promise = PROMISED.get(tasks, {}).get(name, "")
            print(f"{name:24}{statistics.median(taken):9.1f}{p95:9.1f}{promise!s:>10}")


if __name__ == "__main__":
    main()
