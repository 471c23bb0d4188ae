"""Delay by its causes: each part, and the whole that the parts add up to."""

from collections.abc import Iterable, Mapping
from typing import Any

from designer.simulation.program import Array


class Delays:
    """Parts of delays in ms, added up: one of each part for each case or execution."""

    __slots__ = ("count", "most", "totals", "whole")

    def __init__(self) -> None:
        self.count = 0
        self.totals: dict[str, int] = {}
        self.most: dict[str, int] = {}
        self.whole = 0  # the greatest sum of all parts of one

    def add(self, count: int, parts: Mapping[str, Array]) -> None:
        """The parts of `count` more, of equal lengths; parts that are not given are 0."""
        self.count += count
        if not count:
            return
        for name, column in parts.items():
            self.totals[name] = self.totals.get(name, 0) + int(column.sum())
            self.most[name] = max(self.most.get(name, 0), int(column.max()))
        if len(parts) == 1:
            self.whole = max(self.whole, *self.most.values())
        elif parts:
            self.whole = max(self.whole, int(sum(parts.values()).max()))  # type: ignore[union-attr]

    def merge(self, other: "Delays") -> None:
        """What others waited."""
        self.count += other.count
        for name, total in other.totals.items():
            self.totals[name] = self.totals.get(name, 0) + total
            self.most[name] = max(self.most.get(name, 0), other.most[name])
        self.whole = max(self.whole, other.whole)


def causes(each: Iterable[Delays], names: Iterable[str]) -> dict[str, Any]:
    """Total, mean, maximum and share of each part, in seconds; `all` is their sum."""
    found = Delays()
    for delays in each:
        found.merge(delays)
    total = sum(found.totals.values())

    def part(own: int, most: int) -> dict[str, Any]:
        return {
            "total": own / 1000,
            "mean": own / found.count / 1000 if found.count else None,
            "max": most / 1000 if found.count else None,
            "share": own / total if total else None,
        }

    parts = {name: part(found.totals.get(name, 0), found.most.get(name, 0)) for name in names}
    return {"all": part(total, found.whole)} | parts
