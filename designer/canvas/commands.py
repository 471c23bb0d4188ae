"""Every act of the canvas by name: menus, toolbar, shortcuts and the command palette come from this table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from designer.canvas.arrange_commands import ARRANGE_COMMANDS
from designer.canvas.command import Category, Command
from designer.canvas.edit_commands import EDIT_COMMANDS
from designer.canvas.flow_commands import FLOW_COMMANDS
from designer.canvas.insert_commands import INSERT_COMMANDS
from designer.canvas.layout_commands import LAYOUT_COMMANDS
from designer.canvas.select_commands import SELECT_COMMANDS
from designer.canvas.undoing import UNDO_COMMANDS
from designer.canvas.view_commands import VIEW_COMMANDS
from designer.layout.scene import Path
from designer.model.nodes import Area, Box, Note

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

COMMANDS: tuple[Command, ...] = (
    *UNDO_COMMANDS,
    *EDIT_COMMANDS,
    *INSERT_COMMANDS,
    *ARRANGE_COMMANDS,
    *LAYOUT_COMMANDS,
    *FLOW_COMMANDS,
    *SELECT_COMMANDS,
    *VIEW_COMMANDS,
)
BY_ID: Mapping[str, Command] = {command.id: command for command in COMMANDS}

# The context menus as data: ids of commands, None between groups.
_CLIPBOARD = ("cut", "copy", "paste", "duplicate", "delete")
_MENUS: Mapping[str, tuple[str | None, ...]] = {
    "canvas": (
        "create-menu",
        "paste",
        None,
        "select-all",
        "tidy",
        "layout",
        "layout-all",
        "suggest-boxes",
        None,
        "fit",
        "collapse-all",
        "expand-all",
        None,
        "leave",
    ),
    "step": (
        *("append-menu", "rename", "replace-menu", "note", None),
        *(
            "connect-to",
            "insert-into",
            "move-into",
            "move-out",
            "go-outside",
            None,
            "wrap",
            None,
            "pin",
            "unpin",
            None,
        ),
        *_CLIPBOARD,
    ),
    "box": (
        "append-menu",
        "rename",
        "enter",
        "expand",
        "collapse",
        "fit-box",
        "layout-box",
        None,
        "wrap",
        "dissolve",
        None,
        "pin",
        "unpin",
        None,
        *_CLIPBOARD,
    ),
    "words": ("rename", None, "pin", "unpin", None, *_CLIPBOARD),
    "flow": (
        "rename",
        "lead-to",
        "lead-from",
        None,
        "straighten",
        "unpin-ends",
        "reset-route",
        "reset-routes",
        None,
        "delete",
    ),
    "several": (
        "wrap",
        "wrap-area",
        None,
        "align-left",
        "align-center",
        "align-right",
        "align-top",
        "align-middle",
        "align-bottom",
        "distribute-horizontally",
        "distribute-vertically",
        "space-out-horizontally",
        "space-out-vertically",
        None,
        "tidy",
        "layout-selection",
        "pin",
        "unpin",
        None,
        *_CLIPBOARD,
    ),
}


def command(command_id: str) -> Command:
    """The command of this id; raises KeyError."""
    return BY_ID[command_id]


def run(surface: Surface, command_id: str) -> bool:
    """Does a command by name, or says why it cannot be done; whether it was done."""
    return BY_ID[command_id].trigger(surface)


def in_category(category: Category) -> tuple[Command, ...]:
    """The commands of one kind, in the order of the table."""
    return tuple(each for each in COMMANDS if each.category == category)


def context_menu(surface: Surface, path: Path | None) -> tuple[Command | None, ...]:
    """What is offered for a path, for a selection of several, or for the level; None between groups."""
    return tuple(BY_ID[each] if each is not None else None for each in _MENUS[_subject(surface, path)])


def _subject(surface: Surface, path: Path | None) -> str:
    if path is None:
        return "canvas"
    if len(surface.selection) > 1 and path in surface.selection:
        return "several"
    placed = surface.scene.nodes.get(path)
    if placed is None:
        return "flow"
    if isinstance(placed.node, Box):
        return "box"
    return "words" if isinstance(placed.node, Note | Area) else "step"


def _combination(event: QKeyEvent) -> QKeyCombination:
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    # "+" and its like need Shift on many keyboards; the sequence names the sign, not how it is typed.
    typed = key not in _NAMED and not event.text().isalnum() and bool(event.text().strip())
    if typed and event.text().isprintable():
        held &= ~Qt.KeyboardModifier.ShiftModifier
    return QKeyCombination(held, key)


_NAMED = frozenset(
    {Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete}
)


def command_for(event: QKeyEvent) -> Command | None:
    """The command that a key on the canvas stands for."""
    return _keys().get(QKeySequence(_combination(event)).toString(QKeySequence.SequenceFormat.PortableText))


def _keys() -> Mapping[str, Command]:
    if not _KEYS:
        for each in COMMANDS:
            for shortcut in each.shortcuts:
                sequence = QKeySequence(shortcut, QKeySequence.SequenceFormat.PortableText)
                _KEYS[sequence.toString(QKeySequence.SequenceFormat.PortableText)] = each
    return _KEYS


_KEYS: dict[str, Command] = {}
