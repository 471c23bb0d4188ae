"""The command line's grammar. Nothing here loads more than argparse, so that `--version` is instant."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import NoReturn

from designer.cli.trouble import CallError

PROGRAM = "process-designer"
MOST = 10_000_000

Run = Callable[[argparse.Namespace], int]


@dataclass(frozen=True)
class Command:
    """One command: its name, one line of help, examples, its arguments, and what it does."""

    name: str
    help: str
    examples: tuple[str, ...]
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Run


class Help(argparse.RawDescriptionHelpFormatter):
    """Keeps examples as they are written and gives names the room they need."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)


class Parser(argparse.ArgumentParser):
    """Raises CallError instead of ending the program."""

    def error(self, message: str) -> NoReturn:
        """Called by argparse when the call cannot be understood."""
        raise CallError(f"{message[:1].lower()}{message[1:]}.", f"See `{self.prog} --help`.")


def build(commands: tuple[Command, ...]) -> Parser:
    """The parser of all commands."""
    parser = Parser(
        prog=PROGRAM,
        description="Draw processes as boxes of nested workflows, simulate them, play them back.",
        epilog="Without a command, or with files, the window opens.\n\n"
        + _examples(
            (
                "purchase.process.json",
                "new purchase.process.json --template purchase-approval",
                "simulate purchase.process.json --cases 500",
                "export purchase.process.json -o purchase.svg --open all",
            )
        ),
        formatter_class=Help,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version and stop")
    parser.add_argument("--debug", action="store_true", help="show where an error came from")
    subparsers = parser.add_subparsers(
        dest="command", metavar="COMMAND", title="commands", parser_class=Parser
    )
    for command in commands:
        sub = subparsers.add_parser(
            command.name,
            help=command.help,
            description=command.help[:1].upper() + command.help[1:] + ".",
            epilog=_examples(command.examples),
            formatter_class=Help,
            allow_abbrev=False,
        )
        command.arguments(sub)
        sub.add_argument(
            "--debug", action="store_true", default=argparse.SUPPRESS, help="show where an error came from"
        )
    return parser


def _examples(lines: tuple[str, ...]) -> str:
    return "examples:\n" + "\n".join(f"  {PROGRAM} {line}" for line in lines)


def version() -> str:
    """The version of the program, as its distribution says."""
    try:
        return metadata.version(PROGRAM)
    except metadata.PackageNotFoundError:  # run from a checkout
        import tomllib

        project = Path(__file__).parents[2] / "pyproject.toml"
        return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])


def count(text: str) -> int:
    """A whole number from 1 to ten million, for argparse."""
    try:
        value = int(text)
    except ValueError:
        value = 0
    if not 1 <= value <= MOST:
        raise argparse.ArgumentTypeError(f"{_cut(text)} is not a whole number from 1 to {MOST:,}")
    return value


def limit(text: str) -> tuple[str, int]:
    """A limit of a run such as `tokens=500k`, for argparse."""
    from designer.simulation.limits import Limits

    name, _, number = text.partition("=")
    factor = {"k": 1_000, "M": 1_000_000, "G": 1_000_000_000}.get(number[-1:], 1)
    digits = number if factor == 1 else number[:-1]
    if not digits.isdecimal():
        raise argparse.ArgumentTypeError(f"{_cut(text)} is not NAME=N, such as tokens=500k")
    try:
        Limits().changed({name: int(digits) * factor})
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error).rstrip(".")) from None
    return name, int(digits) * factor


def whole(text: str) -> int:
    """A whole number, for argparse."""
    try:
        return int(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{_cut(text)} is not a whole number") from None


def scale(text: str) -> float:
    """A magnification between 0.1 and 10, for argparse."""
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0.1 <= value <= 10:
        raise argparse.ArgumentTypeError(f"{_cut(text)} is not a scale between 0.1 and 10")
    return value


def duration(text: str) -> str:
    """A plain duration such as `8 h`, for argparse."""
    from designer.model import durations

    try:
        durations.split(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None
    return text


def warm_up(text: str) -> str:
    """A plain duration, or `auto`, for argparse."""
    return text if text == "auto" else duration(text)


def percent(text: str) -> float:
    """A share between 0 and 1, written as `5%` or `0.05`, for argparse."""
    try:
        value = float(text.removesuffix("%").strip()) / (100 if text.endswith("%") else 1)
    except ValueError:
        value = 0.0
    if not 0 < value < 1:
        raise argparse.ArgumentTypeError(f"{_cut(text)} is not a share such as 5% or 0.05")
    return value


def _cut(text: str) -> str:
    return repr(text if len(text) <= 40 else f"{text[:39]}…")
