"""Canonical JSON text: the one way a document is written, made to be read, diffed and merged.

Two-space indent, one key per line, a fixed order of keys, short lists of plain values on one line,
whole numbers without a point. What is foreign (`extensions`) keeps its order and its numbers.
"""

import json
from collections.abc import Iterator, Mapping, Sequence

INLINE = 88  # characters a list may take on one line
_LAST = ("silenced", "extensions", "color", "size", "open_size", "slack", "label_at", "via", "at")
_FIRST = ("id", "kind", "name", "workflow", "source", "outcome", "target", "trigger", "label")
_BOUNDS = ("unit", "min", "max")
_EXACT = 2**53
_quoted = json.encoder.encode_basestring


def arranged(record: Mapping[str, object]) -> dict[str, object]:
    """A record's keys in their fixed order: what it is, what it says, and last where it is drawn.

    Names and places stand apart so that one person's renaming and another's moving merge cleanly.
    """
    middle = [key for key in record if key not in _FIRST and key not in _LAST]
    return {key: record[key] for key in (*_FIRST, *middle, *_LAST) if key in record}


def text(value: object, *, foreign: bool = False) -> str:
    """`value` as canonical JSON without the final newline."""
    return "".join(_pieces(value, "\n", foreign))


def _pieces(value: object, margin: str, foreign: bool) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield from _object(value, margin, foreign)
    elif isinstance(value, Sequence) and not isinstance(value, str):
        yield from _list(value, margin, foreign)
    else:
        yield _scalar(value, foreign)


def _object(value: Mapping[str, object], margin: str, foreign: bool) -> Iterator[str]:
    if not value:
        yield "{}"
        return
    inner = margin + "  "
    before = "{" + inner
    for key, item in (value if foreign else _bounds_last(value)).items():
        yield f"{before}{_quoted(key)}: "
        yield from _pieces(item, inner, foreign or key == "extensions")
        before = "," + inner
    yield margin + "}"


def _bounds_last(value: Mapping[str, object]) -> Mapping[str, object]:
    """A distribution reads parameters first, then unit and bounds."""
    if "kind" not in value or "id" in value or value.keys().isdisjoint(_BOUNDS):
        return value
    kept = {key: item for key, item in value.items() if key not in _BOUNDS}
    return kept | {key: value[key] for key in _BOUNDS if key in value}


def _list(value: Sequence[object], margin: str, foreign: bool) -> Iterator[str]:
    if not any(isinstance(item, Mapping | list | tuple) for item in value):
        line = "[" + ", ".join(_scalar(item, foreign) for item in value) + "]"
        if len(line) <= INLINE:
            yield line
            return
    inner = margin + "  "
    before = "[" + inner
    for item in value:
        yield before
        yield from _pieces(item, inner, foreign)
        before = "," + inner
    yield margin + "]"


def _scalar(value: object, foreign: bool) -> str:
    if isinstance(value, str):
        return _quoted(value)
    if isinstance(value, float) and not foreign and value.is_integer() and abs(value) < _EXACT:
        return str(int(value))
    return json.dumps(value, allow_nan=False)
