"""Commands that delete, copy and paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.canvas import chosen
from designer.canvas.command import Command
from designer.canvas.copy_image import can_copy_image, copy_image
from designer.canvas.pasting import (
    can_paste,
    copy,
    cut,
    may_paste_after,
    paste,
    paste_after,
    paste_in_place,
)
from designer.canvas.tools.stage import Notice
from designer.canvas.undoing import undo
from designer.editing import clipboard, nesting
from designer.editing.nodes import DeleteReport, delete
from designer.editing.structure import called
from designer.model.change import Change
from designer.model.flow import Flow
from designer.model.nodes import Box, NodeBase

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


# Deleting


def delete_selected(surface: Surface, heal: bool = True) -> None:
    """Deletes the selection; flows are led past what goes where that is safe, and a bar says so."""
    ids = chosen.ids(surface)
    title = _delete_title(surface, ids)
    report = _delete(surface, ids, title, heal=heal)
    surface.select(())
    notice = _delete_notice(surface, ids, title, report, heal)
    if notice is not None:
        surface.notice(notice)


def _delete(
    surface: Surface, ids: tuple[str, ...], title: str, *, heal: bool, fan_out: bool = False
) -> DeleteReport:
    with surface.editor.edit(title) as draft:
        return delete(draft, ids, heal=heal, fan_out=fan_out)


def _delete_title(surface: Surface, ids: tuple[str, ...]) -> str:
    if len(ids) > 1:
        return f"Delete {len(ids)} items"
    return f"Delete {called(surface.editor.document.get(ids[0]))}"


def _delete_notice(
    surface: Surface, ids: tuple[str, ...], title: str, report: DeleteReport, heal: bool
) -> Notice | None:
    """What a deletion did beyond taking away what was chosen; nothing to tell for a plain one."""
    before = surface.editor.history.done[-1].change if surface.editor.history.done else None
    boxes = [each for each in ids if before is not None and isinstance(before.records[each][0], Box)]
    chosen_ids = set(ids)
    taken = [each for each in report.deleted if each not in chosen_ids]
    if not (report.healed or report.lost_conditions or report.gaps or boxes):
        return None
    actions = [("Undo", lambda: undo(surface))]
    if report.healed:
        actions.append(("Don't heal", lambda: _again(surface, ids, title, heal=False)))
    if heal and any(len(gap.into) == 1 for gap in report.gaps):
        actions.append(("Connect anyway", lambda: _again(surface, ids, title, fan_out=True)))
    if boxes:
        actions.append(("Keep content", lambda: _keep_content(surface, boxes)))
    return Notice(_told(ids, _counted(before, taken), report), tuple(actions))


def _counted(change: Change | None, ids: list[str]) -> str:
    """How many steps and flows went along, in words."""
    records = [change.records[each][0] for each in ids if each in change.records] if change else []
    counts = {
        "step": sum(isinstance(record, NodeBase) for record in records),
        "flow": sum(isinstance(record, Flow) for record in records),
    }
    return " and ".join(
        f"{count} {word}{'s' if count > 1 else ''}" for word, count in counts.items() if count
    )


def _told(ids: tuple[str, ...], with_it: str, report: DeleteReport) -> str:
    parts = [f"Deleted {len(ids)}" + (f" with {with_it}" if with_it else "")]
    if report.healed:
        parts.append(f"healed {len(report.healed)} flow{'s' if len(report.healed) > 1 else ''}")
    if report.gaps:
        parts.append("not healed: a choice would be lost")
    if report.lost_conditions:
        parts.append(f"lost {', '.join(report.lost_conditions)}")
    return " · ".join(parts)


def _again(
    surface: Surface, ids: tuple[str, ...], title: str, *, heal: bool = True, fan_out: bool = False
) -> None:
    undo(surface)
    _delete(surface, ids, title, heal=heal, fan_out=fan_out)


def _keep_content(surface: Surface, boxes: list[str]) -> None:
    undo(surface)
    with surface.editor.edit("Dissolve box") as draft:
        for box in boxes:
            nesting.dissolve(draft, box)


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
