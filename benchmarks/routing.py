"""How good and how quick the routes of flows are: `python benchmarks/routing.py [tasks …]`.

Prints what the lines of the templates and of generated boards are like (bends, crossings, stretches on
which two flows lie on each other, flows over nodes), and how many milliseconds of computing time they take.
"""

import gc
import random
import statistics
import sys
import time
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from itertools import combinations, pairwise

from designer.app.main import COLLECT_AFTER
from designer.assets import path
from designer.editing.draft import Draft
from designer.exchange.files import load
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Routed, Scene
from designer.layout.sizes import size_of
from designer.layout.unfold import unfold
from designer.model.document import Document, table_of
from designer.model.flow import Flow
from designer.model.nodes import Box, Decision, Node, Parallel, Task, Wait
from designer.model.workflow import Workflow

FRAMES = 30
COLUMN, ROW = 230, 120
_KINDS = (Task, Task, Task, Task, Decision, Wait, Parallel)


def board(tasks: int, reach: int = 4, seed: int = 7) -> Document:
    """Steps in columns and rows, each with a flow or two ahead; one in six goes up to `reach` columns far."""
    dice = random.Random(seed)
    rows = max(3, round((tasks / 2.5) ** 0.5))
    cells = [(at // rows, at % rows) for at in range(tasks + tasks // 5) if dice.random() < 0.83]
    nodes: list[Node] = []
    for column, row in cells:
        made = dice.choice(_KINDS)(id=f"n{column}-{row}", name=f"Step {column}.{row}", workflow="main")
        w, h = size_of(made)
        at = (column * COLUMN + (160 - w) / 2, row * ROW + (64 - h) / 2)
        nodes.append(made.model_copy(update={"at": at}))
    flows = [
        Flow(id=f"f{number}", source=f"n{a[0]}-{a[1]}", target=f"n{b[0]}-{b[1]}")
        for number, (a, b) in enumerate(_pairs(cells, reach, dice))
    ]
    main = Workflow(id="main", name="Main")
    return Document("main", workflows=table_of([main]), nodes=table_of(nodes), flows=table_of(flows))


def _pairs(
    cells: list[tuple[int, int]], reach: int, dice: random.Random
) -> Iterable[tuple[tuple[int, int], tuple[int, int]]]:
    known = set(cells)
    for column, row in cells:
        for _ in range(dice.choice((1, 1, 2))):
            other = (column + 1, row + dice.choice((-1, 0, 0, 1)))
            if other in known:
                yield (column, row), other
        far = (column + dice.randint(-reach, reach), row + dice.randint(-reach, reach))
        if dice.random() < 1 / 6 and far in known:
            yield (column, row), far


@dataclass
class Looks:
    """What a scene's lines are like."""

    flows: int = 0
    bends: int = 0
    crossings: int = 0
    shared: int = 0
    laps: int = 0
    over: int = 0
    length: float = 0.0

    def __add__(self, other: "Looks") -> "Looks":
        return Looks(*(a + b for a, b in zip(astuple(self), astuple(other), strict=True)))


def looks(scene: Scene) -> Looks:
    """Counts, over all workflows of a scene; `shared` stretches lead out of or into the same dock."""
    found = Looks()
    inside: dict[tuple[str, ...], list[Routed]] = {}
    for routed in scene.flows.values():
        inside.setdefault(routed.path[:-1], []).append(routed)
    for level, flows in inside.items():
        solid = [
            (node.path, node.rect)
            for node in scene.nodes.values()
            if node.path[:-1] == level and node.node.kind not in ("area", "note", "boundary")
        ]
        for routed in flows:
            found += _alone(routed, solid)
        for one, other in combinations(flows, 2):
            found += _together(one.points, other.points)
    return found


def _alone(routed: Routed, solid: list[tuple[tuple[str, ...], Rect]]) -> Looks:
    line = routed.points
    over = sum(1 for _, rect in solid if any(_runs_over(a, b, rect.grown(-1)) for a, b in pairwise(line)))
    length = sum(abs(b.x - a.x) + abs(b.y - a.y) for a, b in pairwise(line))
    return Looks(flows=1, bends=max(0, len(line) - 2), over=over, length=length)


def _runs_over(a: Point, b: Point, rect: Rect) -> bool:
    left, right, top, bottom = min(a.x, b.x), max(a.x, b.x), min(a.y, b.y), max(a.y, b.y)
    return left < rect.right and right > rect.x and top < rect.bottom and bottom > rect.y


def _together(one: tuple[Point, ...], other: tuple[Point, ...]) -> Looks:
    crossings = laps = 0
    for a, b in pairwise(one):
        for c, d in pairwise(other):
            for axis in (0, 1):
                if a[axis] != b[axis]:
                    continue
                along = 1 - axis
                low, high = sorted((a[along], b[along]))
                if c[axis] == d[axis]:
                    first, last = max(low, min(c[along], d[along])), min(high, max(c[along], d[along]))
                    laps += abs(a[axis] - c[axis]) < 3 and last - first > 3
                else:
                    crossings += low < c[along] < high and min(c[axis], d[axis]) < a[axis] < max(
                        c[axis], d[axis]
                    )
    if {one[0], one[-1]} & {other[0], other[-1]}:
        return Looks(shared=laps, crossings=crossings)
    return Looks(laps=laps, crossings=crossings)


def drag(document: Document, moved: list[str], sketch: bool) -> list[float]:
    """Milliseconds of computing time for each frame of a move, made from the scene before it as on screen."""
    base, scene, taken = document, unfold(document), []
    for table in (scene.nodes, scene.flows):
        dict(table)  # what is on screen has been read
    for frame in range(FRAMES):
        draft = Draft(base)
        for key in moved:
            x, y = base.nodes[key].at
            draft.update(key, at=(x + 3.0 * frame, y + 2.0 * frame))
        seen = draft.document
        begin = time.process_time()
        unfold(seen, previous=scene, sketch=sketch)
        taken.append((time.process_time() - begin) * 1000)
    return taken


def busy(document: Document, flows: int) -> str:
    """A task near the middle with so many flows."""
    keys = [
        key
        for key, node in document.nodes.items()
        if isinstance(node, Task) and len(document.flows_from(key)) + len(document.flows_into(key)) == flows
    ]
    return keys[len(keys) // 2]


def print_looks() -> None:
    """Lines of all templates, with all boxes open, and of boards."""
    print(f"{'':22}{'flows':>7}{'bends':>7}{'cross':>7}{'shared':>8}{'laps':>6}{'over':>6}{'length':>10}")
    found = Looks()
    for file in sorted(path("templates").glob("*.process.json")):
        document = load(file)
        boxes = [key for key, node in document.nodes.items() if isinstance(node, Box)]
        found += looks(unfold(document, (), boxes))
    rows = [("templates", found)]
    rows += [(f"board of {n}, reach {r}", looks(unfold(board(n, r)))) for n in (30, 120) for r in (2, 6)]
    for name, row in rows:
        *counts, length = astuple(row)
        print(
            f"{name:22}"
            + "".join(f"{n:>{w}}" for n, w in zip(counts, (7, 7, 7, 8, 6, 6), strict=True))
            + f"{length:>10.0f}"
        )


def print_times(sizes: Iterable[int]) -> None:
    """All flows, and frames of a move of one task and of a box's worth of tasks: as sketched, and at rest."""
    heads = ("flows", "all ms", "a task: median / 95 %", "at rest", "20 tasks: median / 95 %", "at rest")
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)  # as the program does
    print(f"\n{'tasks':>7}" + "".join(f"{head:>{len(head) + 3}}" for head in heads))
    for size in sizes:
        document = board(size)
        begin = time.process_time()
        unfold(document)
        whole = (time.process_time() - begin) * 1000
        middle = len(document.nodes) // 2
        line = f"{size:>7}{len(document.flows):>8}{whole:>9.0f}"
        for moved in ([busy(document, 3)], sorted(document.nodes)[middle : middle + 20]):
            quick, slow = (drag(document, moved, sketch) for sketch in (True, False))
            late = statistics.quantiles(quick, n=20)[-1]
            line += f"{statistics.median(quick):>18.1f} / {late:4.1f}{statistics.median(slow):>10.1f}"
        print(line)


if __name__ == "__main__":
    print_looks()
    print_times([int(size) for size in sys.argv[1:]] or [100, 1_000, 5_000])
