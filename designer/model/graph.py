"""Questions about structure: what runs what, what leads where, who hands over to whom.

They can be asked of a document and of a draft alike.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Literal

from designer.model.flow import Flow
from designer.model.lookups import Readable
from designer.model.nodes import Box, Decision, Node, Outcome, Parallel, Task, Trigger
from designer.model.workflow import Workflow

Pattern = Literal["sequential", "parallel", "state-machine", "rules"]


# Ports


def triggers(structure: Readable, workflow: str) -> tuple[Trigger, ...]:
    """Where a workflow can be entered, by id."""
    return tuple(node for node in structure.nodes_in(workflow) if isinstance(node, Trigger))


def outcomes(structure: Readable, workflow: str) -> tuple[Outcome, ...]:
    """Where a workflow can end, by id."""
    return tuple(node for node in structure.nodes_in(workflow) if isinstance(node, Outcome))


def entry_port(structure: Readable, flow: Flow) -> str | None:
    """The trigger through which a flow enters the box it leads to; None when that is not settled."""
    box = structure.get(flow.target)
    if not isinstance(box, Box) or box.file is not None:
        return None
    return _port(flow.trigger, [node.id for node in triggers(structure, box.runs)])


def exit_port(structure: Readable, flow: Flow) -> str | None:
    """The outcome through which a flow leaves the box it comes from; None when that is not settled."""
    box = structure.get(flow.source)
    if not isinstance(box, Box) or box.file is not None:
        return None
    return _port(flow.outcome, [node.id for node in outcomes(structure, box.runs)])


def _port(named: str | None, ports: list[str]) -> str | None:
    if named is not None:
        return named if named in ports else None
    return ports[0] if len(ports) == 1 else None


# Nesting


def is_shared(structure: Readable, workflow: str) -> bool:
    """Whether several boxes run a workflow."""
    return len(structure.boxes_running(workflow)) > 1


def runs_of(structure: Readable, workflow: str) -> tuple[str, ...]:
    """The workflows that the boxes of a workflow run, in the order of the boxes."""
    boxes = (node for node in structure.nodes_in(workflow) if isinstance(node, Box) and node.file is None)
    return tuple(dict.fromkeys(box.runs for box in boxes))


def workflows_within(structure: Readable, workflow: str) -> frozenset[str]:
    """A workflow and every one that runs inside it, however deep."""
    return frozenset(spread([workflow], lambda wf: runs_of(structure, wf)))


def may_run(structure: Readable, workflow: str, inner: str) -> bool:
    """Whether a box in `workflow` can run `inner` without a workflow running itself."""
    return workflow not in workflows_within(structure, inner)


def levels(structure: Readable, root: str) -> dict[str, tuple[str, ...]]:
    """Every workflow that runs under the root, itself first, with the shortest way to see it.

    The way are the boxes to enter from the root.
    """
    found: dict[str, tuple[str, ...]] = {root: ()}
    waiting = [root]
    for current in waiting:
        for node in structure.nodes_in(current):
            if not isinstance(node, Box) or node.file is not None or node.runs in found:
                continue
            if isinstance(structure.get(node.runs), Workflow):
                found[node.runs] = (*found[current], node.id)
                waiting.append(node.runs)
    return found


# Ways along the flows


def spread(starts: Iterable[str], onward: Callable[[str], Iterable[str]]) -> list[str]:
    """Everything that can be reached from `starts`, themselves included, nearest first."""
    found = dict.fromkeys(starts)
    waiting = list(found)
    for current in waiting:
        for step in onward(current):
            if step not in found:
                found[step] = None
                waiting.append(step)
    return waiting


def rings(graph: Mapping[str, Iterable[str]]) -> list[list[str]]:
    """Sets of nodes that lead back to themselves, sorted; `graph` maps each node to its next ones."""
    import networkx as nx  # type: ignore[import-untyped]

    edges = nx.DiGraph()
    edges.add_edges_from((source, target) for source, targets in graph.items() for target in targets)
    parts = (sorted(part) for part in nx.strongly_connected_components(edges))
    return sorted(part for part in parts if len(part) > 1 or edges.has_edge(part[0], part[0]))


# Who does the work


def role_of(structure: Readable, task: Task) -> str | None:
    """The role that does a task: its own, or the default of its workflow."""
    workflow = structure.get(task.workflow)
    return task.role or (workflow.role if isinstance(workflow, Workflow) else None)


def beginners(structure: Readable, workflow: str) -> frozenset[str]:
    """Roles that may take up the work when a workflow is entered."""
    found: set[str] = set()
    for port in triggers(structure, workflow):
        found |= _taking_up(structure, port.id, frozenset([port.id]))
    return frozenset(found)


def is_handoff(structure: Readable, flow: Flow) -> bool:
    """Whether work changes hands along a flow.

    So it is where the flow says how (`handoff`), and where no role that may have worked last before it is
    one that begins after it. Decisions, waits and the like belong to nobody: the handoff stands on the
    flow that brings the work to its next doer.
    """
    if flow.handoff is not None:
        return True
    after = _beginning(structure, flow)
    if not after:
        return False
    before = _ending(structure, flow)
    return bool(before) and before.isdisjoint(after)


def _beginning(structure: Readable, flow: Flow, entered: frozenset[str] = frozenset()) -> frozenset[str]:
    """Roles that take the work up directly at the end of a flow; `entered` are the ports gone through."""
    target = structure.get(flow.target)
    if isinstance(target, Task):
        return _role_set(structure, target)
    port = entry_port(structure, flow)
    if port is None or port in entered:
        return frozenset()
    return _taking_up(structure, port, entered | {port})


def _taking_up(structure: Readable, port: str, entered: frozenset[str]) -> frozenset[str]:
    """Roles that take the work up behind an entry port."""
    return _doers(structure, port, _onward, lambda inner: _beginning(structure, inner, entered))


def _ending(structure: Readable, flow: Flow, entered: frozenset[str] = frozenset()) -> frozenset[str]:
    """Roles that may have worked last before a flow; `entered` are the ports gone through."""
    source = structure.get(flow.source)
    if isinstance(source, Task):
        return _role_set(structure, source)
    start = exit_port(structure, flow) if isinstance(source, Box) else flow.source
    if start is None or start in entered:
        return frozenset()
    return _doers(structure, start, _backward, lambda inner: _ending(structure, inner, entered | {start}))


def _doers(
    structure: Readable,
    start: str,
    step: Callable[[Readable, str], list[tuple[Flow, str]]],
    roles: Callable[[Flow], frozenset[str]],
) -> frozenset[str]:
    """Roles of the nearest work from a node, through nodes where nobody works."""
    found: set[str] = set()
    seen = {start}
    waiting = [start]
    for current in waiting:
        for flow, other in step(structure, current):
            if isinstance(structure.get(other), Task | Box):
                found |= roles(flow)
            elif other not in seen:
                seen.add(other)
                waiting.append(other)
    return frozenset(found)


def _onward(structure: Readable, node: str) -> list[tuple[Flow, str]]:
    return [(flow, flow.target) for flow in structure.flows_from(node)]


def _backward(structure: Readable, node: str) -> list[tuple[Flow, str]]:
    return [(flow, flow.source) for flow in structure.flows_into(node)]


def _role_set(structure: Readable, task: Task) -> frozenset[str]:
    role = role_of(structure, task)
    return frozenset() if role is None else frozenset([role])


# Patterns


def pattern(structure: Readable, workflow: str) -> Pattern:
    """Which of the four patterns a workflow follows, by what it is made of.

    States make a state machine; else work done at the same time makes it parallel; else a decision among
    several ways makes it driven by rules; else it is sequential.
    """
    nodes = structure.nodes_in(workflow)
    if any(node.kind == "state" for node in nodes):
        return "state-machine"
    if any(_splits(structure, node) for node in nodes):
        return "parallel"
    if any(isinstance(node, Decision) and len(structure.flows_from(node.id)) > 1 for node in nodes):
        return "rules"
    return "sequential"


def _splits(structure: Readable, node: Node) -> bool:
    if isinstance(node, Decision):
        return node.mode == "inclusive" and len(structure.flows_from(node.id)) > 1
    return isinstance(node, Parallel | Task) and len(structure.flows_from(node.id)) > 1
