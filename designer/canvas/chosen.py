"""What a command is about: the selection seen as nodes, flows and boxes, and what stands in the way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from designer.editing.rules import ALLOWED, Verdict, refused
from designer.layout.scene import Path, Placed, Scene
from designer.model.nodes import Area, Box, Note

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

SELECT_FIRST = "Select something first"


@dataclass(frozen=True)
class _Chosen:
    scene: Scene
    selection: frozenset[Path]
    nodes: tuple[Placed, ...]
    flows: tuple[Path, ...]


_known: WeakKeyDictionary[Surface, _Chosen] = WeakKeyDictionary()


def _chosen(surface: Surface) -> _Chosen:
    # Every command asks this whenever the selection changes, so thousands of nodes are gone through once.
    scene, selection = surface.scene, surface.selection
    known = _known.get(surface)
    if known is None or known.scene is not scene or known.selection is not selection:
        known = _Chosen(
            scene,
            selection,
            tuple(placed for path, placed in scene.nodes.items() if path in selection) if selection else (),
            tuple(path for path in scene.flows if path in selection) if selection else (),
        )
        _known[surface] = known
    return known


def nodes(surface: Surface) -> tuple[Placed, ...]:
    """The selected nodes as they are seen, in the order in which they are painted."""
    return _chosen(surface).nodes


def flows(surface: Surface) -> tuple[Path, ...]:
    """The paths of the selected flows."""
    return _chosen(surface).flows


def boxes(surface: Surface) -> tuple[Placed, ...]:
    """The selected boxes."""
    return tuple(placed for placed in nodes(surface) if isinstance(placed.node, Box))


def ids(surface: Surface) -> tuple[str, ...]:
    """The ids of the selected nodes and flows, each once."""
    found = [placed.node.id for placed in nodes(surface)] + [path[-1] for path in flows(surface)]
    return tuple(dict.fromkeys(found))


def node_ids(surface: Surface) -> tuple[str, ...]:
    """The ids of the selected nodes, each once."""
    return tuple(dict.fromkeys(placed.node.id for placed in nodes(surface)))


def container(surface: Surface) -> Path:
    """Where the selection is; the level if it is in several places or there is none."""
    found = homes(surface)
    return next(iter(found)) if len(found) == 1 else surface.level


def homes(surface: Surface) -> frozenset[Path]:
    """The boxes (or the level) that something selected is in."""
    return frozenset(path[:-1] for path in surface.selection)


def single(surface: Surface) -> Path | None:
    """The path of the one selected thing, or None."""
    return next(iter(surface.selection)) if len(surface.selection) == 1 else None


_keys: WeakKeyDictionary[Surface, Path] = WeakKeyDictionary()


def follow_key(surface: Surface) -> None:
    """Remembers what was selected first while more is added: the others are lined up with it."""
    alone = single(surface)
    if alone is not None:
        _keys[surface] = alone
    elif _keys.get(surface) not in surface.selection:
        _keys.pop(surface, None)


def key(surface: Surface) -> str | None:
    """The id of what was selected first, or None where all was selected at once."""
    path = _keys.get(surface)
    return path[-1] if path is not None and path in surface.scene.nodes else None


def something(surface: Surface) -> Verdict:
    """Whether anything is selected."""
    return ALLOWED if surface.selection else refused(SELECT_FIRST)


def some_node(surface: Surface) -> Verdict:
    """Whether a node is selected."""
    return ALLOWED if nodes(surface) else refused("Select a step first")


def one(surface: Surface) -> Verdict:
    """Whether exactly one thing is selected."""
    return ALLOWED if len(surface.selection) == 1 else refused("Select one thing first")


def one_step(surface: Surface) -> Verdict:
    """Whether exactly one node that flows may join is selected."""
    chosen = nodes(surface)
    if len(chosen) != 1 or isinstance(chosen[0].node, Note | Area):
        return refused("Select one step first")
    return ALLOWED


def some_box(surface: Surface) -> Verdict:
    """Whether a box is selected."""
    return ALLOWED if boxes(surface) else refused("Select a box first")
