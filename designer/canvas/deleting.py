"""Deleting the selection, and the bar that says what went along and offers another way (C9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.canvas import chosen
from designer.canvas.tools.growing import settle
from designer.canvas.tools.stage import Notice
from designer.canvas.undoing import undo
from designer.editing import nesting
from designer.editing.nodes import DeleteReport, delete
from designer.editing.structure import called, told
from designer.layout.scene import Path
from designer.model.document import AnyRecord, Document
from designer.model.flow import Flow
from designer.model.nodes import Box, NodeBase

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def delete_selected(surface: Surface, heal: bool = True) -> None:
    """Deletes the selection; flows are led past what goes where that is safe, and a bar says so."""
    ids = chosen.ids(surface)
    before = surface.editor.document
    title = f"Delete {len(ids)} items" if len(ids) > 1 else f"Delete {called(before.get(ids[0]))}"
    homes = chosen.homes(surface)
    report = _delete(surface, ids, title, homes, heal=heal)
    surface.select(())
    boxes = [each for each in ids if isinstance(before.get(each), Box)]
    if not (report.healed or report.lost_conditions or report.gaps or boxes):
        return
    actions = [("Undo", lambda: undo(surface))]
    if report.healed:
        actions.append(("Don't heal", lambda: _again(surface, ids, title, homes, heal=False)))
    if heal and any(len(gap.into) == 1 for gap in report.gaps):
        actions.append(("Connect anyway", lambda: _again(surface, ids, title, homes, fan_out=True)))
    if boxes:
        actions.append(("Keep content", lambda: _keep_content(surface, ids, boxes, homes)))
    gone = [before.get(each) for each in report.deleted if each not in set(ids)] if boxes else []
    told = _told(ids, _counted(gone), report)
    surface.notice(Notice(told, tuple(actions), detail=_listed(before, gone)))


def _delete(
    surface: Surface,
    ids: tuple[str, ...],
    title: str,
    homes: frozenset[Path],
    *,
    heal: bool = True,
    fan_out: bool = False,
) -> DeleteReport:
    with surface.editor.edit(title) as draft:
        report = delete(draft, ids, heal=heal, fan_out=fan_out)
        settle(surface, draft, homes)
    return report


def _counted(gone: list[AnyRecord | None]) -> str:
    """How many steps and flows went along with a box, in words."""
    counts = {
        "step": sum(isinstance(record, NodeBase) for record in gone),
        "flow": sum(isinstance(record, Flow) for record in gone),
    }
    return " and ".join(
        f"{count} {word}{'s' if count > 1 else ''}" for word, count in counts.items() if count
    )


def _listed(before: Document, gone: list[AnyRecord | None]) -> str:
    """What went along with a box, one a line: flows by their ends, then its steps by name."""
    flows = [record for record in gone if isinstance(record, Flow)]
    steps = [record for record in gone if isinstance(record, NodeBase)]
    return "\n".join(told(before, record.id) for record in (*flows, *steps))


def _told(ids: tuple[str, ...], with_it: str, report: DeleteReport) -> str:
    parts = [f"Deleted {len(ids)}" + (f" with {with_it}" if with_it else "")]
    if report.healed:
        parts.append(f"healed {len(report.healed)} flow{'s' if len(report.healed) > 1 else ''}")
    if report.gaps:
        parts.append("not healed: a choice would be lost")
    if report.lost_conditions:
        parts.append(f"lost {', '.join(report.lost_conditions)}")
    return " · ".join(parts)


def _again(surface: Surface, ids: tuple[str, ...], title: str, homes: frozenset[Path], **how: bool) -> None:
    undo(surface)
    _delete(surface, ids, title, homes, **how)


def _keep_content(surface: Surface, ids: tuple[str, ...], boxes: list[str], homes: frozenset[Path]) -> None:
    """Dissolves the boxes instead; what was deleted with them stays deleted."""
    undo(surface)
    with surface.editor.edit("Dissolve box") as draft:
        for box in boxes:
            nesting.dissolve(draft, box)
        delete(draft, [each for each in ids if each not in boxes])
        settle(surface, draft, homes)
