"""How long the whole window is held in a large document: `python benchmarks/window.py [steps] [flat]`.

Of each act comes the processor time of the window's thread until the act is seen, and the longest single hold
in the second after that, while panels, checks and copies on the disk catch up. Runs without a screen unless
QT_QPA_PLATFORM says otherwise.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from boxed import big_document, flat_document
from hands import timed
from PySide6.QtWidgets import QApplication

from designer.app import main as program
from designer.app.document_view import DocumentView
from designer.app.main_window import MainWindow
from designer.canvas.commands import run
from designer.editing.nodes import move
from designer.exchange import files

CATCHING_UP = 1.0  # seconds
COPIED = 1000
# ms of an act and of each hold after it, by the number of steps; of an edit unless it is named.
PROMISED = {1_000: 50, 10_000: 150}
NAMED = {"open": 2000, "delete all": 1000, "undo": 1000, "collapse or expand": 50}


class Desk:
    """One window with one document in it."""

    def __init__(self, application: QApplication, path: Path, step: str) -> None:
        self.application, self.path, self.step = application, path, step
        self.window: MainWindow = program.open_window(application)
        self.window.resize(1600, 900)
        self.window.show()

    @property
    def view(self) -> DocumentView:
        """The document in front."""
        assert self.window.view is not None
        return self.window.view

    def acts(self) -> dict[str, Callable[[], object]]:
        """What is measured, in this order."""
        structure, surface = self.window.structure, lambda: self.view.surface
        found: dict[str, Callable[[], object]] = {
            "open": lambda: self.window.filing.open_path(self.path),
            "edit": self.edit,
            "edit again": self.edit,
            "select all": lambda: run(surface(), "select-all"),
            "select nothing": lambda: surface().select(()),
            "find in the tree": lambda: structure.search.setText("part 7"),
            "find nothing": structure.search.clear,
            "select and copy 1,000": self.copy,
            "paste 1,000": lambda: run(surface(), "paste"),
            "undo": lambda: run(surface(), "undo"),
            "collapse or expand": lambda: surface().toggle_open(["big0"]),
            "save": lambda: self.view.session.save(),
            "delete all": lambda: (run(surface(), "select-all"), run(surface(), "delete")),
            "undo of that": lambda: run(surface(), "undo"),
        }
        if "flat" in sys.argv:
            del found["collapse or expand"]
        return found

    def edit(self) -> None:
        """Moves one step."""
        with self.view.editor.edit("Move") as draft:
            move(draft, [self.step], 10, 0)

    def copy(self) -> None:
        """Copies so many steps: the first ones of a level, or the first boxes with all in them."""
        surface = self.view.surface
        on_level = [path for path in surface.scene.nodes if len(path) == 1]
        surface.select(on_level[: COPIED if "flat" in sys.argv else COPIED // 100])
        run(surface, "copy")

    def measured(self, act: Callable[[], object]) -> tuple[float, float]:
        """Milliseconds of an act until it is seen, and of the longest hold afterwards."""

        def seen(_turn: int) -> None:
            act()
            if self.window.view is not None:
                self.view.surface.repaint()

        (_, taken), *_ = timed(1, seen, time.thread_time)
        longest, end = 0.0, time.monotonic() + CATCHING_UP
        while time.monotonic() < end:
            (_, held), *_ = timed(1, lambda _: self.application.processEvents(), time.thread_time)
            longest = max(longest, held)
            time.sleep(0.002)
        return taken, longest


def main() -> None:
    steps = next((int(word) for word in sys.argv[1:] if word.isdigit()), 10_000)
    document, step = (flat_document(steps), "n505") if "flat" in sys.argv else (big_document(steps), "n0-0-5")
    with tempfile.TemporaryDirectory() as folder:
        for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
            os.environ[f"XDG_{kind}_HOME"] = str(Path(folder, kind.lower()))
        path = Path(folder, "large.process.json")
        files.save(document, path)
        gc.set_threshold(*program.COLLECT_AFTER)
        desk = Desk(program.application(), path, step)
        print(f"{'ms':30}{'until seen':>12}{'then held':>12}{'promised':>10}")
        for name, act in desk.acts().items():
            taken, longest = desk.measured(act)
            promise = NAMED.get(name, PROMISED.get(steps, ""))
            print(f"{name:30}{taken:12.0f}{longest:12.0f}{promise!s:>10}", flush=True)
        desk.view.session.close()
    sys.stdout.flush()
    os._exit(0)  # what Qt still holds would ask whether to save


if __name__ == "__main__":
    main()
