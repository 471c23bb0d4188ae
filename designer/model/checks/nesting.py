"""Whether the workflows make up one whole: a root, no rings, content, ways in and out."""

from designer.model import graph
from designer.model.checks.facts import Facts, called, names
from designer.model.suggestions import closest
from designer.model.workflow import Workflow


def check_nesting(facts: Facts) -> None:
    """Root, rings, unused and empty workflows, triggers and outcomes, patterns."""
    document = facts.document
    if document.root not in document.workflows:
        near = closest(document.root, document.workflows)
        fix = f"Did you mean '{near}'?" if near else "Name one of the workflows as the root."
        message = f"The root is {document.root!r}, which is no workflow of this document."
        facts.report("root-missing", message, (), "root", fix)
    _rings(facts)
    used = graph.workflows_within(document, document.root)
    for workflow in document.workflows.values():
        if workflow.id not in used:
            message = f"{called(workflow)} is run by no box, so nothing in it ever happens."
            facts.report("workflow-unused", message, workflow, None, "Add a box that runs it, or delete it.")
        _content(facts, workflow)


def _rings(facts: Facts) -> None:
    document = facts.document
    for ring in graph.rings({key: graph.runs_of(document, key) for key in document.workflows}):
        if not set(ring) <= document.workflows.keys():
            continue
        records = [document.workflows[key] for key in ring]
        who = (
            f"{called(records[0])} runs itself"
            if len(ring) == 1
            else f"The workflows {names(facts, ring)} run each other"
        )
        fix = "Remove one of the boxes; for work that repeats, lead a flow back instead."
        facts.report("workflow-ring", f"{who}, which would never end.", records, None, fix)


def _content(facts: Facts, workflow: Workflow) -> None:
    steps = facts.steps(workflow.id)
    is_nameless_root = workflow.id == facts.document.root and not workflow.name
    subject = "The process" if is_nameless_root else called(workflow)
    if not steps:
        facts.report("workflow-empty", f"{subject} has no steps yet.", workflow, None, "Add the first step.")
        return
    kinds = {node.kind for node in steps}
    if "trigger" not in kinds:
        message = f"{subject} has no trigger: nothing says what starts it."
        facts.report(
            "workflow-without-trigger", message, workflow, None, "Add a trigger before its first step."
        )
    if "outcome" not in kinds:
        message = f"{subject} has no outcome: nothing says how it ends."
        facts.report(
            "workflow-without-outcome", message, workflow, None, "Add an outcome after its last step."
        )
    if workflow.pattern is not None:
        found = graph.pattern(facts.document, workflow.id)
        if found != workflow.pattern:
            message = f"{called(workflow)} is said to be {workflow.pattern}, but what is drawn is {found}."
            facts.report(
                "pattern-mismatch",
                message,
                workflow,
                "pattern",
                f"Change the pattern to {found}, or leave it out.",
            )
