"""Scrolling that runs on for a moment once two fingers have left the touchpad, until the next touch."""

import sys
import time
from collections.abc import Callable
from math import exp, hypot

from PySide6.QtCore import QObject, Qt, QTimer

FRAME_MILLISECONDS = 16
FADES_IN = 325.0  # ms after which a third of the speed is left
RECENT = 0.1  # seconds of movement that tell how fast the fingers were
LEAST = 0.03  # pixels per ms; slower is standing still
# There the system itself goes on sending movements.
SYSTEM_COASTS = sys.platform in ("darwin", "win32")


class Coasting:
    """Follows two fingers, and moves on by `pan` once they are lifted."""

    def __init__(self, parent: QObject, pan: Callable[[float, float], None]) -> None:
        self._pan = pan
        self._moves: list[tuple[float, float, float]] = []  # when, and how far
        self._speed = (0.0, 0.0)  # pixels per ms
        self._last = 0.0
        self._timer = QTimer(parent, interval=FRAME_MILLISECONDS)
        self._timer.timeout.connect(self._step)

    @property
    def is_running(self) -> bool:
        """Whether the view moves by itself."""
        return self._timer.isActive()

    def follow(self, dx: float, dy: float, phase: Qt.ScrollPhase, *, coasts: bool) -> None:
        """The fingers moved the view by so many pixels; once lifted the view goes on if it `coasts`."""
        self._timer.stop()
        now = time.monotonic()
        if phase == Qt.ScrollPhase.ScrollUpdate:
            self._moves.append((now, dx, dy))
        elif phase == Qt.ScrollPhase.ScrollEnd and coasts and not SYSTEM_COASTS:
            self._start(now)
        if phase != Qt.ScrollPhase.ScrollUpdate:
            self._moves.clear()

    def _start(self, now: float) -> None:
        recent = [move for move in self._moves if now - move[0] <= RECENT]
        if not recent:
            return
        spent = max(now - recent[0][0], FRAME_MILLISECONDS / 1000) * 1000
        self._speed = (sum(dx for _, dx, _ in recent) / spent, sum(dy for _, _, dy in recent) / spent)
        self._last = now
        self._timer.start()

    def stop(self) -> None:
        """Stands still."""
        self._timer.stop()
        self._moves.clear()

    def _step(self) -> None:
        now = time.monotonic()
        passed, self._last = (now - self._last) * 1000, now
        dx, dy = self._speed[0] * passed, self._speed[1] * passed
        left = exp(-passed / FADES_IN)
        self._speed = (self._speed[0] * left, self._speed[1] * left)
        if hypot(*self._speed) < LEAST:
            self._timer.stop()
        self._pan(dx, dy)
