"""The picture of a selection, or of the level, for other programs (C4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from designer.canvas import chosen
from designer.editing.rules import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from designer.canvas.surface import Surface
    from designer.drawing.picture import Picture

SCALE = 2.0
SVG_MIME = "image/svg+xml"


def copy_image(surface: Surface) -> None:
    """Puts the selected nodes, or all of the level, onto the clipboard: as pixels at 200 % and as SVG."""
    from designer.canvas.render import to_image
    from designer.exchange import svg

    made = _picture(surface)
    data = QMimeData()
    data.setImageData(to_image(made, SCALE))
    data.setData(SVG_MIME, svg.export(made))
    QGuiApplication.clipboard().setMimeData(data)
    of = "the selection" if chosen.nodes(surface) else "this level"
    surface.status(f"Copied the picture of {of}")


def drawn(surface: Surface) -> bytes:
    """The selected nodes, or all of the level, as SVG."""
    from designer.exchange import svg

    return svg.export(_picture(surface))


def _picture(surface: Surface) -> Picture:
    from designer.drawing.picture import picture

    nodes = [placed.path for placed in chosen.nodes(surface)]
    document, scene = surface.editor.document, surface.scene
    return picture(document, surface.level, theme=surface.theme, scene=scene, only=nodes or None)


def can_copy_image(surface: Surface) -> Verdict:
    """Whether there is anything to see."""
    return ALLOWED if surface.scene.nodes else refused("There is nothing here to copy yet")
