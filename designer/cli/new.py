"""`new`: a document from a template."""

import argparse
from pathlib import Path

from designer.cli import streams
from designer.cli.parser import Command
from designer.cli.trouble import DONE, CallError


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("out", metavar="OUT", help="the file to make, or - for standard output")
    parser.add_argument("--template", required=True, metavar="ID", help="which template; see `templates`")
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="set one of its parameters; may be repeated",
    )
    parser.add_argument("--force", action="store_true", help="replace OUT when it is there")


def _run(args: argparse.Namespace) -> int:
    from designer.exchange import jsonfile, templates

    settings = dict(_setting(text) for text in args.settings)
    if args.out != streams.STANDARD and Path(args.out).exists() and not args.force:
        raise CallError(
            f"{args.out}: the file is there already.", "Choose another name, or add --force to replace it."
        )
    document = templates.instantiate(args.template, settings)
    streams.write(args.out, jsonfile.write(document))
    return DONE


def _setting(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    if not equals or not key.strip():
        raise CallError(
            f"--set {text!r} is not a setting.", "Write it as KEY=VALUE, such as --set manager-limit=7500."
        )
    return key.strip(), value


COMMAND = Command(
    name="new",
    help="make a document from a template",
    examples=(
        "new purchase.process.json --template purchase-approval",
        "new purchase.process.json --template purchase-approval --set manager-limit=7500 --set currency=EUR",
        "new - --template support-ticket | process-designer simulate -",
    ),
    arguments=_arguments,
    run=_run,
)
