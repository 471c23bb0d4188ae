"""`self-test`: tries the whole program once, window and all; or the simulator alone, against theory."""

import argparse

from designer.cli import streams
from designer.cli.parser import Command
from designer.cli.trouble import CALLED_WRONG, DONE, HAS_ERRORS, CallError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        action="store_true",
        help="compare the simulator with models whose answers are known; needs no window",
    )


def _run(args: argparse.Namespace) -> int:
    if args.engine:
        return _compare()
    if args.self_test is None:
        raise CallError(
            "the self-test needs the window, which this installation lacks.",
            "Run it as `process-designer self-test` or `python -m designer self-test`.",
            CALLED_WRONG,
        )
    return int(args.self_test())


def _compare() -> int:
    """Prints theory against simulation row by row; 1 if a row disagrees."""
    from designer.analysis.theory import REPLICATIONS, agreements
    from designer.simulation.running import is_compiled

    how = "compiled" if is_compiled() else "uncompiled: smaller samples, so the errors are larger"
    streams.say(f"Theory against simulation, {REPLICATIONS} replications each ({how}). Times in minutes.")
    streams.say(_line("", "model", "quantity", "exact", "simulated", "± SE"))
    wrong = rows = 0
    for found in agreements():
        theory, quantity = found.theory, found.quantity
        rows, wrong = rows + 1, wrong + (not found.holds)
        mean, error = f"{found.mean:.4f}", f"{found.error:.4f}"
        verdict = "agrees" if found.holds else "DISAGREES"
        line = _line(theory.id, theory.model, quantity.name, f"{quantity.exact:.4f}", mean, error)
        streams.say(f"{line}  {verdict}")
    streams.say(f"{rows - wrong} of {rows} agree." if wrong else f"All {rows} agree.")
    return HAS_ERRORS if wrong else DONE


def _line(key: str, model: str, quantity: str, exact: str, mean: str, error: str) -> str:
    return f"{key:<5}{model:<50}{quantity:<20}{exact:>10}{mean:>12}{error:>9}"


COMMAND = Command(
    name="self-test",
    help="open a window, draw, edit, simulate, export; exit 0 when all of it works",
    examples=("self-test", "self-test --engine", "self-test && echo ready"),
    arguments=_arguments,
    run=_run,
)
