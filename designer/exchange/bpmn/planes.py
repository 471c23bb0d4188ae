"""What is seen where: one scene for each process, and one for each sub-process that is closed in another."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from designer.exchange.bpmn.names import xml_id
from designer.exchange.bpmn.plan import Plan
from designer.layout.scene import Path, Scene
from designer.layout.swimlanes.lanes import By, Lane
from designer.layout.swimlanes.view import unfold_in_lanes
from designer.layout.unfold import unfold
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import Node


@dataclass(frozen=True)
class Plane:
    """One drawing: the process or sub-process `element` that it shows, its workflow, what stands where."""

    element: str
    workflow: str
    scene: Scene

    def lane_of(self, node: Node) -> Lane | None:
        """The lane in which a step of the workflow stands."""
        placed = self.scene.nodes.get((*self.scene.level, node.id))
        middle = 0.0 if placed is None else placed.rect.center.y
        bands = (lane for lane in self.scene.lanes if lane.rect.y <= middle < lane.rect.bottom)
        return None if placed is None else next(bands, None)


def planes(plan: Plan, opened: Collection[str], lanes: By | None) -> Iterator[Plane]:
    """Every plane, the root's first; each element is drawn on one of them.

    Of the boxes that are to be open those stay closed that call a process: it has a plane of its own.
    """
    document = plan.document
    shown = frozenset(box for box in opened if box in document.nodes and plan.embeds(document.nodes[box]))
    levels = graph.levels(document, document.root)
    for process in plan.processes:
        level = levels.get(process)
        seen = document if level is not None else replace(document, root=process)
        waiting: list[tuple[str, Path]] = [(plan.process_id(process), level or ())]
        for element, at in waiting:
            scene = _seen(seen, at, shown, lanes)
            yield Plane(element, scene.workflow, scene)
            nodes = (placed for placed in scene.nodes.values() if plan.embeds(placed.node))
            waiting += [(xml_id(placed.node.id), placed.path) for placed in nodes if not placed.open]


def _seen(document: Document, level: Path, opened: Collection[str], lanes: By | None) -> Scene:
    if lanes is None:
        return unfold(document, level, opened)
    return unfold_in_lanes(document, level, opened, lanes, empty=False)
