"""Automatic layout beside ELK: `python benchmarks/layout.py [corpus of BPMN files]`.

One table: for graphs of each kind and size what crosses, what bends, how long all lines and how large the
whole are, and the time. Lines of ours are those of the program's router; ELK (through node, where elkjs is
found in NODE_PATH) routes its own, with the same sizes and gaps. Time is CPU time of the layout alone; `over`
counts flows of ours that run over a node.
"""

from __future__ import annotations

import json
import math
import os
import random
import shutil
import subprocess
import sys
import time
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import mean, median

from designer.editing.auto_layout import lay_out
from designer.editing.draft import Draft
from designer.layout.obstacles import Obstacles
from designer.layout.sizes import GRID
from designer.layout.unfold import unfold
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Decision, Node, Task
from designer.model.workflow import Workflow

Graph = tuple[int, list[tuple[int, int]]]
ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT.parent / "shared" / "corpus" / "bpmn"
SIZES = (10, 30, 100, 300, 1000, 5000)
ELK_UP_TO = 1000
_NODE = """
const ELK = require('elkjs'); const elk = new ELK();
const options = {'elk.algorithm': 'layered', 'elk.edgeRouting': 'ORTHOGONAL', 'elk.direction': 'RIGHT',
  'elk.spacing.nodeNode': '30', 'elk.layered.spacing.nodeNodeBetweenLayers': '50'};
const run = async () => {
  const graphs = JSON.parse(require('fs').readFileSync(0)); const out = [];
  for (const g of graphs) {
    const input = () => ({id: 'root', layoutOptions: options,
      children: g.sizes.map((s, i) => ({id: 'n' + i, width: s[0], height: s[1]})),
      edges: g.links.map(([a, b], i) => ({id: 'e' + i, sources: ['n' + a], targets: ['n' + b]}))});
    const start = process.cpuUsage(); const laid = await elk.layout(input());
    const used = process.cpuUsage(start);
    out.push({seconds: (used.user + used.system) / 1e6, width: laid.width, height: laid.height,
      lines: laid.edges.map(e => e.sections.map(s => [s.startPoint, ...(s.bendPoints || []), s.endPoint]
        .map(p => [p.x, p.y]))[0])});
  }
  console.log(JSON.stringify(out));
}; run();
"""


def series_parallel(count: int, seed: int) -> Graph:
    """Blocks in series and in parallel, one in ten repeated by a loop."""
    draw = random.Random(seed)
    links: list[tuple[int, int]] = []
    made = 0

    def step() -> int:
        nonlocal made
        made += 1
        return made - 1

    def block(size: int) -> tuple[int, int]:
        if size <= 2:
            first = last = step()
            if size == 2:
                last = step()
                links.append((first, last))
            return first, last
        if size < 5 or draw.random() < 0.6:
            cut = draw.randint(1, size - 1)
            (first, a), (b, last) = block(cut), block(size - cut)
            links.append((a, b))
        else:
            first = step()
            branches = draw.randint(2, min(4, (size - 2)))
            ends = [block(max(1, (size - 2) // branches)) for _ in range(branches)]
            last = step()
            links.extend((first, a) for a, _ in ends)
            links.extend((b, last) for _, b in ends)
        if draw.random() < 0.1 and first != last:
            links.append((last, first))
        return first, last

    sys.setrecursionlimit(20_000)
    block(count)
    return made, links


def sparse(count: int, seed: int) -> Graph:
    """A random tree of short links, with a fifth more links ahead."""
    draw = random.Random(seed)
    links = {(max(0, b - 1 - int(draw.expovariate(0.3))), b) for b in range(1, count)}
    for _ in range(count // 5):
        a = draw.randrange(count - 1)
        links.add((a, min(count - 1, a + draw.randrange(1, 12))))
    return count, sorted(links)


def of_corpus(folder: Path) -> list[Graph]:
    """Flow nodes and sequence flows of every process in a folder of BPMN files."""
    from lxml import etree

    found: list[Graph] = []
    for path in sorted(folder.rglob("*.*")):
        try:
            root = etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
        except etree.XMLSyntaxError:
            continue
        for process in root.iter("{*}process"):
            flows = list(process.iter("{*}sequenceFlow"))
            ends = [(flow.get("sourceRef"), flow.get("targetRef")) for flow in flows]
            index = {key: place for place, key in enumerate(dict.fromkeys(k for pair in ends for k in pair))}
            if len(index) > 5 and None not in index:
                found.append((len(index), [(index[a], index[b]) for a, b in ends]))
    return found


def document(graph: Graph) -> Document:
    """A workflow of tasks without places; what branches is a decision."""
    count, links = graph
    width = len(str(count))
    out = [0] * count
    for a, _ in links:
        out[a] += 1
    nodes: dict[str, Node] = {}
    for place in range(count):
        key = f"n{place:0{width}}"
        nodes[key] = Decision(id=key, workflow="w") if out[place] > 1 else Task(id=key, workflow="w")
    flows = {
        f"f{i:06}": Flow(id=f"f{i:06}", source=f"n{a:0{width}}", target=f"n{b:0{width}}")
        for i, (a, b) in enumerate(links)
    }
    return Document(root="w", workflows={"w": Workflow(id="w")}, nodes=nodes, flows=flows)


@dataclass
class Figures:
    """What a layout came to."""

    crossings: int = 0
    bends: int = 0
    length: float = 0.0
    area: float = 0.0
    seconds: float = 0.0
    over: int = 0

    def __add__(self, other: Figures) -> Figures:
        return Figures(*(a + b for a, b in zip(vars(self).values(), vars(other).values(), strict=True)))


def measured(lines: list[list[tuple[float, float]]], size: tuple[float, float], seconds: float) -> Figures:
    bends = sum(max(len(line) - 2, 0) for line in lines)
    length = sum(abs(a[0] - b[0]) + abs(a[1] - b[1]) for line in lines for a, b in pairwise(line))
    return Figures(crossings(lines), bends, length, size[0] * size[1], seconds)


def crossings(lines: list[list[tuple[float, float]]]) -> int:
    """Pairs of a level and an upright piece of different lines that cross inside both.

    Level is what goes further sideways: ends that ELK means to be as high differ by rounding.
    """
    level: list[tuple[float, float, float, int]] = []
    upright: list[tuple[float, float, float, int]] = []
    for index, line in enumerate(lines):
        for a, b in pairwise(line):
            if abs(a[1] - b[1]) < abs(a[0] - b[0]):
                level.append((a[1], min(a[0], b[0]), max(a[0], b[0]), index))
            else:
                upright.append((a[0], min(a[1], b[1]), max(a[1], b[1]), index))
    level.sort()
    heights = [piece[0] for piece in level]
    total = 0
    for x, low, high, index in upright:
        for piece in level[bisect_right(heights, low + 0.5) : bisect_left(heights, high - 0.5)]:
            total += piece[1] + 0.5 < x < piece[2] - 0.5 and piece[3] != index
    return total


def ours(graph: Graph) -> Figures:
    draft = Draft(document(graph))
    start = time.process_time()
    lay_out(draft)
    seconds = time.process_time() - start
    scene = unfold(draft.document, (), ())
    found = measured(
        [list(flow.points) for flow in scene.flows.values()], (scene.bounds.w, scene.bounds.h), seconds
    )
    solid = Obstacles(((path[-1], placed.rect) for path, placed in scene.nodes.items()), clearance=-1.0)
    for flow in scene.flows.values():
        found.over += solid.hits(flow.points, (flow.source[-1], flow.target[-1])) is not None
    return found


def elk(graphs: list[Graph]) -> list[Figures] | None:
    """ELK's figures; None where node or elkjs is not at hand."""
    node = shutil.which("node")
    if node is None:
        return None
    given = []
    for graph in graphs:
        sizes = [(56, 56) if isinstance(n, Decision) else (160, 64) for n in document(graph).nodes.values()]
        given.append({"sizes": sizes, "links": graph[1]})
    done = subprocess.run(
        [node, "--stack-size=16000", "-e", _NODE],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=False,
        env=os.environ,
    )
    if done.returncode:
        print(done.stderr.splitlines()[-1:], file=sys.stderr)
        return None
    found = json.loads(done.stdout)
    return [
        measured(
            [[tuple(p) for p in line] for line in each["lines"]],
            (each["width"], each["height"]),
            each["seconds"],
        )
        for each in found
    ]


def moved(kind: Callable[[int, int], Graph], size: int, seeds: range, how: str) -> str:
    """How far the others go when a step is put in and all is laid out again.

    It goes `into` a flow, `after` a step as a dead end, or into a `branch` beside a flow. What moves with
    most of those that move, to within a step of the grid, goes along with them.
    """
    far: list[float] = []
    kept = 0
    for seed in seeds:
        draft = Draft(document(kind(size, seed)))
        lay_out(draft)
        before = draft.document
        flow = before.flows[random.Random(seed).choice(sorted(before.flows))]
        (ax, ay), (bx, by) = before.nodes[flow.source].at, before.nodes[flow.target].at
        aside = 0.0 if how == "into" else 100.0
        draft.put(Task(id="new", workflow="w", at=((ax + bx) / 2, (ay + by) / 2 + aside)))
        draft.put(
            flow.model_copy(update={"target": "new"})
            if how == "into"
            else Flow(id="f-to", source=flow.source, target="new")
        )
        if how != "after":
            draft.put(Flow(id="f-on", source="new", target=flow.target))
        lay_out(draft)
        moves = [_move(node.at, draft.node(key).at) for key, node in before.nodes.items()]
        most = Counter(by for by in moves if by != (0.0, 0.0)).most_common(1)
        far += [math.hypot(*by) for by in moves]
        kept += sum(
            any(max(abs(by[0] - way[0]), abs(by[1] - way[1])) <= GRID for way in ((0.0, 0.0), *dict(most)))
            for by in moves
        )
    still = sum(each < 1.0 for each in far)
    return (
        f"mean {mean(far):.0f}, median {median(far):.0f}, {still / len(far):.0%} stay,"
        f" {kept / len(far):.0%} but for one shift"
    )


def _move(old: tuple[float, float], new: tuple[float, float]) -> tuple[float, float]:
    return new[0] - old[0], new[1] - old[1]


def show(name: str, one: Figures, other: Figures | None) -> None:
    print(
        f"{name:24} {one.crossings:9,} {one.bends:7,} {one.length / 1e3:9,.0f} {one.area / 1e6:9,.1f}"
        f" {one.seconds:8.3f} {one.over:5}"
        + (
            f"   {other.crossings:9,} {other.bends:7,} {other.length / 1e3:9,.0f} {other.area / 1e6:9,.1f}"
            f" {other.seconds:8.3f}"
            if other is not None
            else ""
        ),
        flush=True,
    )


def main() -> None:
    corpus = Path(sys.argv[1]) if len(sys.argv) > 1 else CORPUS
    print(f"{'':24} {'ours: cross':>11} bends  length/k  area/M  seconds  over    ELK: the same")
    for kind in (series_parallel, sparse):
        for size in SIZES:
            graphs = [kind(size, seed) for seed in range(3 if size < 1000 else 1)]
            found = elk(graphs) if size <= ELK_UP_TO else None
            one = sum((ours(graph) for graph in graphs), Figures())
            show(f"{kind.__name__} {size:,}", one, sum(found, Figures()) if found else None)
    for kind in (series_parallel, sparse):
        for how, words in (
            ("into", "into a flow"),
            ("after", "after a step"),
            ("branch", "beside a flow"),
        ):
            print(f"{kind.__name__}: a step put {words} of 60: {moved(kind, 60, range(12), how)}")
    if corpus.is_dir():
        graphs = of_corpus(corpus)
        found = elk(graphs)
        show(
            f"{len(graphs)} of the corpus",
            sum(map(ours, graphs), Figures()),
            sum(found, Figures()) if found else None,
        )


if __name__ == "__main__":
    main()
