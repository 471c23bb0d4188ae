"""`layout`: the workflows of a document laid out anew."""

import argparse

from designer.cli import progress, streams
from designer.cli.parser import Command
from designer.cli.trouble import DONE, CallError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="document, or - for standard input")
    parser.add_argument("-o", "--output", metavar="OUT", required=True, help="where to write it, or -")
    parser.add_argument(
        "--workflow", metavar="ID", help="lay out only this one, with what runs inside it (default: all)"
    )
    parser.add_argument(
        "--keep-bends", action="store_true", help="move bends that were set by hand along with their flows"
    )


def _run(args: argparse.Namespace) -> int:
    from designer import api
    from designer.editing.rules import RuleError
    from designer.model.suggestions import closest

    document = streams.load(args.file)
    try:
        with progress.following("Laying out") as tell:
            made = api.layout(document, args.workflow, keep_bends=args.keep_bends, progress=tell)
    except RuleError:
        near = closest(args.workflow, document.workflows)
        remedy = f"Did you mean {near!r}?" if near else "Leave out --workflow to lay out all."
        raise CallError(f"there is no workflow {args.workflow!r}.", remedy) from None
    streams.write(args.output, api.write(made))
    return DONE


COMMAND = Command(
    name="layout",
    help="lay the workflows of a document out anew",
    examples=(
        "layout purchase.process.json -o purchase.process.json",
        "layout purchase.process.json -o - --workflow approval",
    ),
    arguments=_arguments,
    run=_run,
)
