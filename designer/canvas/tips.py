"""What a pointer that rests is told: what is wrong, what a control does, what a cut name says."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QToolTip

from designer.canvas.tools.stage import Hit
from designer.layout.geometry import Point
from designer.model.nodes import Box

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def tip(surface: "Surface", hit: Hit) -> str:
    """The words for what lies under the pointer, or nothing."""
    placed = surface.scene.nodes.get(hit.path)
    match hit.kind:
        case "chevron":
            way = "Close" if placed is not None and placed.open else "Open in place"
            return f"{way} (with Shift all boxes inside)"
        case "append":
            return "Click for the next step, drag to place it"
        case "port":
            node = surface.editor.document.nodes.get(hit.detail)
            return f"{node.name} – drag to connect" if node is not None and node.name else "Drag to connect"
    problems = surface.problems.words(hit.path, surface.scene)
    if problems or placed is None:
        return problems
    words = [placed.node.name, placed.node.description]
    if isinstance(placed.node, Box) and hit.kind == "header":
        words.append("Double-click to enter")
    long = len(placed.node.name) * 8 > placed.rect.w or placed.node.description
    return "\n".join(word for word in words if word) if long else ""


def show_tip(surface: "Surface", event: QHelpEvent) -> None:
    """Shows or hides the tip for where the pointer rests."""
    at = surface.navigation.camera.to_scene(event.pos().x(), event.pos().y())
    here = Point(event.pos().x(), event.pos().y())
    beyond = surface.surroundings.at(surface, here)
    words = "" if surface.is_busy else tip(surface, surface.hit(at))
    if beyond is not None:
        words = f"Go there: {beyond.text}"
    elif surface.doors.at(surface, here) is not None:
        words = "Enter this box, which does not fit the view"
    if words:
        QToolTip.showText(event.globalPos(), words, surface)
    else:
        QToolTip.hideText()
