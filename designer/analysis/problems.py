"""What went wrong in a run: cases stuck or failed, work that outgrows its role, runs cut short."""

from collections import Counter
from typing import Any

import numpy as np

from designer.analysis.ledger import Ledger
from designer.analysis.loads import on_shift
from designer.model.nodes import Decision, Parallel, Task
from designer.simulation import codes
from designer.simulation.program import Program
from designer.simulation.replicate import Results, stop_reason
from designer.simulation.trace import Trace

Problem = dict[str, Any]
# Below this many cases an overload cannot be told from bad luck.
_ENOUGH_CASES = 200


def problems(results: Results, ledgers: list[Ledger]) -> list[Problem]:
    """Every problem, worst first, with the node or role and how many cases it hit."""
    found = [*_stopped(results), *_unfinished(results), *overloads(results.program, ledgers)]
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


def overloads(program: Program, ledgers: list[Ledger]) -> list[Problem]:
    """Roles that get more work than they can do."""
    found = []
    for number, role in enumerate(program.roles):
        loads = [load for book in ledgers if (load := offered_load(book, number)) is not None]
        if loads and float(np.mean(loads)) >= 1:
            label = program.document.roles[role].name or role
            message = (
                f'The role "{label}" gets {float(np.mean(loads)):.0%} of the work it can do: its queue grows '
                "for as long as cases come, and the waiting times depend on the length of the run."
            )
            found.append({"kind": "unstable", "node": None, "role": role, "cases": 0, "message": message})
    return found


def offered_load(book: Ledger, role: int) -> float | None:
    """Work that came for a role while cases arrived, per time on shift of its servers; None for too few."""
    program, cases = book.program, book.trace.cases
    if len(cases) < _ENOUGH_CASES:
        return None
    units = program.units_of(role)[book.log.place]
    mine = units > 0
    members = [i for i, server in enumerate(program.servers) if program.roles[role] in server.roles]
    available = on_shift(program, members, 0, int(cases.arrived.max()))
    if available <= 0 or any(len(program.servers[i].roles) > 1 for i in members):
        return None
    done = mine & book.completed & (book.log.server >= 0)
    batch = program.arrays["place_batch"][book.log.place]
    left = float((1 / batch)[mine & ~book.completed].sum())
    work = float((book.log.work * units)[done].sum())
    return (work + left * (work / max(1, int(done.sum())))) / available
