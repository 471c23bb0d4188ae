"""What becomes what: processes and what is embedded in them, those outside, gateways that only BPMN needs."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from designer.exchange.bpmn.names import xml_id
from designer.layout.unfold import MAX_DEPTH
from designer.model import graph
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.lookups import BOXES_RUNNING
from designer.model.nodes import Area, Box, Node, Note, State, Task


@dataclass(frozen=True)
class Fork:
    """A gateway that only BPMN needs: behind a box with several exits, or a state with several transitions.

    `link` is the flow that leads from the node to it.
    """

    id: str
    link: str
    mode: Literal["exclusive", "inclusive"]


@dataclass(frozen=True)
class Entry:
    """The one start that BPMN allows where a workflow is run by boxes, and the gateway behind it.

    `link` leads to the gateway, `links` from there to each of the workflow's triggers, by their ids.
    """

    start: str
    gateway: str
    link: str
    links: Mapping[str, str]


@dataclass(frozen=True)
class Plan:
    """How a document is cut into BPMN.

    `processes` are the workflows that stand by themselves, the root first: what several boxes run, what no
    box runs. `box_of` gives the box in which each other workflow is embedded.
    """

    document: Document
    processes: tuple[str, ...]
    box_of: Mapping[str, str]

    def embeds(self, node: Node) -> bool:
        """Whether a node is a sub-process with its content inside."""
        return isinstance(node, Box) and self.box_of.get(node.runs) == node.id and not self.is_party(node)

    def is_party(self, node: Node) -> bool:
        """Whether a node stands for somebody outside."""
        return node.id in self._parties

    @cached_property
    def workflows(self) -> frozenset[str]:
        """Every workflow that there is."""
        return frozenset((*self.processes, *self.box_of))

    def process_id(self, workflow: str) -> str:
        """The id of a process; a root that is no record may share its own with one of another table."""
        return xml_id(workflow) if workflow in self.document.workflows else xml_id(workflow, "process")

    def process_of(self, workflow: str) -> str:
        """The process in which a workflow stands, itself if it is one."""
        while (box := self.box_of.get(workflow)) is not None:
            workflow = self.document.nodes[box].workflow
        return workflow

    # Nodes and flows

    def nodes_in(self, workflow: str) -> tuple[Node, ...]:
        """The steps of a workflow that become nodes of its flow."""
        return tuple(node for node in self._content(workflow) if not self.is_party(node))

    def parties_in(self, workflow: str) -> tuple[Box, ...]:
        """Those outside with whom a process has to do."""
        nodes = self.document.nodes_in(workflow)
        return tuple(node for node in nodes if isinstance(node, Box) and self.is_party(node))

    def flows_in(self, workflow: str) -> tuple[Flow, ...]:
        """The flows among the steps of a workflow."""
        return tuple(flow for flow in self._joining(workflow) if not self.is_message(flow))

    def messages_in(self, workflow: str) -> tuple[Flow, ...]:
        """The flows from and to parties outside."""
        return tuple(flow for flow in self._joining(workflow) if self.is_message(flow))

    def is_message(self, flow: Flow) -> bool:
        """Whether a flow leads to or from a party outside."""
        return not self._parties.isdisjoint((flow.source, flow.target))

    def _content(self, workflow: str) -> Iterator[Node]:
        nodes = self.document.nodes_in(workflow)
        return (node for node in nodes if not isinstance(node, Note | Area))

    def _joining(self, workflow: str) -> Iterator[Flow]:
        here = {node.id for node in self._content(workflow)}
        flows = self.document.flows_in(workflow)
        return (flow for flow in flows if flow.source in here and flow.target in here)

    def out_of(self, node: Node) -> tuple[Flow, ...]:
        """The flows of the process that leave a node, in the order in which they are tried."""
        return tuple(flow for flow in self.document.flows_from(node.id) if flow.id in self.flow_ids)

    def into(self, node: Node) -> tuple[Flow, ...]:
        """The flows of the process that enter a node."""
        return tuple(flow for flow in self.document.flows_into(node.id) if flow.id in self.flow_ids)

    @cached_property
    def flow_ids(self) -> frozenset[str]:
        """All flows that are sequence flows."""
        return frozenset(flow.id for workflow in self.workflows for flow in self.flows_in(workflow))

    def source_of(self, flow: Flow) -> str:
        """The element that a flow leaves: the fork behind its node where there is one."""
        fork = self.forks.get(flow.source)
        return xml_id(flow.source) if fork is None or self.is_message(flow) else fork.id

    def exit_of(self, flow: Flow) -> str | None:
        """The outcome through which a flow leaves a box."""
        return graph.exit_port(self.document, flow) or flow.outcome

    @cached_property
    def forks(self) -> dict[str, Fork]:
        """The forks by the nodes behind which they stand."""
        nodes = (node for workflow in self.workflows for node in self.nodes_in(workflow))
        made = ((node.id, self._fork(node)) for node in nodes if isinstance(node, Box | State))
        return {node: fork for node, fork in made if fork is not None}

    def _fork(self, node: Box | State) -> Fork | None:
        """Of a box where its flows leave by several exits; inclusive where several share one of them."""
        flows = self.out_of(node)
        exits = [self.exit_of(flow) if isinstance(node, Box) else flow.id for flow in flows]
        different = len(set(exits))
        if different < 2:
            return None
        mode: Literal["exclusive", "inclusive"] = "exclusive" if different == len(exits) else "inclusive"
        return Fork(xml_id(node.id, "exits"), xml_id(node.id, "to", "exits"), mode)

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """The starts of workflows that boxes run and that can be entered in several ways."""
        inner = (each for each in self.workflows if each != self.document.root)
        run = (each for each in inner if self.document.boxes_running(each))
        found = {each: [trigger.id for trigger in graph.triggers(self.document, each)] for each in run}
        return {each: _entry(each, triggers) for each, triggers in found.items() if len(triggers) > 1}

    @cached_property
    def _parties(self) -> frozenset[str]:
        """Boxes of a process of which nothing is known inside, and to which only handoffs lead."""
        found = (self.document.nodes[box] for box in self.box_of.values())
        return frozenset(box.id for box in found if isinstance(box, Box) and self._is_outside(box))

    def _is_outside(self, box: Box) -> bool:
        document = self.document
        if box.workflow not in self.processes or document.nodes_in(box.runs):
            return False
        flows = (*document.flows_from(box.id), *document.flows_into(box.id))
        ends = [flow.target if flow.source == box.id else flow.source for flow in flows]
        others = [document.nodes.get(end) for end in ends]
        return bool(flows) and all(
            flow.handoff is not None and self._takes_messages(other, box)
            for flow, other in zip(flows, others, strict=True)
        )

    def _takes_messages(self, other: Node | None, box: Box) -> bool:
        """Messages are sent and received by activities."""
        if other is None or other.workflow != box.workflow:
            return False
        return isinstance(other, Task) or (
            isinstance(other, Box) and bool(self.document.nodes_in(other.runs))
        )


def _entry(workflow: str, triggers: list[str]) -> Entry:
    links = {trigger: xml_id(trigger, "entry") for trigger in triggers}
    names = (xml_id(workflow, "start"), xml_id(workflow, "entries"), xml_id(workflow, "to", "entries"))
    return Entry(*names, links)


def plan(document: Document) -> Plan:
    """What becomes what in a document.

    A workflow that one box runs is embedded there, unless it would run itself, or lie deeper than readers of
    XML go; every other one is a process.
    """
    workflows = sorted({*document.workflows, document.root})
    box_of = {workflow: box for workflow in workflows if (box := _runner(document, workflow)) is not None}
    above = {workflow: box.workflow for workflow, box in box_of.items()}
    inside: defaultdict[str, list[str]] = defaultdict(list)
    for workflow, outer in above.items():
        inside[outer].append(workflow)
    rings = {
        workflow for ring in graph.rings({key: [outer] for key, outer in above.items()}) for workflow in ring
    }
    processes = [w for w in workflows if w not in box_of or w in rings]
    depth = dict.fromkeys(processes, 0)
    waiting = list(processes)
    for outer in waiting:
        for workflow in inside[outer]:
            if workflow in depth:
                continue
            depth[workflow] = (depth[outer] + 1) % MAX_DEPTH
            waiting.append(workflow)
    alone = [workflow for workflow in waiting if depth[workflow] == 0]
    alone.sort(key=lambda workflow: workflow != document.root)
    embedded = {workflow: box_of[workflow].id for workflow in sorted(depth) if depth[workflow]}
    return Plan(document, tuple(alone), embedded)


def _runner(document: Document, workflow: str) -> Box | None:
    """The one box that runs a workflow."""
    boxes = document.group(BOXES_RUNNING, workflow)
    if len(boxes) != 1 or workflow == document.root or workflow not in document.workflows:
        return None
    outer = boxes[0].workflow
    return boxes[0] if outer in document.workflows or outer == document.root else None
