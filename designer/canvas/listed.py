"""Nodes or flows by number, made as far as somebody asks for them."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import Generic, SupportsIndex, TypeVar

import numpy as np

from designer.canvas.blocks import Indices
from designer.layout.scene import Path

_Seen = TypeVar("_Seen")


class Listed(Generic[_Seen]):
    """What the tables of some blocks hold, one after another; `of` gives the table of a block."""

    def __init__(self, counts: Sequence[int], of: Callable[[int], Mapping[Path, _Seen]]) -> None:
        self._firsts = [0, *accumulate(counts)]
        self._of = of
        self._paths: list[list[Path] | None] = [None] * len(counts)

    def first(self, place: int) -> int:
        """The number of the first one of a block."""
        return self._firsts[place]

    def place(self, number: int) -> int:
        """The block of a number."""
        return bisect_right(self._firsts, number) - 1

    def range(self, place: int) -> Indices:
        """All numbers of a block."""
        return np.arange(self._firsts[place], self._firsts[place + 1])

    def path(self, number: int) -> Path:
        """The path of one, which is not made for that."""
        place = self.place(number)
        paths = self._paths[place]
        if paths is None:
            paths = self._paths[place] = list(self._of(place))
        return paths[number - self._firsts[place]]

    def __len__(self) -> int:
        return self._firsts[-1]

    def __getitem__(self, number: SupportsIndex) -> _Seen:
        index = number.__index__()
        return self._of(self.place(index))[self.path(index)]

    def __iter__(self) -> Iterator[_Seen]:
        return chain.from_iterable(self._of(place).values() for place in range(len(self._paths)))
