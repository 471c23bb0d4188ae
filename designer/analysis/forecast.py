"""What can be seen before a run: roles that will get more work than they can do."""

from dataclasses import replace

from designer.analysis.counts import counted
from designer.analysis.problems import Problem, overloads
from designer.simulation.program import Program

PILOT_CASES = 400


def overloads_ahead(program: Program) -> list[Problem]:
    """The roles whose offered load is 1 or more.

    The loads come out of the traffic equations; only what the fields of cases decide is counted, in a short
    pilot of the program itself.
    """
    settings = program.settings
    cases = PILOT_CASES if settings.cases is None else min(PILOT_CASES, settings.cases)
    pilot = replace(
        program,
        settings=replace(settings, cases=cases, replications=1),
        scalars={**program.scalars, "case_limit": cases},
    )
    return overloads(pilot, [counted(pilot, 0)])
