"""Plain durations as people write them: `"45 min"`, `"1.5 h"`, `"2 d"`."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, WithJsonSchema

Unit = Literal["s", "min", "h", "d", "w"]
UNITS: tuple[Unit, ...] = ("s", "min", "h", "d", "w")
SECONDS: dict[Unit, int] = {"s": 1, "min": 60, "h": 3600, "d": 86400, "w": 604800}
_WRITTEN = r"^\d+(\.\d+)? ?(s|min|h|d|w)$"
_PATTERN = re.compile(r"(?P<number>\d+(?:\.\d+)?) ?(?P<unit>s|min|h|d|w)", re.ASCII)


def split(text: str) -> tuple[float, Unit]:
    """Number and unit of a plain duration; raises ValueError that says how one is written."""
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(
            f"{text!r} is not a duration; write a number and one of s, min, h, d, w, as in '45 min'"
        )
    unit: Unit = match["unit"]  # type: ignore[assignment]  # the pattern allows only these
    return float(match["number"]), unit


def seconds(text: str) -> float:
    """Length of a plain duration in seconds (a day is 24 h, a week 7 d)."""
    number, unit = split(text)
    return number * SECONDS[unit]


def words(length: float) -> str:
    """`length` seconds as people say it: at most two units, as in `2 h 5 min`."""
    if length < 0:
        return "-" + words(-length)
    if length < 60:
        return f"{length:.3g} s"
    rounded = round(length) if length < 600 else round(length / 60) * 60
    parts: list[str] = []
    for name, size in (("d", 86400), ("h", 3600), ("min", 60), ("s", 1)):
        count, rounded = divmod(rounded, size)
        if count:
            parts.append(f"{count} {name}")
        if len(parts) == 2:
            break
    return " ".join(parts)


def _checked(text: str) -> str:
    split(text)
    return text


PlainDuration = Annotated[
    str,
    AfterValidator(_checked),
    WithJsonSchema({"type": "string", "pattern": _WRITTEN, "examples": ["45 min"]}),
]
