"""The command line: finds the command, runs it, turns what went wrong into one block and an exit code."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence

from designer.cli.check import COMMAND as CHECK
from designer.cli.compare import COMMAND as COMPARE
from designer.cli.completion import COMMAND as COMPLETION
from designer.cli.edit import COMMAND as EDIT
from designer.cli.export import COMMAND as EXPORT
from designer.cli.format import COMMAND as FORMAT
from designer.cli.layout import COMMAND as LAYOUT
from designer.cli.new import COMMAND as NEW
from designer.cli.parser import Command, build, version
from designer.cli.schema import COMMAND as SCHEMA
from designer.cli.selftest import COMMAND as SELF_TEST
from designer.cli.simulate import COMMAND as SIMULATE
from designer.cli.streams import say
from designer.cli.templates import COMMAND as TEMPLATES
from designer.cli.trouble import CALLED_WRONG, DONE, STOPPED, CallError, report, report_findings

COMMANDS: tuple[Command, ...] = (
    NEW,
    TEMPLATES,
    CHECK,
    FORMAT,
    SCHEMA,
    SIMULATE,
    COMPARE,
    EXPORT,
    LAYOUT,
    EDIT,
    SELF_TEST,
    COMPLETION,
)
NAMES = tuple(command.name for command in COMMANDS)


def main(arguments: Sequence[str] | None = None, *, self_test: Callable[[], int] | None = None) -> int:
    """Runs one command and gives its exit code: 0 done, 1 the document has errors, 2 the call is wrong.

    `self_test` is what `self-test` calls: it needs the window, which is above the command line.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal of few letters is no reason to stop
    try:
        return _run(words, {"self_test": self_test})
    except KeyboardInterrupt:
        report("stopped.")
        return STOPPED
    except BrokenPipeError:
        # Whoever read has seen enough; without this the interpreter complains when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except Exception as error:
        if debug:
            raise
        return _explain(error)


def _run(words: list[str], context: Mapping[str, object]) -> int:
    if words[:1] == ["help"]:
        words = [*words[1:2], "--help"]
    _refuse_unknown_command(words)
    parser = build(COMMANDS)
    args = parser.parse_args(words, argparse.Namespace(**context))
    if args.version:
        say(f"process-designer {version()}")
        return DONE
    if args.command is None:
        parser.print_help()
        return CALLED_WRONG
    status = next(command for command in COMMANDS if command.name == args.command).run(args)
    sys.stdout.flush()
    return status


def _refuse_unknown_command(words: list[str]) -> None:
    word = next((word for word in words if not word.startswith("-")), None)
    if word is None or word in NAMES or (words and words[0] in ("-h", "--help")):
        return
    from designer.model.suggestions import closest, listed

    near = closest(word, NAMES)
    raise CallError(
        f"there is no command {word!r}.",
        f"Did you mean `process-designer {near}`?" if near else f"The commands are {listed(NAMES, 'and')}.",
    )


def _explain(error: Exception) -> int:
    from designer.exchange.errors import FileError
    from designer.exchange.templates import TemplateError

    match error:
        case CallError():
            report(error.message, error.remedy)
            return error.status
        case FileError() | TemplateError():
            report_findings(error.name, error.problems)
        case OSError():
            place = f"{error.filename}: " if error.filename else ""
            report(
                f"{place}{error.strerror or error}.",
                "Check that the file and its folder exist and are yours.",
            )
        case _:
            report(
                f"something went wrong inside the program ({type(error).__name__}: {error}).",
                "Run the same command with --debug and send what it prints to the makers.",
            )
    return CALLED_WRONG
