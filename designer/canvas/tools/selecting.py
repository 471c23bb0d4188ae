"""How a selection grows and shrinks (C6): never a box together with what is in it."""

from collections.abc import Collection

from designer.layout.scene import Path


def added(selection: Collection[Path], path: Path) -> frozenset[Path]:
    """A selection with one more; the boxes around it and what is in it are left out."""
    return frozenset(other for other in selection if not _related(other, path)) | {path}


def toggled(selection: Collection[Path], path: Path) -> frozenset[Path]:
    """A selection with a path taken out if it is in, put in if it is not."""
    return frozenset(selection) - {path} if path in selection else added(selection, path)


def without_descendants(paths: Collection[Path]) -> frozenset[Path]:
    """The outermost of some paths: a box stands for its content."""
    chosen = frozenset(paths)
    return frozenset(path for path in chosen if not any(path[:cut] in chosen for cut in range(1, len(path))))


def _related(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return len(one) != len(other) and one[:shorter] == other[:shorter]
