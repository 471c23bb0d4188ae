"""What a gesture shows over time: reasons once they stood a moment, guides a little longer, a flash."""

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING

from designer.canvas.tools.drag import NOTHING
from designer.canvas.tools.stage import Feedback
from designer.layout.scene import Path

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

REASON_MILLISECONDS = 400
FLASH_MILLISECONDS = 150
GUIDE_MILLISECONDS = 1000


class Cues:
    """Hands feedback on to the overlay of one surface."""

    def __init__(self, surface: "Surface") -> None:
        self._surface = surface
        self._reason = ""
        self._snapped = NOTHING
        self._reasoning = surface.timer(REASON_MILLISECONDS, self._show_reason)
        self._guiding = surface.timer(GUIDE_MILLISECONDS, self._end_guides)
        self._flashing = surface.timer(FLASH_MILLISECONDS, lambda: self._flash(frozenset()))

    def show(self, feedback: Feedback) -> None:
        """Shows what a gesture would do now."""
        overlay = self._surface.overlay
        overlay.gesture.shown = self._with_guides(feedback)
        self._surface.furniture.breadcrumb.light(feedback.way)
        if feedback.reason != self._reason:
            self._reason = feedback.reason
            overlay.gesture.reason = ""
            self._reasoning.start() if feedback.reason else self._reasoning.stop()
        self._surface.refresh()

    def flash(self, paths: Collection[Path]) -> None:
        """Draws the eye to nodes and flows for a moment."""
        self._flash(frozenset(paths))
        self._flashing.start()

    def _flash(self, paths: frozenset[Path]) -> None:
        self._surface.overlay.flashing = paths
        self._surface.update()

    def _show_reason(self) -> None:
        self._surface.overlay.gesture.reason = self._reason
        self._surface.update()

    def _with_guides(self, feedback: Feedback) -> Feedback:
        """Guides stay a second after the last snap, but not where another thing is told nor after the end."""
        elsewhere = (
            feedback.way is not None or feedback.reason or feedback.target in self._surface.scene.flows
        )
        if feedback is NOTHING or elsewhere:
            self._guiding.stop()
            self._snapped = NOTHING
        elif feedback.guides or feedback.gaps:
            if (feedback.guides, feedback.gaps) != (self._snapped.guides, self._snapped.gaps):
                self._snapped = feedback
                self._guiding.start()
            elif not self._guiding.isActive():
                return replace(feedback, guides=(), gaps=())
        elif self._guiding.isActive():
            return replace(feedback, guides=self._snapped.guides, gaps=self._snapped.gaps)
        return feedback

    def _end_guides(self) -> None:
        overlay = self._surface.overlay
        overlay.gesture.shown = replace(overlay.gesture.shown, guides=(), gaps=())
        self._surface.refresh()
