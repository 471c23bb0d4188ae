"""In which workflows two documents differ, as far as a picture shows it."""

from collections.abc import Collection, Iterator, Mapping
from functools import cached_property

from designer.model.document import Document
from designer.model.nodes import Box, Node
from designer.model.records import Record

# Keys of a node that change where and how it is drawn, never who does the work or where flows lead.
_LOOKS = frozenset(
    ("at", "size", "open_size", "slack", "color", "name", "description", "silenced", "extensions")
)


class Differences:
    """What has changed from one document to another, and which boxes were opened or closed meanwhile.

    A document that was made from the other one knows what was touched; else their tables are compared.
    """

    def __init__(self, before: Document, after: Document, toggled: Collection[str] = ()) -> None:
        self.before, self.after, self._toggled = before, after, toggled
        touched = after.touched_since(before)
        self._nodes = list(_differing(before.nodes, after.nodes, touched))
        self._flows = list(_differing(before.flows, after.flows, touched))
        self._workflows = list(_differing(before.workflows, after.workflows, touched))

    @cached_property
    def workflows(self) -> frozenset[str]:
        """Workflows whose picture may differ: those with changed records, and those that show them."""
        nodes = (*self._nodes, *self._toggled)
        found = {*self._workflows, *self._of_nodes(nodes), *self._of_flows}
        waiting = list(found)
        for workflow in waiting:
            for box in (*self.before.boxes_running(workflow), *self.after.boxes_running(workflow)):
                if box.workflow not in found:
                    found.add(box.workflow)
                    waiting.append(box.workflow)
        return frozenset(found)

    def _of_nodes(self, keys: Collection[str]) -> Iterator[str]:
        for key in keys:
            for document in (self.before, self.after):
                node = document.nodes.get(key)
                if node is not None:
                    yield node.workflow

    @cached_property
    def _of_flows(self) -> frozenset[str]:
        found: set[str] = set()
        for key in self._flows:
            for document in (self.before, self.after):
                flow = document.flows.get(key)
                ends = (flow.source, flow.target) if flow is not None else ()
                found |= {node.workflow for end in ends if (node := document.nodes.get(end)) is not None}
        return frozenset(found)

    def rewired(self, workflow: str) -> bool:
        """Whether flows of a workflow changed, or nodes came or went that they may join."""
        return workflow in self._of_flows or workflow in self._peopled

    def boxed(self, workflow: str) -> bool:
        """Whether boxes in a workflow changed, came or went."""
        return workflow in self._of_boxes

    @cached_property
    def _of_boxes(self) -> frozenset[str]:
        pairs = ((self.before.nodes.get(key), self.after.nodes.get(key)) for key in self._nodes)
        return frozenset(node.workflow for pair in pairs for node in pair if isinstance(node, Box))

    @cached_property
    def _peopled(self) -> frozenset[str]:
        """Workflows into or out of which nodes came or went."""
        found: set[str] = set()
        for key in self._nodes:
            old, new = self.before.nodes.get(key), self.after.nodes.get(key)
            if old is None or new is None or old.workflow != new.workflow:
                found |= {node.workflow for node in (old, new) if node is not None}
        return frozenset(found)

    @cached_property
    def is_semantic(self) -> bool:
        """Whether who does the work, or where flows lead, may have changed anywhere."""
        if self._flows or self._workflows:
            return True
        return any(_differ(self.before.nodes.get(key), self.after.nodes.get(key)) for key in self._nodes)


def _differ(old: Node | None, new: Node | None) -> bool:
    return old is None or new is None or differ(old, new, _LOOKS)


def differ(old: Record, new: Record, besides: Collection[str]) -> bool:
    """Whether two records are of different kinds, or differ in other keys than some."""
    if type(old) is not type(new):
        return True
    before = vars(old)
    for key, value in vars(new).items():
        was = before[key]
        if was is not value and key not in besides and was != value:
            return True
    return False


def _differing(
    before: Mapping[str, object], after: Mapping[str, object], touched: Collection[str] | None
) -> Iterator[str]:
    if before is after:
        return
    if touched is not None:
        yield from (key for key in touched if before.get(key) is not after.get(key))
        return
    for key, record in after.items():
        if before.get(key) is not record:
            yield key
    if before.keys() != after.keys():
        yield from before.keys() - after.keys()
