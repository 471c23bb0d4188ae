"""Commands that choose: all, none, along the flow, by direction, up and down the stream."""

from __future__ import annotations

from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from designer.canvas import chosen, walking
from designer.canvas.command import Command
from designer.editing.rules import ALLOWED, Verdict, refused
from designer.layout.scene import Path

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

_walkers: WeakKeyDictionary[Surface, walking.Walker] = WeakKeyDictionary()


def select_all(surface: Surface) -> None:
    """All siblings of the selection, or all of the level, with the flows among them."""
    scene, container = surface.scene, chosen.container(surface)
    surface.select([path for path in (*scene.nodes, *scene.flows) if path[:-1] == container])


def walk(surface: Surface, forward: bool) -> None:
    """Along the flow, and shows where that leads."""
    walker = _walkers.setdefault(surface, walking.Walker())
    picked = chosen.nodes(surface)
    at = picked[-1].path if picked else None
    go = walker.next if forward else walker.previous
    found = go(surface.scene, at, chosen.container(surface))
    if found is not None:
        _select_one(surface, found)


def _widen(surface: Surface) -> None:
    """One more node along the flow, so that several can be selected by the key."""
    found = walking.beyond(surface.scene, surface.selection, chosen.container(surface))
    if found is not None:
        surface.select([*surface.selection, found])
        surface.show_selection()


def _select_one(surface: Surface, path: Path) -> None:
    surface.select([path])
    surface.show_selection()


def _nearest(surface: Surface, direction: walking.Direction) -> None:
    found = walking.nearest(surface.scene, chosen.nodes(surface)[-1].path, direction)
    if found is not None:
        _select_one(surface, found)


def _stream(surface: Surface, which: str) -> None:
    spread = {
        "upstream": walking.upstream,
        "downstream": walking.downstream,
        "connected": walking.connected,
    }[which]
    nodes = spread(surface.scene, [placed.path for placed in chosen.nodes(surface)])
    surface.select([*nodes, *(routed.path for routed in walking.flows_within(surface.scene, nodes))])


def _anything(surface: Surface) -> Verdict:
    container = chosen.container(surface)
    if any(path[:-1] == container for path in surface.scene.nodes):
        return ALLOWED
    return refused("There is nothing here to select yet")


SELECT_COMMANDS: tuple[Command, ...] = (
    Command("select-all", "Select all", "select", select_all, ("Ctrl+A",), "square-check", _anything),
    Command(
        "select-none",
        "Select none",
        "select",
        lambda surface: surface.select(()),
        ("Ctrl+Shift+A",),
        "square",
        chosen.something,
    ),
    Command(
        "walk-next",
        "Next along the flow",
        "select",
        lambda s: walk(s, True),
        ("Tab",),
        "arrow-right",
        _anything,
    ),
    Command(
        "walk-previous",
        "Previous along the flow",
        "select",
        lambda s: walk(s, False),
        ("Shift+Tab", "Backtab", "Shift+Backtab"),
        "arrow-left",
        _anything,
    ),
    Command("select-next-too", "Select the next, too", "select", _widen, ("X",), "list-checks", _anything),
    *(
        Command(
            f"select-{name}",
            f"Select {name}",
            "select",
            lambda s, which=name: _stream(s, which),  # type: ignore[misc]  # bound now, not when called
            allowed=chosen.some_node,
        )
        for name in ("upstream", "downstream", "connected")
    ),
    *(
        Command(
            f"select-nearest-{direction}",
            f"Select nearest {direction}",
            "select",
            lambda s, way=direction: _nearest(s, way),  # type: ignore[misc]  # bound now, not when called
            (f"Ctrl+Shift+{direction.capitalize()}",),
            allowed=chosen.some_node,
        )
        for direction in walking.DIRECTIONS
    ),
)
