"""What can be seen before a run: roles that will get more work than they can do."""

from dataclasses import replace

from designer.analysis.ledger import ledger
from designer.analysis.problems import Problem, overloads
from designer.simulation.program import Program
from designer.simulation.replicate import run

PILOT_CASES = 400


def overloads_ahead(program: Program) -> list[Problem]:
    """The roles whose offered load is 1 or more, found by a short pilot of the program itself.

    How much work a case brings does not depend on the queues, so a few hundred cases show what thousands
    will do. The full run looks again at all of them.
    """
    settings = program.settings
    cases = PILOT_CASES if settings.cases is None else min(PILOT_CASES, settings.cases)
    pilot = replace(
        program,
        settings=replace(settings, cases=cases, replications=1),
        scalars={**program.scalars, "case_limit": cases},
    )
    return overloads(pilot, [ledger(pilot, trace) for trace in run(pilot, jobs=1).traces])
