"""What went wrong in a run: cases stuck or failed, work that outgrows its role, runs cut short."""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from designer.analysis.intervals import interval
from designer.analysis.ledger import Ledger
from designer.analysis.traffic import offered_loads
from designer.model.nodes import Decision, Parallel, Task
from designer.model.suggestions import listed
from designer.simulation import codes
from designer.simulation.program import Program
from designer.simulation.replicate import Results, stop_reason
from designer.simulation.trace import Trace

Problem = dict[str, Any]
# Below this many cases an overload cannot be told from bad luck.
_ENOUGH_CASES = 200


def problems(results: Results, ledgers: list[Ledger]) -> list[Problem]:
    """Every problem, worst first, with the node or role and how many cases it hit."""
    unstable = overloads(results.program, results.traces)
    told = {problem["role"] for problem in unstable}
    found = [*_stopped(results), *_unfinished(results), *unstable, *growing(results.program, ledgers, told)]
    if results.cancelled:
        count = len(results.traces)
        message = (
            f"The run was cancelled; the figures are those of the {count} replications that were finished."
        )
        found.append({"kind": "cancelled", "node": None, "cases": 0, "message": message})
    return found


def _stopped(results: Results) -> list[Problem]:
    for trace in results.traces:
        reason = stop_reason(results.program, trace)
        if reason is not None:
            node = results.program.nodes[trace.halted_place] or None
            return [{"kind": "stopped", "node": node, "cases": 0, "message": reason}]
    return []


def _unfinished(results: Results) -> list[Problem]:
    program = results.program
    counts: Counter[tuple[int, int, int]] = Counter()
    examples: dict[tuple[int, int, int], str] = {}
    for trace in results.traces:
        cases = trace.cases
        for row in np.flatnonzero(np.isin(cases.state, (codes.STUCK, codes.FAILED))):
            key = (int(cases.state[row]), int(cases.place[row]), int(cases.reason[row]))
            counts[key] += 1
            examples.setdefault(key, _example(program, trace, int(row)))
    return [
        {
            "kind": "stuck" if state == codes.STUCK else "failed",
            "node": program.nodes[place] or None,
            "cases": count,
            "message": _reason(program, state, place, reason) + examples[(state, place, reason)],
        }
        for (state, place, reason), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    ]


def _example(program: Program, trace: Trace, row: int) -> str:
    """Which case it hit first, with its fields."""
    values = []
    for column, name in enumerate(program.fields):
        value = program.field_values(column, trace.cases.values[row : row + 1, column])[0]
        label = program.document.fields[name].name or name
        values.append(f"{label} {'without a value' if value is None else value}")
    shown = f" ({', '.join(values)})" if values else ""
    return f" First hit: case {row}{shown}."


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


def overloads(program: Program, traces: Sequence[Trace]) -> list[Problem]:
    """Roles, alone or with others who share their people, that get more work than they can do."""
    if not traces or max(len(trace.cases) for trace in traces) < _ENOUGH_CASES:
        return []
    found, told = [], set[str]()
    for roles, load in offered_loads(program, traces).items():
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


def growing(program: Program, ledgers: Sequence[Ledger], told: set[str]) -> list[Problem]:
    """Roles whose queue was clearly longer in the last third of the arrivals than in the middle one.

    Clearly is by half, by one piece of work at least, and with 99 % confidence over the replications.
    """
    found: list[Problem] = []
    for number, role in enumerate(program.roles):
        pairs = [_thirds(book, number) for book in ledgers if len(book.trace.cases) >= _ENOUGH_CASES]
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


def _thirds(book: Ledger, role: int) -> tuple[float, float]:
    """Mean length of a role's queue in the middle and in the last third of the time of arrivals."""
    rows = book.program.arrays["place_role"][book.log.place] == role
    end = max(3, int(book.trace.cases.arrived.max()))
    lengths = []
    for begin, stop in ((end // 3, 2 * end // 3), (2 * end // 3, end)):
        stay = np.clip(book.begun[rows], begin, stop) - np.clip(book.due[rows], begin, stop)
        lengths.append(float(stay.sum()) / (stop - begin))
    return lengths[0], lengths[1]
