"""A mapping that remembers what it was made from, so that a small change of a large one copies little."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")
_GONE = object()
_LEAST = 64  # changes that may always be kept apart


class Layered(Mapping[_Key, _Value]):
    """Values over those of a mapping below, which must not change any more."""

    __slots__ = ("_below", "_count", "_over")

    def __init__(self, below: Mapping[_Key, _Value], over: dict[_Key, object], count: int) -> None:
        self._below, self._over, self._count = below, over, count

    @property
    def below(self) -> Mapping[_Key, _Value]:
        """What it was made from."""
        return self._below

    def over(
        self, below: Mapping[_Key, _Value], each: Callable[[_Key, _Value], _Value]
    ) -> "Layered[_Key, _Value]":
        """The same changes, each made another, over another mapping of the same keys."""
        over = {key: value if value is _GONE else each(key, value) for key, value in self._over.items()}  # type: ignore[arg-type]  # no mark of a gone one
        return Layered(below, over, self._count)

    def __getitem__(self, key: _Key) -> _Value:
        found = self._over.get(key, self)
        if found is self:
            return self._below[key]
        if found is _GONE:
            raise KeyError(key)
        return found  # type: ignore[return-value]  # a value, as it is not the mark of a gone one

    def get(self, key: _Key, default: Any = None) -> Any:
        """The value of a key, or the default."""
        found = self._over.get(key, self)
        if found is self:
            return self._below.get(key, default)
        return default if found is _GONE else found

    def __contains__(self, key: object) -> bool:
        return self._over[key] is not _GONE if key in self._over else key in self._below

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[_Key]:
        over, below = self._over, self._below
        yield from (key for key in below if over.get(key) is not _GONE)
        yield from (key for key, value in over.items() if value is not _GONE and key not in below)


def layered(
    below: Mapping[_Key, _Value], come: Mapping[_Key, _Value], gone: frozenset[_Key] = frozenset()
) -> Mapping[_Key, _Value]:
    """A mapping with some values set and some keys gone; the one below stays as it is.

    Takes time in proportion to the changes since the mapping was last a plain one.
    """
    gone = frozenset(key for key in gone if key in below and key not in come)
    if not come and not gone:
        return below
    count = len(below) - len(gone) + sum(1 for key in come if key not in below)
    base, over = (below._below, below._over) if isinstance(below, Layered) else (below, {})
    changes: dict[_Key, object] = {**over, **come}
    for key in gone:
        changes[key] = _GONE
    made: Layered[_Key, _Value] = Layered(base, changes, count)
    return made if len(changes) <= max(_LEAST, len(base) // 8) else dict(made.items())


def overlay(made: Mapping[_Key, _Value], below: Mapping[_Key, _Value]) -> Mapping[_Key, _Value] | None:
    """What a mapping has over the one it was made from, if it was made from that and nothing is gone."""
    if not isinstance(made, Layered) or made._below is not below or len(made) < len(below):
        return None
    over: Any = made._over
    return over if _GONE not in over.values() else None
