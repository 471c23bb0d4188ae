"""Bytes to a JSON tree, with everything that is wrong with the text itself."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass

from designer.exchange.errors import FileError
from designer.model.findings import Finding

SIZE_LIMIT = 200_000_000
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Problem:
    """Something wrong at a place of the tree; `path` leads there by keys and indices."""

    path: Path
    code: str
    what: str
    fix: str | None = None


def parse(data: bytes, name: str) -> tuple[object, list[Problem]]:
    """The tree in `data`, its repeated keys and infinite numbers; raises FileError if there is no tree."""
    text = _decoded(data, name)
    repeated: list[tuple[int, str]] = []
    keep: list[object] = []  # what `repeated` points to by identity must stay alive
    infinite: list[float] = []

    def pairs(items: list[tuple[str, object]]) -> dict[str, object]:
        made = dict(items)
        if len(made) != len(items):
            seen: set[str] = set()
            repeated.extend((id(made), key) for key, _ in items if key in seen or seen.add(key))  # type: ignore[func-returns-value]
            keep.append(made)
        return made

    def number(digits: str) -> float:
        value = float(digits)
        if not math.isfinite(value):
            infinite.append(value)
        return value

    try:
        tree = json.loads(text, object_pairs_hook=pairs, parse_float=number, parse_constant=number)
    except RecursionError:
        raise FileError(name, (too_deep(),)) from None
    except ValueError as error:
        raise FileError(name, (_not_json(text, error),)) from None
    problems = _repeated(tree, repeated) if repeated else []
    return tree, problems + (_infinite(tree) if infinite else [])


def _decoded(data: bytes, name: str) -> str:
    if len(data) > SIZE_LIMIT:
        raise FileError(name, (too_large(),))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        what = f"The file is not UTF-8 text: byte {error.start + 1} fits no character."
        fix = "Save it as UTF-8, or check that this is the file you meant."
        raise FileError(name, (Finding("error", "not-utf-8", what, fix=fix),)) from None
    if not text.strip():
        what = "The file is empty."
        raise FileError(name, (Finding("error", "empty-file", what, fix="Choose another file."),))
    return text


def _not_json(text: str, error: ValueError) -> Finding:
    fix = "Correct that place; every JSON editor shows it."
    if not isinstance(error, json.JSONDecodeError):
        what = "The file has a number of more digits than can be read."
        return Finding("error", "not-json", what, fix="Write a shorter number.")
    line = text.splitlines()[error.lineno - 1 : error.lineno] or [""]
    near = line[0][max(error.colno - 20, 0) : error.colno + 20].strip()
    place = f"line {error.lineno}, column {error.colno}"
    reason = error.msg[0].lower() + error.msg[1:]
    what = f"The file is not JSON: {reason} at {place}" + (
        f", near: {near}" if near else " (end of the file)"
    )
    return Finding("error", "not-json", what + ".", fix=fix)


def too_deep() -> Finding:
    """Objects within objects beyond any use."""
    what = "The file nests objects and lists more than a hundred deep."
    return Finding("error", "too-deep", what, fix="Check that this is the file you meant.")


def too_large() -> Finding:
    """A file beyond any use."""
    what = f"The file is larger than {SIZE_LIMIT // 1_000_000} MB, more than any process needs."
    return Finding("error", "too-large", what, fix="Check that this is the file you meant.")


def walk(tree: object) -> Iterator[tuple[Path, object]]:
    """Every value of a tree with its path, without recursion."""
    waiting: list[tuple[Path, object]] = [((), tree)]
    while waiting:
        path, value = waiting.pop()
        yield path, value
        if isinstance(value, dict):
            waiting.extend(((*path, key), item) for key, item in reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend(((*path, index), value[index]) for index in reversed(range(len(value))))


def _repeated(tree: object, repeated: list[tuple[int, str]]) -> list[Problem]:
    keys: dict[int, list[str]] = {}
    for identity, key in repeated:
        keys.setdefault(identity, []).append(key)
    fix = "Keep one of them."
    return [
        Problem((*path, key), "duplicate-key", "is written twice", fix)
        for path, value in walk(tree)
        for key in dict.fromkeys(keys.get(id(value), ()))
    ]


def _infinite(tree: object) -> list[Problem]:
    return [
        Problem(path, "not-finite", "must be a finite number, not NaN or Infinity", "Write a number.")
        for path, value in walk(tree)
        if isinstance(value, float) and not math.isfinite(value)
    ]
