"""Commands that look: zoom, fit, open and close boxes, enter and leave them, grid, tools."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from designer.canvas import chosen
from designer.canvas.command import Command
from designer.canvas.surroundings import Beyond, surroundings, visit
from designer.editing.rules import ALLOWED, Verdict, refused
from designer.layout.scene import Path, Placed
from designer.layout.swimlanes.lanes import By
from designer.model.nodes import Box

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

ZOOM_STEP = 1.35


def _zoom(factor: float) -> Callable[[Surface], None]:
    return lambda surface: surface.set_zoom(surface.zoom * factor)


def _open(surface: Surface, wanted: bool) -> None:
    surface.toggle([placed.path for placed in chosen.boxes(surface) if placed.open != wanted])


def _open_all(surface: Surface, wanted: bool) -> None:
    level = len(surface.level) + 1
    boxes = [path for path, placed in _boxes(surface) if len(path) == level and placed.open != wanted]
    surface.toggle(boxes, deep=True)


def _boxes(surface: Surface) -> list[tuple[Path, Placed]]:
    nodes = surface.scene.nodes.items()
    return [(path, placed) for path, placed in nodes if isinstance(placed.node, Box)]


def _enter(surface: Surface) -> None:
    surface.enter(chosen.boxes(surface)[0].path)


def enter_or_edit(surface: Surface) -> None:
    """Enter: a box is entered, anything else gets its label edited."""
    boxes = chosen.boxes(surface)
    if boxes:
        surface.enter(boxes[0].path)
    else:
        surface.rename(next(iter(surface.selection)))


def _words(surface: Surface) -> list[Beyond]:
    """Where the selected triggers and outcomes of an entered box come from and lead to."""
    all_words = surroundings(surface.editor.document, surface.scene)
    return [one for one in all_words if one.port in surface.selection]


def _go_outside(surface: Surface) -> None:
    visit(surface, _words(surface))


def _is_joined_outside(surface: Surface) -> Verdict:
    reason = "Select a trigger or outcome of an entered box that is joined outside"
    return ALLOWED if _words(surface) else refused(reason)


def _may_open(wanted: bool) -> Callable[[Surface], Verdict]:
    reason = "Select a closed box first" if wanted else "Select an open box first"
    return lambda surface: (
        ALLOWED if any(placed.open != wanted for placed in chosen.boxes(surface)) else refused(reason)
    )


def _may_open_any(wanted: bool) -> Callable[[Surface], Verdict]:
    reason = "There is no closed box here" if wanted else "There is no open box here"
    return lambda surface: (
        ALLOWED if any(placed.open != wanted for _, placed in _boxes(surface)) else refused(reason)
    )


def _one_box(surface: Surface) -> Verdict:
    boxes = chosen.boxes(surface)
    return ALLOWED if len(boxes) == 1 else refused("Select one box first")


def _inside(surface: Surface) -> Verdict:
    return ALLOWED if surface.level else refused("This is the outermost level")


def _has_past(surface: Surface) -> Verdict:
    return ALLOWED if surface.navigation.has_past else refused("There is no earlier view to go back to")


def _has_future(surface: Surface) -> Verdict:
    return ALLOWED if surface.navigation.has_future else refused("There is no later view to go on to")


def _toggle_grid(surface: Surface) -> None:
    surface.shows_grid = not surface.shows_grid


def _toggle_hops(surface: Surface) -> None:
    surface.hops_over = not surface.hops_over


def _toggle_snap_grid(surface: Surface) -> None:
    surface.habits = replace(surface.habits, snaps_to_grid=not surface.habits.snaps_to_grid)


def _toggle_snap_guides(surface: Surface) -> None:
    surface.habits = replace(surface.habits, snaps_to_guides=not surface.habits.snaps_to_guides)


def _in_lanes(by: By, command_id: str, title: str, keys: tuple[str, ...], icon: str | None) -> Command:
    return Command(
        command_id,
        title,
        "view",
        lambda surface: surface.set_lanes(None if surface.lanes == by else by),
        keys,
        icon,
        checked=lambda surface: surface.lanes == by,
    )


def _tool(name: str, title: str, key: str, icon: str, places: bool = False) -> Command:
    return Command(
        f"tool-{name}",
        title,
        "tool",
        lambda surface: surface.set_tool(name),
        (key,),
        icon,
        places=places,
        checked=lambda surface: surface.tool_name == name,
    )


VIEW_COMMANDS: tuple[Command, ...] = (
    Command("zoom-in", "Zoom in", "view", _zoom(ZOOM_STEP), ("Ctrl++", "Ctrl+="), "zoom-in"),
    Command("zoom-out", "Zoom out", "view", _zoom(1 / ZOOM_STEP), ("Ctrl+-",), "zoom-out"),
    Command("zoom-100", "Zoom to 100 %", "view", lambda surface: surface.set_zoom(1.0), ("Ctrl+0",)),
    Command("fit", "Fit everything", "view", lambda surface: surface.fit(), ("Ctrl+1",), "maximize"),
    Command(
        "fit-selection",
        "Fit selection",
        "view",
        lambda surface: surface.fit_selection(),
        ("Ctrl+2",),
        "scan",
        chosen.something,
    ),
    Command("hops", "Hop over crossings", "view", _toggle_hops, checked=lambda surface: surface.hops_over),
    Command(
        "grid",
        "Show grid",
        "view",
        _toggle_grid,
        ("Ctrl+'",),
        "grid-3x3",
        checked=lambda surface: surface.shows_grid,
    ),
    Command(
        "snap-guides",
        "Snap to guides",
        "view",
        _toggle_snap_guides,
        ("Ctrl+;",),
        "magnet",
        checked=lambda surface: surface.habits.snaps_to_guides,
    ),
    Command(
        "snap-grid",
        "Snap to grid",
        "view",
        _toggle_snap_grid,
        checked=lambda surface: surface.habits.snaps_to_grid,
    ),
    _in_lanes("role", "lanes", "Lanes by role", ("Shift+L",), "rows-3"),
    _in_lanes("department", "lanes-by-department", "Lanes by department", (), None),
    Command(
        "expand",
        "Open in place",
        "view",
        lambda surface: _open(surface, True),
        ("Alt+Right",),
        "chevrons-up-down",
        _may_open(True),
    ),
    Command(
        "collapse",
        "Close",
        "view",
        lambda surface: _open(surface, False),
        ("Alt+Left",),
        "chevrons-down-up",
        _may_open(False),
    ),
    Command(
        "expand-all",
        "Open all boxes",
        "view",
        lambda surface: _open_all(surface, True),
        ("Alt+Shift+Right",),
        allowed=_may_open_any(True),
    ),
    Command(
        "collapse-all",
        "Close all boxes",
        "view",
        lambda surface: _open_all(surface, False),
        ("Alt+Shift+Left",),
        allowed=_may_open_any(False),
    ),
    Command("enter", "Enter box", "go", _enter, ("Alt+Down",), "log-in", _one_box),
    Command("leave", "Leave box", "go", lambda s: s.leave(), ("Alt+Up",), "corner-left-up", _inside),
    Command("go-outside", "Go to what is joined outside", "go", _go_outside, allowed=_is_joined_outside),
    Command("back", "Back", "go", lambda s: s.back(), ("Ctrl+[",), "arrow-left", _has_past),
    Command("forward", "Forward", "go", lambda s: s.forward(), ("Ctrl+]",), "arrow-right", _has_future),
    Command("open-or-edit", "Open or edit", "go", enter_or_edit, ("Return", "Enter"), allowed=chosen.one),
    _tool("select", "Select", "V", "mouse-pointer-2"),
    _tool("hand", "Hand", "H", "hand"),
    _tool("lasso", "Lasso", "L", "lasso"),
    _tool("connect", "Connect", "C", "spline"),
    _tool("space", "Make space", "S", "unfold-horizontal", places=True),
    _tool("knife", "Cut flows", "K", "unlink"),
)
