"""`format`: the canonical form of a document, for clean diffs and merges."""

import argparse

from designer.cli import streams
from designer.cli.parser import Command
from designer.cli.trouble import DONE, HAS_ERRORS


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", metavar="FILE", nargs="+", help="documents, or - to go from input to output")
    parser.add_argument(
        "--check", action="store_true", help="change nothing; exit 1 when something would change"
    )


def _run(args: argparse.Namespace) -> int:
    status = DONE
    for name in args.files:
        if _changes(name, args.check) and args.check:
            status = HAS_ERRORS
    return status


def _changes(name: str, only_check: bool) -> bool:
    """Whether a file is not in canonical form; unless only checking, it is afterwards."""
    from designer.exchange import jsonfile

    old = streams.read(name)
    new = jsonfile.write(jsonfile.read(old, streams.shown(name)))
    differs = old != new
    if only_check:
        if differs:
            streams.say(f"{streams.shown(name)}: not in canonical form")
    elif name == streams.STANDARD:
        streams.write(name, new)
    elif differs:
        streams.write(name, new)
        streams.say(f"{name}: written in canonical form")
    return differs


COMMAND = Command(
    name="format",
    help="write documents in canonical form",
    examples=(
        "format purchase.process.json",
        "format --check *.process.json",
        "format - < draft.json > clean.json",
    ),
    arguments=_arguments,
    run=_run,
)
