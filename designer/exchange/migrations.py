"""Documents of older formats become documents of the present one, step by step.

A step takes the tree of one format to the tree of the next; it may change the tree it is given. Format 1
is the first, so there is no step yet; the next format adds `STEPS[1]` and a test with a file of format 1.
"""

import re
from collections.abc import Callable, Mapping

from designer.exchange.jsontext import Problem
from designer.model.document import FORMAT

Tree = dict[str, object]
NAME, CURRENT = FORMAT.split("/")[0], int(FORMAT.split("/")[1])
STEPS: Mapping[int, Callable[[Tree], Tree]] = {}
_FORMAT = re.compile(rf"{NAME}/([1-9]\d{{0,8}})")


def format_problem(tree: Mapping[str, object]) -> Problem | None:
    """Why the tree's format cannot be read, or None."""
    if "format" not in tree:
        fix = f'Add "format": "{FORMAT}" if this is a document of this program.'
        return Problem(
            ("format",), "missing-key", "is missing, so this may be a file of another program", fix
        )
    match = _FORMAT.fullmatch(str(tree["format"]))
    if match is None:
        return Problem(("format",), "unknown-format", f"must be {FORMAT}", "Choose a file of this program.")
    if int(match[1]) > CURRENT:
        what = f"is {tree['format']}, which is newer than what this version of the program reads ({FORMAT})"
        return Problem(("format",), "newer-format", what, "Update the program to open this file.")
    return None


def migrated(tree: Tree, steps: Mapping[int, Callable[[Tree], Tree]] = STEPS, current: int = CURRENT) -> Tree:
    """The tree in the current format; its format must have no problem."""
    version = int(str(tree["format"]).rpartition("/")[2])
    for number in range(version, current):
        tree = steps[number](tree)
        tree["format"] = f"{NAME}/{number + 1}"
    return tree
