"""The work of an act in a measure that no other program on the machine disturbs."""

import sys
from collections.abc import Callable


def calls(act: Callable[[], object]) -> int:
    """How many functions an act calls, those of built-in and compiled modules included."""
    made = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        act()
    finally:
        sys.setprofile(None)
    return made
