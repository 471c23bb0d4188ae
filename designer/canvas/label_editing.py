"""Opens the label editor over what is to be named, and does what its keys ask for (C16)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from designer.canvas.insert_commands import grow
from designer.canvas.label_editor import LabelEditor, Writing
from designer.canvas.select_commands import walk
from designer.canvas.walking import Direction, sources, targets
from designer.drawing.faces import title_rect
from designer.editing.nodes import rename
from designer.layout.geometry import Rect, middle_of
from designer.layout.scene import Path, Placed, Routed, words_of
from designer.layout.wording import kind_name
from designer.model.nodes import Area, Box, Node, Note, Outcome, State, Task, Trigger

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

HEADING, TITLE, CAPTION = 15.0, 13.0, 12.0  # scene units; as the names are drawn
_FLOW_LABEL = (112.0, 20.0)


def edit_label(surface: Surface, path: Path) -> LabelEditor | None:
    """Opens the editor over a node's name or a flow's label; None for what is not seen."""
    for open_editor in surface.findChildren(LabelEditor):
        open_editor.commit()
    placed, routed = surface.scene.nodes.get(path), surface.scene.flows.get(path)
    if placed is not None:
        writing = _name(surface, placed)
    elif routed is not None:
        writing = _label(surface, routed)
    else:
        return None
    editor = LabelEditor(surface, writing, surface.theme)
    editor.committed.connect(lambda text: _commit(surface, path, text))
    editor.walked.connect(lambda by: _walk(surface, by))
    editor.grown.connect(lambda direction: _grow_again(surface, path, direction))
    editor.ended.connect(surface.setFocus)
    surface.zoomChanged.connect(editor.commit)
    surface.levelChanged.connect(editor.commit)
    return editor


def _commit(surface: Surface, path: Path, text: str) -> None:
    record = surface.editor.document.get(path[-1])
    if record is None:
        return
    title = "Write label" if record.table == "flows" else "Rename"
    with surface.editor.edit(title) as draft:
        rename(draft, path[-1], text)


def _walk(surface: Surface, by: int) -> None:
    """Tab goes on to the next name along the flow."""
    before = surface.selection
    walk(surface, by > 0)
    if len(surface.selection) == 1 and surface.selection != before:
        edit_label(surface, next(iter(surface.selection)))


def _grow_again(surface: Surface, path: Path, direction: Direction) -> None:
    """Ctrl+Arrow again before anything was typed: another step from where this one was grown."""
    near = targets(surface.scene, path) if direction == "left" else sources(surface.scene, path)
    if near:
        grow(surface, direction, near[0])


def _name(surface: Surface, placed: Placed) -> Writing:
    node, rect = placed.node, placed.rect
    title = title_rect(node, surface.editor.document, (rect.w, rect.h))
    if placed.name is not None:
        area = placed.name.area
        title = Rect(area.center.x - title.w / 2, area.y, title.w, max(title.h, area.h))
    return Writing(
        text=_words(surface, node),
        rect=_on_screen(surface, title.moved(rect.x, rect.y)),
        size=_size(placed) * surface.zoom,
        placeholder=kind_name(node),
        weight=600 if isinstance(node, Task | Box | State | Area) else 400,
        centred=not isinstance(node, Task | Box | Note | Area | Trigger | Outcome),
        lines=isinstance(node, Note),
    )


def _words(surface: Surface, node: Node) -> str:
    if isinstance(node, Note):
        return node.text
    if isinstance(node, Box) and not node.name:
        workflow = surface.editor.document.workflows.get(node.runs)
        return workflow.name if workflow is not None else ""
    return node.name


def _size(placed: Placed) -> float:
    if isinstance(placed.node, Box):
        return HEADING if placed.open else TITLE
    return CAPTION if isinstance(placed.node, Note) else TITLE


def _label(surface: Surface, routed: Routed) -> Writing:
    rect = words_of(routed) if routed.flow.label else None
    if rect is None:
        middle = middle_of(routed.points)
        rect = Rect(middle.x - _FLOW_LABEL[0] / 2, middle.y - _FLOW_LABEL[1] / 2, *_FLOW_LABEL)
    return Writing(routed.flow.label, _on_screen(surface, rect), CAPTION * surface.zoom, "Label")


def _on_screen(surface: Surface, rect: Rect) -> QRect:
    seen = surface.navigation.camera.rect_to_screen(rect)
    return QRect(round(seen.x), round(seen.y), round(seen.w), round(seen.h))
