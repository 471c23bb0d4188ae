"""`self-test`: tries the whole program once, window and all."""

import argparse

from designer.cli.parser import Command
from designer.cli.trouble import CALLED_WRONG, CallError


def _arguments(parser: argparse.ArgumentParser) -> None:  # noqa: ARG001  # it takes none
    return


def _run(args: argparse.Namespace) -> int:
    if args.self_test is None:
        raise CallError(
            "the self-test needs the window, which this installation lacks.",
            "Run it as `process-designer self-test` or `python -m designer self-test`.",
            CALLED_WRONG,
        )
    return int(args.self_test())


COMMAND = Command(
    name="self-test",
    help="open a window, draw, edit, simulate, export; exit 0 when all of it works",
    examples=("self-test", "self-test && echo ready"),
    arguments=_arguments,
    run=_run,
)
