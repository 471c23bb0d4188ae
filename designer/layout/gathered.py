"""What stands in many containers as one table, made without looking at what nobody asks for."""

from collections.abc import Callable, Collection, ItemsView, Iterator, KeysView, Mapping, ValuesView
from itertools import chain
from typing import Any, Generic, Protocol, Self, TypeVar

from designer.layout.scene import Path


class Container(Protocol):
    """A level, or an open box, and the open boxes in it by their ids."""

    @property
    def inner(self) -> Mapping[str, Self]:
        """The open boxes in it, in painting order."""


_Seat = TypeVar("_Seat", bound=Container)
_Seen = TypeVar("_Seen")


class Tree(Generic[_Seat]):
    """Containers by their paths, below the one of a level."""

    def __init__(self, level: Path, root: _Seat) -> None:
        self.level, self.root = level, root
        self._found: dict[Path, _Seat] = {level: root}

    def at(self, path: Path) -> _Seat | None:
        """The container of a path; None if nothing of that path is seen open."""
        found = self._found.get(path)
        if found is None and len(path) > len(self.level):
            around = self.at(path[:-1])
            found = around.inner.get(path[-1]) if around is not None else None
            if found is not None:
                self._found[path] = found
        return found

    def __iter__(self) -> Iterator[tuple[Path, _Seat]]:
        """All containers with their paths, one before those in it."""
        return _below(self.level, self.root)

    def within(self, boxes: Collection[Path], without: Collection[Path] = ()) -> Iterator[_Seat]:
        """The containers of some boxes and of all boxes in those, but not of the boxes `without`."""
        for path in boxes:
            seat = self.at(path)
            around = (path[:end] for end in range(len(path)))
            if seat is not None and path not in without and not any(one in boxes for one in around):
                yield from (inner for _, inner in _below(path, seat, without))


def _below(path: Path, seat: _Seat, without: Collection[Path] = ()) -> Iterator[tuple[Path, _Seat]]:
    yield path, seat
    for box, inner in seat.inner.items():
        there = (*path, box)
        if there not in without:
            yield from _below(there, inner, without)


class Gathered(Mapping[Path, _Seen]):
    """The tables of all containers of a tree as one, in their order; `of` gives that of one container.

    A key is found in the container that its path names: all but its last id.
    """

    def __init__(self, tree: Tree[Any], of: Callable[[Any], Mapping[Path, _Seen]]) -> None:
        self.tree, self._of = tree, of

    def __getitem__(self, path: Path) -> _Seen:
        seat = self.tree.at(path[:-1])
        if seat is None:
            raise KeyError(path)
        return self._of(seat)[path]

    def get(self, path: Path, default: object = None) -> object:  # type: ignore[override]  # as quick as it can be
        """What stands under a path, or `default`."""
        seat = self.tree.at(path[:-1])
        return default if seat is None else self._of(seat).get(path, default)

    def __contains__(self, path: object) -> bool:
        seat = self.tree.at(path[:-1]) if isinstance(path, tuple) else None
        return seat is not None and path in self._of(seat)

    def __iter__(self) -> Iterator[Path]:
        return chain.from_iterable(self.parts())

    def __len__(self) -> int:
        return sum(map(len, self.parts()))

    def __bool__(self) -> bool:
        return any(self.parts())

    def keys(self) -> KeysView[Path]:
        """All paths, in painting order."""
        return _Keys(self)

    def values(self) -> ValuesView[_Seen]:
        """Everything, in painting order."""
        return _Values(self)

    def items(self) -> ItemsView[Path, _Seen]:
        """Everything with its path, in painting order."""
        return _Items(self)

    def parts(self) -> Iterator[Mapping[Path, _Seen]]:
        """What each container holds."""
        return (self._of(seat) for _, seat in self.tree)

    def part(self, container: Path) -> Mapping[Path, _Seen]:
        """What one container holds; nothing if it is not seen."""
        seat = self.tree.at(container)
        return {} if seat is None else self._of(seat)

    def inside(self, boxes: Collection[Path], without: Collection[Path] = ()) -> Iterator[Path]:
        """Paths of all that is in some boxes, those in them included, but not in the boxes `without`."""
        return chain.from_iterable(map(self._of, self.tree.within(boxes, without)))

    def apart(
        self, other: "Gathered[_Seen]", without: Collection[Path] = ()
    ) -> Iterator[tuple[Mapping[Path, _Seen], Mapping[Path, _Seen]]]:
        """What containers hold here and there, where these are not one and the same.

        Containers that are in one of the boxes `without` are left out.
        """
        return self._apart(self.tree.level, self.tree.root, other.tree.at(self.tree.level), without)

    def _apart(
        self, path: Path, ours: Any, theirs: Any, without: Collection[Path]
    ) -> Iterator[tuple[Mapping[Path, _Seen], Mapping[Path, _Seen]]]:
        if ours is theirs:
            return
        nothing: Mapping[Path, _Seen] = {}
        yield nothing if ours is None else self._of(ours), nothing if theirs is None else self._of(theirs)
        here: Mapping[str, object] = {} if ours is None else ours.inner
        there: Mapping[str, object] = {} if theirs is None else theirs.inner
        for box in here.keys() | there.keys():
            one, other = here.get(box), there.get(box)
            if one is not other and (*path, box) not in without:
                yield from self._apart((*path, box), one, other, without)


class _Keys(KeysView[Path]):
    _mapping: Gathered[Any]

    def __iter__(self) -> Iterator[Path]:
        return iter(self._mapping)


class _Values(ValuesView[_Seen]):
    _mapping: Gathered[_Seen]

    def __iter__(self) -> Iterator[_Seen]:
        return chain.from_iterable(part.values() for part in self._mapping.parts())


class _Items(ItemsView[Path, _Seen]):
    _mapping: Gathered[_Seen]

    def __iter__(self) -> Iterator[tuple[Path, _Seen]]:
        return chain.from_iterable(part.items() for part in self._mapping.parts())


def children(table: Mapping[Path, _Seen], container: Path) -> Mapping[Path, _Seen]:
    """What of a scene's nodes or flows is in one container, but not in the boxes in that."""
    if isinstance(table, Gathered):
        return table.part(container)
    return {path: seen for path, seen in table.items() if path[:-1] == container}
