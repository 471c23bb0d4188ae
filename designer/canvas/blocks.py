"""What one container holds as flat arrays in its own coordinates: they stay when only the container moves."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from designer.canvas.carrays import Floats
from designer.layout.gathered import Gathered
from designer.layout.geometry import Point, Rect
from designer.layout.layout import Layout
from designer.layout.scene import Path, Placed, Routed, Scene
from designer.layout.seats import Seat, in_painting_order
from designer.model.flow import Flow
from designer.model.nodes import Area, Node, Note, Outcome

Key = str | Path
Mask = NDArray[np.bool_]
Indices = NDArray[np.intp]
Look = tuple[object, ...]


class Block:
    """Nodes in painting order and flows, by their keys; all arrays have a row for each."""

    def __init__(
        self,
        nodes: Mapping[Key, Node],
        rects: Iterable[Rect],
        is_back: Iterable[bool],
        lines: Mapping[Key, Sequence[Point]],
        flows: Sequence[Flow] | Sequence[Routed],
    ) -> None:
        self.nodes = nodes
        self.lines = lines
        self._flows = flows
        self.rects: Floats = np.array([number for rect in rects for number in rect], np.float64).reshape(
            -1, 4
        )
        self.is_back: Mask = np.fromiter(is_back, bool, len(nodes))
        self.counts = np.fromiter(map(len, lines.values()), np.intp, len(lines))
        flat = [number for line in lines.values() for point in line for number in point]
        self.points: Floats = np.array(flat, np.float64).reshape(-1, 2)

    @cached_property
    def node_rows(self) -> dict[Key, int]:
        """In which row each node is."""
        return {key: row for row, key in enumerate(self.nodes)}

    @cached_property
    def flow_rows(self) -> dict[Key, int]:
        """In which row each flow is."""
        return {key: row for row, key in enumerate(self.lines)}

    @cached_property
    def looks(self) -> tuple[tuple[Look, ...], tuple[int, ...], NDArray[np.intp]]:
        """The looks that nodes have from afar, the row of one node of each, and which one each node has."""
        known: dict[Look, int] = {}
        samples: list[int] = []
        numbers = []
        for row, node in enumerate(self.nodes.values()):
            look = (node.kind, node.color, node.result if isinstance(node, Outcome) else "")
            number = known.setdefault(look, len(samples))
            if number == len(samples):
                samples.append(row)
            numbers.append(number)
        return tuple(known), tuple(samples), np.array(numbers, np.intp)

    @cached_property
    def ends(self) -> Indices:
        """The rows of the nodes from and to which each flow leads, (n, 2); -1 for one that is not here."""
        rows = self.node_rows
        found = [(rows.get(flow.source, -1), rows.get(flow.target, -1)) for flow in self._flows]
        return np.array(found, np.intp).reshape(-1, 2)

    @cached_property
    def boundaries(self) -> tuple[int, ...]:
        """The rows of events on borders."""
        return tuple(row for row, node in enumerate(self.nodes.values()) if node.kind == "boundary")

    @cached_property
    def notes(self) -> tuple[int, ...]:
        """The rows of notes that are tied to something."""
        nodes = enumerate(self.nodes.values())
        return tuple(row for row, node in nodes if isinstance(node, Note) and node.links)


class Stand(NamedTuple):
    """A block where it is seen. `home` is the container; None if the keys are paths of whatever container."""

    home: Path | None
    block: Block
    origin: Point
    tables: Seat | Scene


Blocks = dict[Path, tuple[Layout, Block]]


def stands(scene: Scene, known: Blocks) -> tuple[list[Stand], Blocks]:
    """The blocks of a scene, those `known` wherever they are the same still; and what is known now."""
    if not isinstance(scene.nodes, Gathered):
        return [Stand(None, _loose(scene), Point(0.0, 0.0), scene)], {}
    made: list[Stand] = []
    blocks: Blocks = {}
    for path, seat in scene.nodes.tree:
        layout, block = known.get(path, (None, None))
        if block is None or layout is not seat.layout:
            block = _seated(seat.layout)
        blocks[path] = (seat.layout, block)
        made.append(Stand(path, block, seat.spot.origin, seat))
    return made, blocks


def _seated(layout: Layout) -> Block:
    """The block of a container."""
    nodes = in_painting_order(layout.content.nodes)
    opened = layout.content.opened
    return Block(
        {node.id: node for node in nodes},
        (layout.rects[node.id] for node in nodes),
        (node.id in opened or isinstance(node, Area) for node in nodes),
        {flow.id: layout.routes[flow.id] for flow in layout.content.flows},
        layout.content.flows,
    )


def _loose(scene: Scene) -> Block:
    """Some nodes and flows of any containers as one block."""
    return Block(
        {path: placed.node for path, placed in scene.nodes.items()},
        (placed.rect for placed in scene.nodes.values()),
        (is_back(placed) for placed in scene.nodes.values()),
        {path: routed.points for path, routed in scene.flows.items()},
        list(scene.flows.values()),
    )


def is_back(placed: Placed) -> bool:
    """Whether flows run over it: open boxes and areas. Everything else covers them."""
    return placed.open or isinstance(placed.node, Area)
