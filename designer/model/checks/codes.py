"""Every code a check of meaning can report, with its severity and what it means. Codes never change."""

from typing import NamedTuple

from designer.model.findings import Severity


class Code(NamedTuple):
    """How grave a finding is, and what it means."""

    severity: Severity
    meaning: str


def _error(meaning: str) -> Code:
    return Code("error", meaning)


def _warning(meaning: str) -> Code:
    return Code("warning", meaning)


def _advice(meaning: str) -> Code:
    return Code("advice", meaning)


CODES: dict[str, Code] = {
    # References
    "missing-workflow": _error("A key names a workflow that is not there."),
    "missing-node": _error("A key names a node that is not there."),
    "missing-role": _error("A key names a role that is not there."),
    "missing-calendar": _error("A key names a calendar that is not there."),
    "missing-field": _error("A key names a field that is not there."),
    "missing-scenario": _error("A scenario builds on one that is not there."),
    # Flows
    "flow-across-border": _error("A flow joins nodes of two workflows."),
    "flow-end": _error("A flow enters a trigger or boundary, leaves an outcome, or ends at a note or area."),
    "flow-to-itself": _error("A flow leads from a node back to itself; only states may do that."),
    "flow-twice": _warning("Two flows join the same nodes in the same way."),
    "port-wrong": _error("A flow names an outcome or trigger that is not in its box."),
    "port-needed": _error("A flow does not say which of several outcomes or triggers of a box it uses."),
    "port-ignored": _warning("A flow names an outcome or trigger though there is no box at that end."),
    "outcome-not-continued": _warning("A box can end in a way from which no flow goes on."),
    # Rules on flows
    "rules-mixed": _error("The flows of a decision carry conditions and probabilities side by side."),
    "rule-missing": _error(
        "A flow of a decision has neither a condition nor a probability nor is the default."
    ),
    "probabilities-sum": _error("The probabilities of a decision do not sum to 1."),
    "default-missing": _warning("A decision by conditions has no flow for when none holds."),
    "defaults-several": _error("Several flows of one node are the default."),
    "default-with-rule": _warning("A default flow has a condition or probability, which is never asked."),
    "rule-ignored": _warning("A flow has a rule that its source does not ask."),
    "transitions-at-once": _warning("Several transitions of a state would happen at the same moment."),
    # Expressions
    "expression": _error("An expression cannot be read."),
    "expression-type": _error("An expression names what is not there, or has the wrong type."),
    # Values
    "distribution": _error("No value can be drawn from a distribution."),
    "negative-duration": _error("A duration is always negative."),
    "probability-range": _error("A probability is below 0 or above 1."),
    "out-of-range": _error("A number is smaller or larger than makes sense."),
    "servers-too-few": _error("A task needs more servers of a role than there are."),
    "calendar-empty": _error("A calendar has no working hours."),
    "bad-date": _error("A date is not in any calendar, such as 2026-02-30."),
    "choices-missing": _error("A field of choices has none, or one of them twice."),
    "value-type": _error("A value or distribution does not fit the type of its field."),
    "field-name-taken": _warning(
        "A field is called like a word of the expressions and cannot be read in them."
    ),
    "arrivals-ignored": _warning("A trigger inside a box has arrivals; only the root's start cases."),
    "arrivals-endless": _error("Cases would arrive without any time between them."),
    # Nodes
    "wait-for-nothing": _warning("A wait has no duration, event or time of day."),
    "wait-ambiguous": _error("A wait has more than one of duration, event and time of day."),
    "event-without-delay": _warning("A wait for an event does not say how long the event takes to come."),
    "race-target": _error("A race leads to something that does not wait."),
    "race-of-one": _warning("A race has less than two ways."),
    "boundary-host": _error("A boundary does not sit on a task or box of its own workflow."),
    "boundary-never": _error("A boundary does not say when it happens."),
    # Nesting
    "root-missing": _error("The document's root is not one of its workflows."),
    "workflow-ring": _error("Workflows run each other in a ring."),
    "workflow-unused": _warning("No box runs a workflow that is not the root."),
    "workflow-empty": _warning("A workflow has no content."),
    "workflow-without-trigger": _warning("Nothing starts a workflow."),
    "workflow-without-outcome": _warning("A workflow has no outcome."),
    "pattern-mismatch": _warning("A workflow says it follows another pattern than it does."),
    # Soundness
    "not-connected": _warning("No flow leads to a node that is no trigger."),
    "unreachable": _warning("No token ever comes to a node."),
    "dead-end": _warning("No flow goes on from a node that is no outcome."),
    "loop-without-exit": _warning("A token that comes into a loop never leaves it."),
    "join-never-fires": _warning("A join waits for flows that no case brings tokens along together."),
    "join-may-starve": _warning("A join may wait forever, depending on how decisions fall."),
    "runs-twice": _warning("Tokens that were split come together without a parallel, and go on one by one."),
    "tokens-pile-up": _warning("A loop makes more tokens each time round, without end."),
    "never-reached": _warning("Flows lead to a node, but no run of tokens ever comes to it."),
    # Scenarios
    "scenario-base-ring": _error("Scenarios are each other's base."),
    "scenario-change": _error("A change of a scenario points nowhere or gives a value its key cannot have."),
    # Advice
    "task-without-role": _advice("A task that somebody does has no role."),
    "task-without-duration": _advice("A task takes no time."),
    "role-without-calendar": _advice("A role has no working hours though others have."),
    "person-without-role": _advice("A person holds no role."),
    "not-decided": _advice("Whether tokens get stuck was not decided: there are too many possibilities."),
}
