"""`schema`: the JSON Schema of the file format."""

import argparse

from designer import assets
from designer.cli import streams
from designer.cli.parser import Command
from designer.cli.trouble import DONE


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "-o", "--output", default=streams.STANDARD, metavar="OUT", help="a file instead of standard output"
    )


def _run(args: argparse.Namespace) -> int:
    streams.write(args.output, assets.path("schema", "process-designer-1.schema.json").read_bytes())
    return DONE


COMMAND = Command(
    name="schema",
    help="print the JSON Schema of documents",
    examples=("schema > process-designer.schema.json", "schema -o process-designer.schema.json"),
    arguments=_arguments,
    run=_run,
)
