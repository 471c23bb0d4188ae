"""The picture of a selection, or of the level, for other programs (C4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from designer.canvas import chosen
from designer.editing.rules import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

SCALE = 2.0
SVG_MIME = "image/svg+xml"


def copy_image(surface: Surface) -> None:
    """Puts the selected nodes, or all of the level, onto the clipboard: as pixels at 200 % and as SVG."""
    from designer.canvas.render import to_image
    from designer.drawing.picture import picture
    from designer.exchange import svg

    nodes = [placed.path for placed in chosen.nodes(surface)]
    made = picture(
        surface.editor.document, surface.level, theme=surface.theme, scene=surface.scene, only=nodes or None
    )
    data = QMimeData()
    data.setImageData(to_image(made, SCALE))
    data.setData(SVG_MIME, svg.export(made))
    QGuiApplication.clipboard().setMimeData(data)
    surface.status("Copied the picture of the selection" if nodes else "Copied the picture of this level")


def can_copy_image(surface: Surface) -> Verdict:
    """Whether there is anything to see."""
    return ALLOWED if surface.scene.nodes else refused("There is nothing here to copy yet")
