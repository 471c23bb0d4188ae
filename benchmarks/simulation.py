"""How fast the simulator is: lead to cash and variations, in task completions per CPU second.

    python benchmarks/simulation.py [CASES]

Figures of one machine say little; compare the rows of one run.
"""

import argparse
import dataclasses
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from designer.model.document import Document
from designer.simulation.codes import TASK
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine, is_compiled
from designer.simulation.program import Program
from tests.support.build import calendar
from tests.support.models import lead_to_cash


def full_log(program: Program) -> Engine:
    return Engine(program)


def without_log(program: Program) -> Engine:
    return Engine(program, keeps_log=False, keeps_moves=False)


def with_calendars() -> Document:
    """Everybody works around the clock on paper: the same run, every working time worked out by calendar."""
    plain = lead_to_cash()
    always = calendar("always", start="00:00", end="24:00")
    hours = always.hours[0].model_copy(update={"days": (*always.hours[0].days, "sat", "sun")})
    always = always.model_copy(update={"hours": (hours,)})
    roles = {key: role.model_copy(update={"calendar": "always"}) for key, role in plain.roles.items()}
    return dataclasses.replace(plain, roles=roles, calendars={"always": always})


def measure(document: Document, cases: int, engine: Callable[[Program], Engine]) -> float:
    """Task completions per CPU second of one run, the best of three."""
    program = compiled(document, cases=cases)
    best = 0.0
    for _ in range(3):
        running = engine(program)
        began = time.process_time()
        running.advance()
        spent = time.process_time() - began
        done = int(running.trace().completed[program.kinds == TASK].sum())
        best = max(best, done / spent)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("cases", nargs="?", type=int, default=100_000 if is_compiled() else 5_000)
    cases = parser.parse_args().cases
    print(f"{'compiled' if is_compiled() else 'uncompiled'} kernel, {cases:,} cases of lead to cash")
    rows = {
        "full log": (lead_to_cash(), full_log),
        "no log": (lead_to_cash(), without_log),
        "full log, calendars": (with_calendars(), full_log),
    }
    for name, (document, engine) in rows.items():
        print(f"{name:24} {measure(document, cases, engine):14,.0f} tasks/s")


if __name__ == "__main__":
    main()
