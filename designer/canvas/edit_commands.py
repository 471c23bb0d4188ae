"""Commands that delete, copy and paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.canvas import chosen
from designer.canvas.command import Command
from designer.canvas.copy_image import can_copy_image, copy_image
from designer.canvas.deleting import delete_selected
from designer.canvas.pasting import (
    can_paste,
    copy,
    cut,
    may_paste_after,
    paste,
    paste_after,
    paste_in_place,
)
from designer.editing import clipboard

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def _duplicate(surface: Surface) -> None:
    """Copies of the selected nodes beside them, unconnected to the rest."""
    picked = chosen.nodes(surface)
    container = chosen.container(surface)
    ids = [placed.node.id for placed in picked]
    with surface.editor.edit("Duplicate") as draft:
        made = clipboard.duplicate(draft, ids)
    surface.select([(*container, node) for node in made])
    surface.show_selection()


def _rename(surface: Surface) -> None:
    path = chosen.single(surface)
    if path is not None:
        surface.rename(path)


EDIT_COMMANDS: tuple[Command, ...] = (
    Command("cut", "Cut", "edit", cut, ("Ctrl+X",), "scissors", chosen.some_node, edits=True),
    Command("copy", "Copy", "edit", copy, ("Ctrl+C",), "copy", chosen.some_node),
    Command("copy-image", "Copy as image", "edit", copy_image, ("Ctrl+Shift+C",), "image", can_copy_image),
    Command("paste", "Paste", "edit", paste, ("Ctrl+V",), "clipboard-paste", can_paste, edits=True),
    Command(
        "paste-in-place",
        "Paste in place",
        "edit",
        paste_in_place,
        ("Ctrl+Shift+V",),
        None,
        can_paste,
        edits=True,
    ),
    Command(
        "paste-after",
        "Paste after",
        "edit",
        paste_after,
        ("Ctrl+Alt+V",),
        None,
        may_paste_after,
        edits=True,
    ),
    Command(
        "duplicate",
        "Duplicate",
        "edit",
        _duplicate,
        ("Ctrl+D",),
        "copy-plus",
        chosen.some_node,
        edits=True,
    ),
    Command(
        "delete",
        "Delete",
        "edit",
        delete_selected,
        ("Del", "Backspace"),
        "trash-2",
        chosen.something,
        edits=True,
    ),
    Command(
        "delete-plain",
        "Delete without healing",
        "edit",
        lambda surface: delete_selected(surface, heal=False),
        ("Ctrl+Del", "Ctrl+Backspace"),
        None,
        chosen.something,
        edits=True,
    ),
    Command("rename", "Rename", "edit", _rename, ("F2", "E"), "pencil", chosen.one, edits=True),
)
