"""What may be typed next in an expression."""

import re

from designer.model.document import Document
from designer.model.expressions.names import CLOCK, FUNCTIONS, KEYWORDS
from designer.model.expressions.types import Type, types_of

_WORD = re.compile(r"[A-Za-z0-9_]*$")
_CHOICE = re.compile(r"([A-Za-z0-9_]+)\s*(?:==|!=|(?:not\s+)?in\s*\[(?:[^\]]*,)?)\s*(\"?[^\",\[\]]*)$")


def word_at(text: str, position: int) -> tuple[int, str]:
    """Start and text of the word being typed at `position`, which completions replace."""
    before = text[:position]
    choice = _CHOICE.search(before)
    if choice is not None and choice[2].startswith('"'):
        return choice.start(2), choice[2]
    match = _WORD.search(before)
    return (match.start(), match[0]) if match else (position, "")


def completions(text: str, position: int, document: Document) -> list[str]:
    """Words that may go on at `position`, replacing the one begun there (see `word_at`).

    After a comparison with a choice its values in quotes; else fields first, then the clock, functions
    and keywords.
    """
    types = types_of(document)
    values = _values(text[:position], types)
    start, begun = word_at(text, position)
    if values:
        return [value for value in values if value.casefold().startswith(begun.casefold())]
    if _in_quotes(text[:start]):
        return []
    offered = [*sorted(types), *CLOCK, *FUNCTIONS, *KEYWORDS]
    wanted = begun.casefold()
    front = [word for word in offered if word.casefold().startswith(wanted)]
    inner = [word for word in offered if wanted in word.casefold() and word not in front]
    return front + inner


def _values(before: str, types: dict[str, Type]) -> list[str]:
    match = _CHOICE.search(before)
    kind = types.get(match[1]) if match else None
    if kind is None:
        return []
    if kind.kind == "boolean":
        return ["true", "false"]
    return [f'"{choice}"' for choice in kind.choices or ()]


def _in_quotes(before: str) -> bool:
    bare = re.sub(r"\\.", "", before)
    return bare.count('"') % 2 == 1
