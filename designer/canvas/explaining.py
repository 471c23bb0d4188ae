"""Says what the badge of a node or flow is about, and what can be done about it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from designer.canvas.tools.stage import Notice
from designer.editing.remedies import remedy
from designer.layout.scene import Path

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def explain(surface: "Surface", path: Path) -> None:
    """Tells one finding about a node or flow in a bar with what mends or shows it; the next time the next."""
    finding = surface.problems.next(path, surface.scene)
    if finding is None:
        return
    surface.select([path])
    actions: list[tuple[str, Callable[[], None]]] = []
    if finding.ids[0] == path[-1]:
        surface.findingChosen.emit(finding)
    else:
        actions.append(("Show", lambda: surface.findingChosen.emit(finding)))
    if finding.witness:
        actions.append(("Show how", lambda: surface.playWanted.emit(finding)))
    cure = remedy(surface.editor.document, finding)
    if cure is not None:
        actions.append((cure.name, lambda: surface.mendWanted.emit(finding)))
    surface.notice(Notice(finding.message, tuple(actions)))
