"""What went wrong in a run: cases stuck or failed, work that outgrows its role, runs cut short."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from designer.analysis.counts import Counts, Trouble
from designer.analysis.intervals import interval
from designer.analysis.measure import Measured
from designer.analysis.tally import Tally
from designer.analysis.traffic import offered_loads
from designer.model.nodes import Decision, Parallel, Task
from designer.model.suggestions import listed
from designer.simulation import codes
from designer.simulation.program import Program
from designer.simulation.replicate import stop_reason

Problem = dict[str, Any]
# Below this many cases an overload cannot be told from bad luck.
_ENOUGH_CASES = 200


def problems(made: Measured) -> list[Problem]:
    """Every problem, worst first, with the node or role and how many cases it hit."""
    counts = [tally.counts for tally in made.tallies]
    unstable = overloads(made.program, counts)
    told = {problem["role"] for problem in unstable}
    stopped, unfinished = _stopped(made.program, counts), _unfinished(made.program, counts)
    found = [*stopped, *unfinished, *unstable, *growing(made.program, made.tallies, told)]
    if made.cancelled:
        done = f"the figures are those of the {len(counts)} replications that were finished"
        message = f"The run was cancelled; {done}."
        found.append({"kind": "cancelled", "node": None, "cases": 0, "message": message})
    return found


def _stopped(program: Program, counts: list[Counts]) -> list[Problem]:
    for each in counts:
        reason = stop_reason(program, each.halted, each.halted_place)
        if reason is not None:
            node = program.nodes[each.halted_place] or None
            return [{"kind": "stopped", "node": node, "cases": 0, "message": reason}]
    return []


def _unfinished(program: Program, counts: list[Counts]) -> list[Problem]:
    total: Counter[Trouble] = Counter()
    examples: dict[Trouble, str] = {}
    for each in counts:
        total.update(each.trouble)
        for key, (number, values) in each.first_hit.items():
            examples.setdefault(key, _example(program, number, values))
    return [
        {
            "kind": "stuck" if state == codes.STUCK else "failed",
            "node": program.nodes[place] or None,
            "cases": count,
            "message": _reason(program, state, place, reason) + examples[(state, place, reason)],
        }
        for (state, place, reason), count in sorted(total.items(), key=lambda item: (-item[1], item[0]))
    ]


def _example(program: Program, number: int, fields: list[float]) -> str:
    """Which case it hit first, with its fields."""
    values = []
    for column, name in enumerate(program.fields):
        value = program.field_values(column, np.array(fields[column : column + 1]))[0]
        label = program.document.fields[name].name or name
        values.append(f"{label} {'without a value' if value is None else value}")
    shown = f" ({', '.join(values)})" if values else ""
    return f" First hit: case {number}{shown}."


def _reason(program: Program, state: int, place: int, reason: int) -> str:
    node = program.document.nodes.get(program.nodes[place])
    name = f'"{node.name or node.id}"' if node is not None else "the process"
    if state == codes.FAILED:
        if reason == codes.NO_FLOW:
            return f"No outgoing flow of {name} applied: no condition held and there is no default."
        return f"An expression at {name} has no value: a field is empty, or it divides by zero."
    if isinstance(node, Parallel | Decision) and reason >= 0:
        flow = program.document.flows_into(node.id)[reason]
        source = program.document.nodes[flow.source]
        return f'The join {name} waits for the flow from "{source.name or source.id}", which never comes.'
    if isinstance(node, Task) and node.batch is not None:
        return (
            f"A batch of {node.batch.size} at {name} never fills: nothing more comes. "
            "Give the batch a longest wait."
        )
    return (
        f"Tokens wait at {name} for ever: those who could do the work are never on shift for it, "
        "or never there together."
    )


def overloads(program: Program, counts: Sequence[Counts]) -> list[Problem]:
    """Roles, alone or with others who share their people, that get more work than they can do."""
    if not counts or max(each.cases for each in counts) < _ENOUGH_CASES:
        return []
    found, told = [], set[str]()
    for roles, load in offered_loads(program, counts).items():
        if load < 1 or told.intersection(roles):
            continue
        told.update(roles)
        names = [f'"{program.document.roles[role].name or role}"' for role in roles]
        who = (
            f"The role {names[0]} gets"
            if len(names) == 1
            else f"The roles {listed(names, 'and')} together get"
        )
        much = "work without end" if math.isinf(load) else f"{load:.0%} of the work it can do"
        message = (
            f"{who} {much if len(names) == 1 else much.replace('it can', 'they can')}: the queue grows "
            "for as long as cases come, and the waiting times depend on the length of the run."
        )
        found.append({"kind": "unstable", "node": None, "role": roles[0], "cases": 0, "message": message})
    return found


def growing(program: Program, tallies: Sequence[Tally], told: set[str]) -> list[Problem]:
    """Roles whose queue was clearly longer in the last third of the arrivals than in the middle one.

    Clearly is by half, by one piece of work at least, and with 99 % confidence over the replications.
    """
    found: list[Problem] = []
    for number, role in enumerate(program.roles):
        pairs = [_thirds(tally, number) for tally in tallies if tally.counts.cases >= _ENOUGH_CASES]
        if role in told or len(pairs) < 3:
            continue
        more = [last - middle for middle, last in pairs]
        middle, last = (math.fsum(side) / len(pairs) for side in zip(*pairs, strict=True))
        least = interval(more, 0.98)
        if least is not None and least[0] > 0 and last >= 1.5 * middle and last - middle >= 1:
            label = program.document.roles[role].name or role
            message = (
                f'The queue of the role "{label}" still grows: {middle:.3g} in the middle third of the '
                f"arrivals, {last:.3g} in the last. Let the run be longer; if it goes on, the role has more "
                "work than it can do."
            )
            found.append({"kind": "growing", "node": None, "role": role, "cases": 0, "message": message})
    return found


def _thirds(tally: Tally, role: int) -> tuple[float, float]:
    """Mean length of a role's queue in the middle and in the last third of the time of arrivals."""
    end, queue = max(3, tally.counts.last_arrival), tally.loads.profiles[role]
    return queue.mean(end // 3, 2 * end // 3), queue.mean(2 * end // 3, end)
