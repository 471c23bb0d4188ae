"""How long the canvas takes for what people do.

    python benchmarks/canvas.py [tasks …] [nested] [deep] [flat] [--real] [--ratio=2]

Prints milliseconds of wall clock and of CPU (median and 95th percentile) beside what is promised, and beside
bpmn-js with the same document in the same run where that is at hand (see `bpmn_js.py`). Of each gesture come
its first frame, all further ones, the true layout once it rests, and the release until that is seen. The
tasks are in open boxes two (`nested`) or three (`deep`) deep, or on one level (`flat`); with `--real` they
have the names that people write: long, wrapped, right to left, with emoji. Runs without a screen unless
QT_QPA_PLATFORM says otherwise.
"""

import gc
import os
import resource
import statistics
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if ratio := next((word[8:] for word in sys.argv if word.startswith("--ratio=")), ""):
    os.environ["QT_SCALE_FACTOR"] = ratio

import bpmn_js
from boxed import PLAIN, REAL, big_document, flat_document
from hands import Hands, Sample, Taken
from PySide6.QtWidgets import QApplication

from designer.app.main import COLLECT_AFTER

SHAPES = ("nested", "deep", "flat")
# ms, 95th percentile, in a real window without a GPU.
PROMISED = {
    1_000: {
        "open": 500,
        "drag a task": 16,
        "drag a box": 16,
        "edit": 50,
        "collapse or expand": 16,
        "select all": 30,
        "space tool": 16,
        "space tool, release": 100,
        "knife": 16,
    },
    2_000: {
        "pan": 5,
        "zoom": 16,
        "drag a task": 2,
        "drag a box": 3,
        "select all": 4,
        "200 tokens at fit": 2,
        "200 tokens at 100 %": 2,
    },
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
        "200 tokens at fit": 3,
        "200 tokens at 100 %": 3,
    },
}
# Of every gesture: its first frame, and what the rest and the release may take, by the number of tasks.
PHASES = {
    1_000: {"first": 16, "rest": 50, "release": 50},
    2_000: {"first": 16, "rest": 50, "release": 50},
    10_000: {"first": 33, "rest": 150, "release": 150},
}


def resident() -> float:
    """Memory of this process, in MB; the most it ever had where the system does not tell what it has."""
    table = Path("/proc/self/statm")
    if table.exists():
        return int(table.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3


def spread(values: list[float]) -> tuple[float, float]:
    """The median and the 95th percentile."""
    return statistics.median(values), sorted(values)[min(len(values) - 1, int(len(values) * 0.95))]


def table(tasks: int, ours: dict[str, Taken], theirs: dict[str, Taken]) -> None:
    """One line for each act; `times` is how much more CPU bpmn-js takes."""
    print(f"{'ms':30}{'wall':>15}{'CPU':>15}{'promised':>10}{'bpmn-js wall':>18}{'CPU':>8}{'times':>8}")
    for name, taken in ours.items():
        wall, late = spread([turn[0] for turn in taken])
        cpu, worst = spread([turn[1] for turn in taken])
        promise = PROMISED.get(tasks, {}).get(name) or PHASES.get(tasks, {}).get(name.partition(", ")[2], "")
        line = f"{name:30}{wall:8.1f} /{late:5.1f}{cpu:8.1f} /{worst:5.1f}{promise!s:>10}"
        if name in theirs:
            other, last = spread([turn[0] for turn in theirs[name]])
            line += f"{other:10.0f} /{last:6.0f}{theirs[name][0][1]:8.0f}{theirs[name][0][1] / cpu:8.1f}"
        print(line, flush=True)


def sample(shape: str, tasks: int) -> Sample:
    """So many tasks in boxes two or three deep, all open, or on one level."""
    names = REAL if "--real" in sys.argv else PLAIN
    if shape == "flat":
        return Sample(flat_document(tasks, names), "n505")
    if shape == "deep":
        return Sample(big_document(tasks, names, deep=3), "n0-0-0-5", ("s0-0-0", "big0-0", "huge0"))
    return Sample(big_document(tasks, names), "n0-0-5", ("s0-0", "big0"))


def main() -> None:
    application = QApplication(sys.argv[:1])
    gc.set_threshold(*COLLECT_AFTER)
    empty = Hands(Sample(big_document(0), ""))
    lacks = bpmn_js.missing()
    for tasks in [int(word) for word in sys.argv[1:] if word.isdigit()] or [2_000, 10_000]:
        for shape in [shape for shape in SHAPES if shape in sys.argv] or SHAPES:
            before = resident()
            measured = sample(shape, tasks)
            hands = Hands(measured)
            memory = resident() - before
            ratio = empty.surface.devicePixelRatioF()
            where = f"{application.platformName()} at {ratio:g}"
            print(f"\n{tasks:,} tasks, {shape} · {where} · {memory:.0f} MB more")
            theirs = {}
            if not lacks and measured.boxes:
                theirs = bpmn_js.measured(measured.document, measured.task, measured.boxes[0])
            table(tasks, hands.all(), theirs)
            gc.unfreeze()
    if lacks:
        print(f"\nNot beside bpmn-js: {lacks}")


if __name__ == "__main__":
    main()
