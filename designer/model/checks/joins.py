"""Whether splits and joins fit: parallels that starve, and work that runs twice without being meant to."""

from designer.model.checks.facts import Facts, called, names
from designer.model.checks.tokens import MAX_STATES, Game, Undecided
from designer.model.nodes import Decision, Node, Outcome, Parallel, Task

MAX_STATES_IN_ALL = 20_000  # so that a large document is checked in a second
MAX_SEARCH = 200  # nodes looked at behind each way out of a split


def check_joins(facts: Facts) -> None:
    """Joins that never or not always fire, and splits whose ways come together without a join."""
    left = MAX_STATES_IN_ALL
    for workflow in facts.document.workflows:
        steps = facts.steps(workflow)
        if not any(_synchronises(facts, node) and isinstance(node, Decision) for node in steps):
            left -= _starving(facts, workflow, left)
        for node in steps:
            _twice(facts, node)


def _synchronises(facts: Facts, node: Node) -> bool:
    """Whether a node waits for tokens of several flows."""
    waits = isinstance(node, Parallel) or (isinstance(node, Decision) and node.mode == "inclusive")
    return waits and len(facts.document.flows_into(node.id)) > 1


def _starving(facts: Facts, workflow: str, left: int) -> int:
    """Reports the joins of a workflow that starve; gives the number of states looked at."""
    game = Game(facts, workflow)
    limit = min(left, MAX_STATES)
    if not game.joins:
        return 0
    try:
        count = game.play(limit)
    except Undecided:
        return limit
    _report_starved(facts, game)
    return count


def _report_starved(facts: Facts, game: Game) -> None:
    flows = facts.document.flows
    for join, held in game.starved.items():
        node = facts.document.nodes[join]
        missing = [flows[flow].source for flow in game.joins[join] if flow not in held]
        there = [flows[flow].source for flow in game.joins[join] if flow in held]
        if not missing:
            continue
        what = f"when a token has come from {names(facts, there)}, none comes from {names(facts, missing)}"
        about = [node, *(facts.document.nodes[key] for key in dict.fromkeys(missing))]
        if join in game.fired:
            message = f"{called(node)} may wait forever: depending on the decisions before, {what}."
            fix = "Split with a parallel what is joined with one, or join with a decision."
            facts.report("join-may-starve", message, about, None, fix)
        else:
            message = f"{called(node)} never goes on: {what}."
            fix = "Join with a decision instead, or split with a parallel before."
            facts.report("join-never-fires", message, about, None, fix)


def _twice(facts: Facts, split: Node) -> None:
    flows = [flow for flow in facts.open_flows(split.id) if flow.condition is None]
    inclusive = isinstance(split, Decision) and split.mode == "inclusive"
    if inclusive:
        flows = list(facts.open_flows(split.id))
    if len(flows) < 2 or not (inclusive or isinstance(split, Parallel | Task)):
        return
    found: set[str] = set()
    for flow in flows:
        behind = _behind(facts, flow.target, split.id)
        meeting = next((node for node in behind if node in found), None)
        if meeting is not None:
            where = facts.document.nodes[meeting]
            message = (
                f"{called(split)} sends tokens along several flows that meet again at {facts.name(meeting)} "
                "without a parallel, so what follows runs once for each."
            )
            fix = f"Put a parallel before {facts.name(meeting)} that waits for all of them."
            facts.report("runs-twice", message, (split, where), None, fix)
            return
        found.update(behind)


def _behind(facts: Facts, start: str, split: str) -> list[str]:
    """Steps that a token comes to from `start` before it is joined with others, the nearest first."""
    nodes = facts.document.nodes
    found: dict[str, None] = {}
    waiting = [start]
    for current in waiting:
        if current in found or current == split:
            continue
        if len(found) == MAX_SEARCH:
            break
        node = nodes[current]
        if not isinstance(node, Outcome) and not _synchronises(facts, node):
            found[current] = None
            waiting.extend(facts.onward(current))
    return list(found)
