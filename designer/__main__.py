"""The program: no argument, files or `--template ID` open the window; anything else is the command line."""

import sys
from collections.abc import Sequence
from pathlib import Path

TEMPLATE = "--template"


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program and gives its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    return _window(words) if _means_window(words) else _command_line(words)


def _means_window(words: Sequence[str]) -> bool:
    from designer.cli.main import NAMES

    if not words:
        return True
    first = words[0]
    if first == TEMPLATE and len(words) == 2:
        return True
    return not first.startswith("-") and first not in NAMES and _looks_like_file(first)


def _looks_like_file(word: str) -> bool:
    return word.endswith(".json") or Path(word).exists() or "/" in word or "\\" in word


def _command_line(words: Sequence[str]) -> int:
    from designer.cli.main import main as command_line

    return command_line(words, self_test=_self_test)


def _self_test() -> int:
    from designer.app.selftest import run

    return run()


def _window(files: Sequence[str]) -> int:
    from designer.app.system import missing_for_window

    trouble = missing_for_window()
    if trouble:
        sys.stderr.write(f"process-designer: {trouble}\n")
        return 2
    from designer.app.main import run

    if files and files[0] == TEMPLATE:
        return run((), template=files[1])
    return run(files)


if __name__ == "__main__":
    sys.exit(main())
