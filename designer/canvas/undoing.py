"""Undo, redo, and jumps through the history: what to select then, and what to bring into view."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from designer.canvas.command import Command
from designer.canvas.tools.stage import Notice
from designer.editing.rules import ALLOWED, Verdict, refused
from designer.editing.structure import called
from designer.layout.scene import Path
from designer.model.change import Change
from designer.model.flow import Flow
from designer.model.nodes import Box, NodeBase

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def undo(surface: Surface) -> None:
    """Takes the last gesture back."""
    done = surface.editor.history.done
    travel(surface, len(done) - 1)


def redo(surface: Surface) -> None:
    """Does the last undone gesture again."""
    travel(surface, len(surface.editor.history.done) + 1)


def travel(surface: Surface, entries: int) -> None:
    """Goes to the state after so many gestures, and says what it did.

    Back, it selects what was selected then, or what it changed where nothing was; on, what it changed.
    """
    history = surface.editor.history
    back = len(history.done) - entries
    passed = history.done[entries:] if back > 0 else history.undone[back:]
    if not passed:
        return
    level = surface.level
    surface.editor.travel(entries)
    total = Change({})
    for entry in reversed(passed):
        total = total.then(entry.change.inverse() if back > 0 else entry.change)
    verb = "Undid" if back > 0 else "Did again"
    surface.status(f"{verb}: {passed[0].title}" if len(passed) == 1 else f"{verb} {len(passed)} edits")
    _show(surface, total, verb, surface.recollection.before(passed[0]) if back > 0 else frozenset())
    if surface.level != level:
        where = called(surface.editor.document.workflows.get(surface.workflow_of(surface.level)))
        surface.notice(Notice(f"The box that was open is not there at that point: this is {where}"))


def _show(surface: Surface, change: Change, verb: str, held: frozenset[Path]) -> None:
    """Selects what was held before, or what came or changed; says where that is if it is not seen here."""
    scene, document = surface.scene, surface.editor.document
    ids = {record_id for record_id, (_, after) in change.records.items() if after is not None}
    nodes = _outermost([path for path in scene.nodes if path[-1] in ids])
    changed = nodes or [path for path in scene.flows if path[-1] in ids]
    homes = set(_homes(surface, change))
    boxes = [] if changed else _holding(surface, homes)
    surface.select([path for path in held if path in scene.nodes or path in scene.flows] or changed or boxes)
    if changed:
        surface.bring(changed, only_unseen=True)
        return
    surface.flash(boxes)
    hidden = sorted(homes - {surface.workflow_of(path) for path in _containers(surface)})
    if hidden:
        shown = next((each for each in sorted(ids) if isinstance(document.get(each), NodeBase)), hidden[0])
        where = called(document.workflows.get(hidden[0]))
        surface.notice(Notice(f"{verb} in {where}", (("Show", lambda: surface.reveal(shown)),)))


def _homes(surface: Surface, change: Change) -> Iterable[str]:
    """The workflows in which a change took place, as far as they still are."""
    document = surface.editor.document
    for before, after in change.records.values():
        record = after or before
        if isinstance(record, Flow):
            record = document.nodes.get(record.source)
        if isinstance(record, NodeBase) and record.workflow in document.workflows:
            yield record.workflow


def _containers(surface: Surface) -> Iterable[Path]:
    yield surface.level
    yield from (path for path, placed in surface.scene.nodes.items() if placed.open)


def _holding(surface: Surface, homes: set[str]) -> list[Path]:
    """The closed boxes of this scene that hold some of the workflows."""
    document = surface.editor.document
    around = set(homes)
    waiting = list(homes)
    while waiting:
        above = {box.workflow for box in document.boxes_running(waiting.pop())} - around
        around |= above
        waiting.extend(above)
    return [
        path
        for path, placed in surface.scene.nodes.items()
        if isinstance(placed.node, Box) and not placed.open and placed.node.runs in around
    ]


def _outermost(paths: list[Path]) -> list[Path]:
    chosen_paths = set(paths)
    return [path for path in paths if not any(path[:cut] in chosen_paths for cut in range(1, len(path)))]


def _has_done(surface: Surface) -> Verdict:
    return ALLOWED if surface.editor.history.done else refused("There is nothing to undo")


def _has_undone(surface: Surface) -> Verdict:
    return ALLOWED if surface.editor.history.undone else refused("There is nothing to redo")


UNDO_COMMANDS: tuple[Command, ...] = (
    Command("undo", "Undo", "edit", undo, ("Ctrl+Z",), "undo-2", _has_done, edits=True),
    Command("redo", "Redo", "edit", redo, ("Ctrl+Shift+Z", "Ctrl+Y"), "redo-2", _has_undone, edits=True),
)
