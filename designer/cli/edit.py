"""`edit`: changes a document by named edits, as the canvas does by gestures."""

import argparse

from designer.cli import streams
from designer.cli.parser import Command
from designer.cli.trouble import DONE, CallError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", nargs="?", help="document, or - for standard input")
    parser.add_argument("-o", "--output", metavar="OUT", help="where to write it, or -")
    parser.add_argument(
        "--do",
        metavar="LINE",
        action="append",
        default=[],
        help="an edit such as 'connect a b'; things are named by id or by name, flows also as 'a->b'",
    )
    parser.add_argument("--list", action="store_true", help="print every edit with what it needs")


def _run(args: argparse.Namespace) -> int:
    if args.list:
        return _list()
    if args.file is None or args.output is None or not args.do:
        raise CallError("FILE, -o OUT and at least one --do are needed.", "--list prints what can be done.")
    return _edit(args.file, args.output, args.do)


def _list() -> int:
    from designer.cli.tables import Column, show
    from designer.editing.acts import ACTS

    show((Column("edit", wide=True), Column("does", fixed=True)), [(act.usage, act.title) for act in ACTS])
    return DONE


def _edit(file: str, output: str, lines: list[str]) -> int:
    from designer import api
    from designer.editing.rules import RuleError
    from designer.editing.spoken import SpokenError

    document = streams.load(file)
    for line in lines:
        try:
            document = api.edit(document, line)
        except SpokenError as error:
            raise CallError(f"--do {line!r}: {error.message}", error.remedy or None) from None
        except RuleError as error:
            raise CallError(f"--do {line!r} is refused: {error}") from None
    streams.write(output, api.write(document))
    return DONE


COMMAND = Command(
    name="edit",
    help="change a document by named edits, as gestures do on the canvas",
    examples=(
        "edit purchase.process.json -o - --do 'append place-order task name=\"Pay the bill\"'",
        "edit in.process.json -o out.process.json --do 'connect a b' --do 'wrap a,b name=Check'",
        "edit --list",
    ),
    arguments=_arguments,
    run=_run,
)
