"""Text to words: numbers, texts, names, signs, each with its place."""

import math
import re
from dataclasses import dataclass
from typing import Literal

from designer.model.expressions.errors import ExpressionError

MAX_LENGTH = 10_000
Kind = Literal["number", "text", "name", "sign", "end"]

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<number>(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?(?![A-Za-z0-9_.]))
    | (?P<name>[A-Za-z0-9_]+)
    | (?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')
    | (?P<sign><=|>=|==|!=|[-+*/%<>()\[\],])
    | (?P<end>$)
    )""",
    re.VERBOSE | re.DOTALL,
)
_MEANT = {
    "&&": "and",
    "&": "and",
    "||": "or",
    "|": "or",
    "!": "not",
    "=>": ">=",
    "=<": "<=",
    "=": "==",
    "“": '"',
    "”": '"',
    "„": '"',
    "\u00d7": "*",
    "÷": "/",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "\u2013": "-",
    "\u2212": "-",
}
_ESCAPES = {"n": "\n", "t": "\t"}


@dataclass(frozen=True)
class Token:
    """A word of an expression; `value` is the number or text it stands for, or the word itself."""

    kind: Kind
    value: float | str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The words of an expression and an end; raises ExpressionError at the first that is none."""
    if len(text) > MAX_LENGTH:
        raise ExpressionError(f"the expression is longer than {MAX_LENGTH:,} characters", MAX_LENGTH)
    found: list[Token] = []
    place = 0
    while True:
        match = _TOKEN.match(text, place)
        if match is None:
            raise _stray(text, place)
        kind: Kind = match.lastgroup  # type: ignore[assignment]  # the groups are the kinds
        start, end = match.span(kind)
        found.append(Token(kind, _value(kind, match[kind], start), start, end))
        if kind == "end":
            return found
        place = end


def _value(kind: Kind, word: str, start: int) -> float | str:
    if kind == "number":
        number = float(word)
        if not math.isfinite(number):
            raise ExpressionError("the number is too large", start, len(word))
        return number
    if kind == "text":
        return re.sub(r"\\(.)", lambda m: _ESCAPES.get(m[1], m[1]), word[1:-1], flags=re.DOTALL)
    return word


def _stray(text: str, place: int) -> ExpressionError:
    start = place
    while text[start].isspace():
        start += 1
    if text[start] in "\"'":
        return ExpressionError("the text has no closing quote", start, len(text) - start, text[start])
    meant = next((sign for sign in _MEANT if text.startswith(sign, start)), None)
    shown = meant or text[start]
    return ExpressionError(
        f"{shown!r} means nothing here", start, len(shown), _MEANT[meant] if meant else None
    )
