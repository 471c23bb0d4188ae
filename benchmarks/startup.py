"""How long a person waits for the program: `python benchmarks/startup.py [runs]`.

Each figure is the median over whole processes, from the start of Python. A window counts as seen when its
first paint is done; a child watches for that and ends there. Runs on Linux, without a screen unless
QT_QPA_PLATFORM says otherwise, and with byte-compiled files, as an installed program has them.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent
    from PySide6.QtWidgets import QWidget

ROOT = Path(__file__).resolve().parents[1]
RUNS = 5
LARGE = 10_000
TEMPLATE = "purchase-approval"
# Seconds, without other work on the machine.
PROMISED = {
    "--version": 0.1,
    "check a template": 0.6,
    "start page": 0.5,
    "template": 0.8,
    "10,000 steps": 2.0,
}


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else RUNS
    with tempfile.TemporaryDirectory() as folder:
        large = Path(folder, "large.process.json")
        measured([__file__, "--write", str(large)], Path(folder))
        template = str(ROOT / "resources" / "templates" / f"{TEMPLATE}.process.json")
        program = ["-m", "designer"]
        watch = [__file__, "--watch"]
        rows = {
            "--version": [*program, "--version"],
            "check a template": [*program, "check", template],
            "start page": [*watch, "window"],
            "template": [*watch, "canvas", "--template", TEMPLATE],
            "10,000 steps": [*watch, "canvas", str(large)],
        }
        print(f"{'':20}{'seconds':>9}{'promised':>10}{'memory':>10}")
        for name, words in rows.items():
            figures = [measured(words, Path(folder)) for _ in range(runs + 1)][1:]  # the first one compiles
            seconds, megabytes = (statistics.median(column) for column in zip(*figures, strict=True))
            print(f"{name:20}{seconds:9.2f}{PROMISED[name]:10.2f}{megabytes:7.0f} MB")


def measured(words: list[str], folder: Path) -> tuple[float, float]:
    """Seconds until a process had ended or painted, and the megabytes it took at most."""
    environment = {
        "QT_QPA_PLATFORM": "offscreen",
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        **{f"XDG_{kind}_HOME": str(folder / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begin = time.perf_counter()
    child = subprocess.Popen([sys.executable, *words], env=environment, cwd=folder, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{' '.join(words)} ended with {child.returncode}")
    return time.perf_counter() - begin, usage.ru_maxrss / 1000


def watch(painted: str, words: list[str]) -> None:
    """Runs the program until a widget of a class was painted, and ends it there."""
    from PySide6.QtCore import QTimer

    from designer import __main__ as program

    def end_after_paint(widget: type[QWidget]) -> None:
        paint = widget.paintEvent

        def painted_once(self: QWidget, event: QPaintEvent) -> None:
            paint(self, event)
            QTimer.singleShot(0, lambda: os._exit(0))

        widget.paintEvent = painted_once  # type: ignore[method-assign]  # watched, not changed

    if painted == "canvas":
        from designer.canvas.surface import Surface

        end_after_paint(Surface)
    else:
        from designer.app.main_window import MainWindow

        end_after_paint(MainWindow)
    program.main(words)


def write_large(path: Path) -> None:
    """A document of 10,000 steps."""
    from boxed import big_document

    from designer.exchange import files

    files.save(big_document(LARGE), path)


if __name__ == "__main__":
    if "--write" in sys.argv:
        write_large(Path(sys.argv[2]))
    elif "--watch" in sys.argv:
        watch(sys.argv[2], sys.argv[3:])
    else:
        main()
