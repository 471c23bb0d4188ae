"""A mapping whose values are made when somebody asks for them: most are never asked for."""

from collections.abc import Callable, Collection, ItemsView, Iterator, Mapping, ValuesView
from typing import Any, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Made(Mapping[_Key, _Value]):
    """Values by key, each made once."""

    __slots__ = ("_keys", "_make", "_values")

    def __init__(self, keys: Collection[_Key], make: Callable[[_Key], _Value]) -> None:
        self._keys, self._make = keys, make
        self._values: dict[_Key, _Value] = {}

    def __getitem__(self, key: _Key) -> _Value:
        try:
            return self._values[key]
        except KeyError:
            if key not in self._keys:
                raise
        made = self._values[key] = self._make(key)
        return made

    def get(self, key: _Key, default: Any = None) -> Any:
        """The value of a key, or the default."""
        return self[key] if key in self._keys else default

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[_Key]:
        return iter(self._keys)


class MadeTable(Made[_Key, _Value]):
    """Values that are quicker made all at once: they are as soon as somebody goes through them."""

    __slots__ = ("_is_whole", "_make_all")

    def __init__(
        self,
        keys: Collection[_Key],
        make: Callable[[_Key], _Value],
        make_all: Callable[[], Mapping[_Key, _Value]],
    ) -> None:
        super().__init__(keys, make)
        self._make_all = make_all
        self._is_whole = False

    def values(self) -> ValuesView[_Value]:
        """All values, in the order of `make_all`."""
        return self._all().values()

    def items(self) -> ItemsView[_Key, _Value]:
        """All keys and values, in the order of `make_all`."""
        return self._all().items()

    def _all(self) -> Mapping[_Key, _Value]:
        if not self._is_whole:  # also if each was made by itself: then they are not in order
            self._values = {**self._make_all(), **self._values}
            self._is_whole = True
        return self._values
