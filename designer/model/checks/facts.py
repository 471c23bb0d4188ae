"""What the checks share: the document, the findings so far, and how records are called in messages."""

from collections.abc import Callable, Iterable, Sequence

from designer.model.checks.codes import CODES
from designer.model.document import AnyRecord, Document
from designer.model.findings import Finding, Firing
from designer.model.flow import Flow
from designer.model.nodes import Area, Box, Node, NodeBase, Note

Record = AnyRecord

_TABLE_WORDS = {
    "workflows": "workflow",
    "flows": "flow",
    "roles": "role",
    "people": "person",
    "calendars": "calendar",
    "fields": "field",
    "scenarios": "scenario",
}


class Facts:
    """A document under check; checks report into it, and ask `unwanted` now and then whether to go on."""

    def __init__(self, document: Document, unwanted: Callable[[], bool] = lambda: False) -> None:
        self.document = document
        self.unwanted = unwanted
        self.findings: list[Finding] = []
        self._open_flows: dict[str, tuple[Flow, ...]] = {}
        self._onward: dict[str, tuple[str, ...]] = {}

    def report(
        self,
        code: str,
        message: str,
        about: Sequence[Record] | Record,
        key: str | None = None,
        fix: str | None = None,
        witness: Iterable[Firing] = (),
    ) -> None:
        """Adds a finding; its severity is the code's."""
        records = about if isinstance(about, Sequence) else (about,)
        ids = tuple(record.id for record in records)
        self.findings.append(Finding(CODES[code].severity, code, message, ids, key, fix, tuple(witness)))

    def flow_words(self, source: str, target: str) -> str:
        """How a flow is called: from "A" to "B"."""
        return f"The flow from {self.name(source)} to {self.name(target)}"

    def name(self, record_id: str) -> str:
        """A record's name in quotes, or its id when it has none."""
        return name_of(self.document.get(record_id), record_id)

    def steps(self, workflow: str) -> tuple[Node, ...]:
        """The nodes of a workflow that mean something: all but notes and areas."""
        return tuple(n for n in self.document.nodes_in(workflow) if not isinstance(n, Note | Area))

    def open_flows(self, node: str) -> tuple[Flow, ...]:
        """The flows from a node that are ever taken and lead to a node of the same workflow."""
        found = self._open_flows.get(node)
        if found is None:
            nodes = self.document.nodes
            workflow = nodes[node].workflow
            flows = self.document.flows_from(node)
            found = tuple(
                flow
                for flow in flows
                if flow.probability != 0 and flow.target in nodes and nodes[flow.target].workflow == workflow
            )
            self._open_flows[node] = found
        return found

    def onward(self, node: str) -> tuple[str, ...]:
        """Where a token may go next from a node, the events on its border included."""
        found = self._onward.get(node)
        if found is None:
            targets = (flow.target for flow in self.open_flows(node))
            events = (boundary.id for boundary in self.document.boundaries_on(node))
            found = self._onward[node] = (*targets, *events)
        return found

    def inner(self, box: Box) -> bool:
        """Whether a box runs a workflow of this document that is there."""
        return box.file is None and box.runs in self.document.workflows


def name_of(record: Record | None, record_id: str) -> str:
    """A record's name in quotes, or its id when it has none."""
    name = getattr(record, "name", "")
    return f'"{name}"' if name else record_id


def kind_word(record: Record) -> str:
    """What a record is, in one word."""
    if isinstance(record, NodeBase):
        return "box" if isinstance(record, Box) else str(getattr(record, "kind", "node"))
    return _TABLE_WORDS[record.table]


def called(record: Record) -> str:
    """A record as the subject of a sentence: `Task "Place order"`."""
    return f"{kind_word(record).capitalize()} {name_of(record, record.id)}"


def names(facts: Facts, ids: Iterable[str], limit: int = 4) -> str:
    """Several records by name, the first few of many."""
    every = [facts.name(record_id) for record_id in ids]
    shown = every if len(every) <= limit else [*every[: limit - 1], f"{len(every) - limit + 1} more"]
    *first, last = shown
    return f"{', '.join(first)} and {last}" if first else last
