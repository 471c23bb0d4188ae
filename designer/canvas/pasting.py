"""The clipboard: our own format beside plain text, and where what is pasted goes (C13)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from designer.canvas import chosen
from designer.canvas.tools.places import base_point
from designer.canvas.tools.stage import Notice
from designer.editing.nodes import delete
from designer.editing.rules import ALLOWED, RuleError, Verdict, refused
from designer.editing.splicing import may_splice, splice
from designer.editing.structure import called
from designer.layout.geometry import Point
from designer.layout.scene import Path

if TYPE_CHECKING:
    from designer.canvas.surface import Surface
    from designer.editing.clipboard import Fragment

MIME = "application/x-process-designer+json"
CUT = "application/x-process-designer-cut"
STEP = 20.0  # how far a copy lies from what it would cover


def copy(surface: Surface) -> None:
    """Puts the selected nodes, and the flows among them, onto the clipboard."""
    _write(surface, was_cut=False)
    surface.status(_counted("Copied", len(chosen.node_ids(surface))))


def cut(surface: Surface) -> None:
    """Copies the selected nodes and deletes them, flows healed."""
    _write(surface, was_cut=True)
    ids = chosen.ids(surface)
    with surface.editor.edit("Cut") as draft:
        delete(draft, ids)
    surface.select(())
    surface.status(_counted("Cut", len(ids)))


def can_paste(surface: Surface) -> Verdict:  # noqa: ARG001
    """Whether the clipboard holds steps or words."""
    data = QGuiApplication.clipboard().mimeData()
    if data is not None and (data.hasFormat(MIME) or data.hasText()):
        return ALLOWED
    return refused("There is nothing to paste: copy some steps or lines of text first")


def paste(surface: Surface) -> None:
    """Pastes at the pointer, into the selected box, or into the selected flow."""
    container = _target(surface)
    hidden = container in surface.scene.nodes and not surface.scene.nodes[container].open
    at = None if hidden else base_point(surface, container, _spot(surface, container))
    _paste(surface, container, at)


def paste_in_place(surface: Surface) -> None:
    """Pastes where it was copied, on this level."""
    _paste(surface, chosen.container(surface), None, in_place=True)


def _write(surface: Surface, *, was_cut: bool) -> None:
    from designer.editing.clipboard import copy as copied

    fragment = copied(surface.editor.document, chosen.ids(surface))
    text = fragment.to_json()
    data = QMimeData()
    data.setData(MIME, text.encode())
    data.setText(text)
    if was_cut:
        data.setData(CUT, b"1")
    QGuiApplication.clipboard().setMimeData(data)


def _read() -> tuple[Fragment, bool] | None:
    from designer.editing.clipboard import fragment_from_text

    data = QGuiApplication.clipboard().mimeData()
    if data is None:
        return None
    text = bytes(data.data(MIME).data()).decode() if data.hasFormat(MIME) else data.text()
    return (fragment_from_text(text), data.hasFormat(CUT)) if text.strip() else None


def _target(surface: Surface) -> Path:
    """The selected box if it is the only one, else the container under the pointer, else the level."""
    boxes = chosen.boxes(surface)
    if len(boxes) == 1 and len(surface.selection) == 1:
        return boxes[0].path
    flow = _selected_flow(surface)
    if flow is not None:
        return flow[:-1]
    pointer = surface.pointer_place
    return surface.level if pointer is None else surface.container_at(pointer)


def _spot(surface: Surface, container: Path) -> Point:
    placed = surface.scene.nodes.get(container)
    pointer = surface.pointer_place
    if placed is not None and (pointer is None or not placed.rect.holds(*pointer)):
        return placed.rect.center
    return pointer or surface.visible.center


def _selected_flow(surface: Surface) -> Path | None:
    path = chosen.single(surface)
    return path if path in surface.scene.flows else None


def _paste(surface: Surface, container: Path, at: Point | None, *, in_place: bool = False) -> None:
    from designer.editing.clipboard import paste as put

    found = _read()
    if found is None:
        return
    fragment, was_cut = found
    flow = _selected_flow(surface)
    try:
        with surface.editor.edit("Paste") as draft:
            workflow = surface.workflow_of(container)
            made = put(draft, fragment, workflow, at, keep_ids=was_cut, in_place=in_place)
            if flow is not None and len(made) == 1 and may_splice(draft, made[0], flow[-1]).ok:
                splice(draft, made[0], flow[-1])
    except RuleError as error:
        surface.status(str(error))
        return
    _show(surface, container, made)


def _show(surface: Surface, container: Path, made: tuple[str, ...]) -> None:
    paths = [(*container, node) for node in made]
    if any(path in surface.scene.nodes for path in paths):
        surface.select(paths)
        return
    surface.select([container])
    box = called(surface.editor.document.nodes.get(container[-1]))

    def show() -> None:
        surface.toggle([container])
        surface.select(paths)

    surface.notice(Notice(f"Pasted into {box}", (("Show", show),)))


def _counted(verb: str, number: int) -> str:
    return f"{verb} {number} {'item' if number == 1 else 'items'}"
