"""Identifiers: well-formed, unique over a whole document, never changed by renaming."""

import re
import secrets
from collections.abc import Container
from typing import Annotated

from pydantic import StringConstraints

PATTERN = r"^[a-z0-9][a-z0-9-]*$"
# Base 32 without the look-alikes i, l, o, u; a letter first so that an id reads as a word, not as a number.
_LETTERS = "abcdefghjkmnpqrstvwxyz"
_ALPHABET = "0123456789" + _LETTERS
_WELL_FORMED = re.compile(PATTERN)

Id = Annotated[str, StringConstraints(pattern=PATTERN)]


def is_well_formed(text: str) -> bool:
    """Whether `text` may be an id."""
    return _WELL_FORMED.fullmatch(text) is not None


def new_id(taken: Container[str] = ()) -> str:
    """A fresh id of six random characters that is not in `taken`.

    Random rather than counted: ids that begin alike make two people's additions land on the same
    line of the file and collide when merged.
    """
    while True:
        made = secrets.choice(_LETTERS) + "".join(secrets.choice(_ALPHABET) for _ in range(5))
        if made not in taken:
            return made
