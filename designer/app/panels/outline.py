"""A document as a tree of rows: boxes hold what their workflow holds, steps in the order of the flow."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from designer.drawing.icons import icon_of
from designer.model.document import Document
from designer.model.nodes import Boundary, Box, Node, Note, Trigger

PLAIN_NAMES = {
    "trigger": "Trigger",
    "task": "Task",
    "decision": "Decision",
    "parallel": "Parallel",
    "wait": "Wait",
    "race": "Race",
    "state": "State",
    "workflow": "Box",
    "outcome": "Outcome",
    "boundary": "Exception",
    "note": "Note",
    "area": "Area",
}


@dataclass(eq=False)
class Row:
    """A node as seen in one place: `path` are the boxes above it and itself.

    `place` is how many siblings stand above it, `plain` whether its name is only that of its kind.
    """

    path: tuple[str, ...]
    name: str
    plain: bool
    icon: str
    holds: bool = False  # whether it is a workflow, which others can be moved into
    parent: "Row | None" = None
    place: int = 0
    children: "list[Row]" = field(default_factory=list)

    @property
    def id(self) -> str:
        """The node's id; empty for the process itself."""
        return self.path[-1] if self.path else ""

    @property
    def looks(self) -> tuple[object, ...]:
        """All that is seen of it."""
        return self.name, self.plain, self.icon, self.holds


def label_of(node: Node, document: Document) -> str:
    """A node's own name, or that of what it runs, or nothing."""
    if node.name:
        return node.name
    if isinstance(node, Box) and node.runs in document.workflows:
        return document.workflows[node.runs].name
    if isinstance(node, Note):
        return node.text.strip().split("\n")[0]
    return ""


def title_of(node: Node, document: Document) -> str:
    """What a node is called, with its kind when it has no name."""
    return label_of(node, document) or PLAIN_NAMES[node.kind]


def outline(document: Document) -> Row:
    """The process as a row that holds all others."""
    root = document.workflows.get(document.root)
    name = root.name if root is not None and root.name else "Process"
    top = Row((), name, plain=False, icon="workflow", holds=True)
    _fill(top, document, document.root, frozenset())
    return top


def only(row: Row, words: str) -> Row:
    """A row with those below it that hold some words, or that hold such rows; capitals do not matter."""
    wanted = words.strip().casefold()
    return row if not wanted else _holding(row, wanted, None) or replace(row, children=[])


def _holding(row: Row, wanted: str, parent: Row | None) -> Row | None:
    made = replace(row, parent=parent, children=[])
    for child in row.children:
        kept = _holding(child, wanted, made)
        if kept is not None:
            kept.place = len(made.children)
            made.children.append(kept)
    return made if made.children or wanted in made.name.casefold() else None


def _fill(parent: Row, document: Document, workflow: str, above: frozenset[str]) -> None:
    if workflow in above:
        return  # a ring is a problem to show, not one to hang in
    for node in in_order(document, workflow):
        label = label_of(node, document)
        holds = isinstance(node, Box) and node.file is None
        words = label or PLAIN_NAMES[node.kind]
        path, place = (*parent.path, node.id), len(parent.children)
        row = Row(path, words, not label, icon_of(node), holds, parent, place)
        parent.children.append(row)
        if isinstance(node, Box) and holds:
            _fill(row, document, node.runs, above | {workflow})


def in_order(document: Document, workflow: str) -> list[Node]:
    """The nodes of a workflow as a case meets them; what no flow reaches comes last, by its place."""
    nodes = {node.id: node for node in document.nodes_in(workflow)}
    by_place = sorted(nodes.values(), key=lambda node: (node.at[1], node.at[0], node.id))
    starts = [node for node in by_place if isinstance(node, Trigger)]
    entries = [n for n in by_place if not document.flows_into(n.id) and not isinstance(n, Boundary | Note)]
    found: dict[str, Node] = {}
    for start in (*starts, *entries, *by_place):
        _walk(start, nodes, document, found)
    return list(found.values())


def _walk(start: Node, nodes: Mapping[str, Node], document: Document, found: dict[str, Node]) -> None:
    queue = [start]
    while queue:
        node = queue.pop(0)
        if node.id in found:
            continue
        found[node.id] = node
        borders: Iterable[Node] = document.boundaries_on(node.id)
        for border in borders:
            found.setdefault(border.id, border)
        queue += [nodes[flow.target] for flow in document.flows_from(node.id) if flow.target in nodes]
