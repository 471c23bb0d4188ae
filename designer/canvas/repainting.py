"""Paints anew only what a gesture has changed since the last painting, once for all that came meanwhile."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, QSize
from PySide6.QtGui import QRegion

from designer.canvas.changed import changed_feedback, changed_layers
from designer.canvas.layers import Layer
from designer.canvas.regions import scaled
from designer.canvas.tools.stage import Feedback
from designer.canvas.view import Camera

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

CATCH_UP = QEvent.Type(QEvent.registerEventType())


@dataclass(frozen=True)
class Frame:
    """What one painting showed above the picture, as far as a gesture changes that."""

    camera: Camera
    size: QSize
    is_crisp: bool
    is_busy: bool
    reason: str
    feedback: Feedback
    layers: Sequence[Layer]

    def changed(self, since: "Frame") -> QRegion:
        """Device pixels that look otherwise than in another frame; all where that is not easily told."""
        view = QRect(QPoint(0, 0), self.size)
        spoken = self.reason or since.reason or self.feedback.readout or self.feedback.traces
        if spoken or not self.is_crisp or self._setting != since._setting:
            return QRegion(view)
        told = changed_feedback(since.feedback, self.feedback, self.camera, view)
        return told + changed_layers(since.layers, self.layers, self.camera, view)

    @property
    def _setting(self) -> tuple[object, ...]:
        """What is another for the whole view if it is another at all."""
        return self.camera, self.size, self.is_crisp, self.is_busy, bool(self.layers)


class Repainting:
    """Tells one surface what of it to paint again."""

    def __init__(self, surface: "Surface") -> None:
        self._surface = surface
        self._painted: Frame | None = None
        self._waits = False

    def soon(self) -> None:
        """Paints what has changed, once all events that have come by now are handled."""
        if not self._waits:
            self._waits = True
            QCoreApplication.postEvent(self._surface, QEvent(CATCH_UP))

    def catch_up(self) -> QRegion:
        """Makes ready what is tried out; gives the logical pixels that look otherwise than last painted."""
        if not self._waits:
            return QRegion()
        self._waits = False
        self._surface.trying.catch_up()
        if self._painted is None:
            return QRegion(self._surface.rect())
        frame = self._frame()
        changed = self._surface.diagram.backing.dirty + frame.changed(self._painted)
        return scaled(changed, 1 / frame.camera.ratio)

    def painted(self) -> None:
        """Remembers what is on the screen now."""
        self._painted = self._frame()

    def _frame(self) -> Frame:
        surface, gesture = self._surface, self._surface.overlay.gesture
        return Frame(
            surface.navigation.camera,
            surface.device_size(),
            not surface.stretches,
            surface.is_busy,
            gesture.reason,
            gesture.shown,
            surface.diagram.layers,
        )
