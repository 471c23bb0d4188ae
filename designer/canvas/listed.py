"""Nodes or flows by number, made as far as somebody asks for them."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import Generic, SupportsIndex, TypeVar

import numpy as np

from designer.canvas.blocks import Indices

_Seen = TypeVar("_Seen")


class Listed(Generic[_Seen]):
    """What blocks hold, one after another. `of` gives all of a block, once one of it is asked for."""

    def __init__(self, counts: Sequence[int], of: Callable[[int], Iterable[_Seen]]) -> None:
        self._firsts = [0, *accumulate(counts)]
        self._of = of
        self._lists: list[list[_Seen] | None] = [None] * len(counts)

    def first(self, place: int) -> int:
        """The number of the first one of a block."""
        return self._firsts[place]

    def place(self, number: int) -> int:
        """The block of a number."""
        return bisect_right(self._firsts, number) - 1

    def range(self, place: int) -> Indices:
        """All numbers of a block."""
        return np.arange(self._firsts[place], self._firsts[place + 1])

    def __len__(self) -> int:
        return self._firsts[-1]

    def __getitem__(self, number: SupportsIndex) -> _Seen:
        index = number.__index__()
        place = self.place(index)
        return self._list(place)[index - self._firsts[place]]

    def __iter__(self) -> Iterator[_Seen]:
        return chain.from_iterable(map(self._list, range(len(self._lists))))

    def _list(self, place: int) -> list[_Seen]:
        found = self._lists[place]
        if found is None:
            found = self._lists[place] = list(self._of(place))
        return found
