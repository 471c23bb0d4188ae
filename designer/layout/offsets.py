"""Tables of things that have been carried elsewhere since they were made: each is moved when it is read.

So carrying thousands of things takes no longer than telling which ones they are.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeVar

from designer.layout.geometry import Point
from designer.layout.layered import Layered

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
STAYS = Point(0.0, 0.0)


class Offsets:
    """How far nodes and flows have been carried, by id; all others stay."""

    def __init__(self, by: Mapping[str, Point]) -> None:
        self._by = by
        self.of = by.get
        self.distinct = frozenset((STAYS, *by.values()))
        self._summed: tuple[Offsets, Offsets] | None = None

    def after(self, earlier: "Offsets") -> "Offsets":
        """First those, then these."""
        if self._summed is None or self._summed[0] is not earlier:
            by = {key: earlier._by.get(key, STAYS) + step for key, step in self._by.items()}
            self._summed = earlier, Offsets({**earlier._by, **by})
        return self._summed[1]


class Carried(Mapping[_Key, _Value]):
    """Values of a table below, which must not change any more, moved by the offsets of their owners."""

    __slots__ = ("below", "move", "offsets", "owner")

    def __init__(
        self,
        below: Mapping[_Key, _Value],
        offsets: Offsets,
        move: Callable[[_Value, Point], _Value],
        owner: Callable[[_Key], str],
    ) -> None:
        self.below, self.offsets, self.move, self.owner = below, offsets, move, owner

    def __getitem__(self, key: _Key) -> _Value:
        return self.moved(key, self.below[key])

    def moved(self, key: _Key, value: _Value) -> _Value:
        """The value of a key where it was carried to."""
        by = self.offsets.of(self.owner(key))
        return value if by is None else self.move(value, by)

    def __contains__(self, key: object) -> bool:
        return key in self.below

    def __len__(self) -> int:
        return len(self.below)

    def __iter__(self) -> Iterator[_Key]:
        return iter(self.below)


def carried(
    table: Mapping[_Key, _Value],
    offsets: Offsets,
    move: Callable[[_Value, Point], _Value],
    owner: Callable[[_Key], str] = str,
) -> Mapping[_Key, _Value]:
    """A table with its values carried; what has been carried before is moved once when it is read."""
    if isinstance(table, Layered):
        step = Carried(table, offsets, move, owner)
        return table.over(carried(table.below, offsets, move, owner), step.moved)
    if isinstance(table, Carried):
        return Carried(table.below, offsets.after(table.offsets), move, owner)
    return Carried(table, offsets, move, owner)
