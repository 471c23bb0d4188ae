"""Runs a document and plays the run back on its canvas. The document is never touched."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from designer.canvas.worker import Cancelled, Job
from designer.editing.editor import Editor
from designer.model.document import Document

if TYPE_CHECKING:
    from designer.canvas.surface import Surface
    from designer.model.findings import Finding
    from designer.simulation.demonstration import Demonstration
    from designer.simulation.playback import Frame, Playback

FRAME_MS = 16
TRAVEL_SECONDS = 0.45  # how long a token is seen to travel along a flow, whatever the pace
EVENTS_PER_SECOND = 3.0
SPEEDS: tuple[float, ...] = (0.25, 0.5, 1, 2, 5, 10, 25, 50, 100, 250, 1000)
# Simulated seconds that one second shows at ×1: the one that fits the run best is taken.
PACES: tuple[int, ...] = (1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200, 86400, 604800)
State = Literal["empty", "simulating", "paused", "playing"]
Speed = float | Literal["real"]


@dataclass(frozen=True)
class Run:
    """A finished simulation: what to play, and its figures as `simulate --json` writes them."""

    document: Document
    playback: "Playback"
    summary: dict[str, Any]

    @property
    def simulated(self) -> Document:
        """The document as it ran: with the changes of its scenario and all that stands in other files."""
        return self.playback.program.document


@dataclass(frozen=True)
class Options:
    """How a run is to be made, beyond what its scenario says: replications are added up to a `precision`."""

    finds_warm_up: bool = False
    precision: float | None = None


def simulate(
    document: Document, scenario: str | None, options: Options, job: Job[Run], path: Path | None = None
) -> Run:
    """Runs all replications of a scenario; the first one is made ready to be played.

    Files that the document names are looked for beside its own, at `path`.
    A run that is cancelled gives what was finished. Raises NotSimulable with what stands in the way, and
    Cancelled when nothing was finished.
    """
    from designer import api
    from designer.simulation.playback import Playback

    settings: dict[str, Any] = {"warm_up": "auto"} if options.finds_warm_up else {}
    made = api.simulate(
        document,
        scenario,
        folder=None if path is None else path.parent,
        precision=options.precision,
        progress=job.progress,
        cancelled=lambda: job.is_cancelled,
        **settings,
    )
    results = made.results
    if not results.tallies:
        raise Cancelled
    return Run(document, Playback(document, results.program, results.first()), made.figures)


class Player(QObject):
    """The transport of one document: runs, plays, pauses, steps, seeks.

    `changed` tells a new state, run or speed; `moved` a new time; `failed` what stopped a run.
    """

    changed = Signal()
    moved = Signal(float)
    progressed = Signal(float)
    failed = Signal(object)

    def __init__(
        self,
        editor: Editor,
        surface: "Surface",
        parent: QObject | None = None,
        path: Callable[[], Path | None] = lambda: None,
    ) -> None:
        """`path` tells where the document's file is now."""
        super().__init__(parent)
        self._path = path
        self._editor = editor
        self._surface = surface
        self._job: Job[Run] | None = None
        self.run_made: Run | None = None
        self.run_before: Run | None = None
        self.demonstration: Demonstration | None = None
        self.is_shown = False
        self.options = Options()
        self.time_ms = 0.0
        self.frame: Frame | None = None
        self.speed: Speed = 1.0
        self._is_playing = False
        self._clock = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setInterval(FRAME_MS)
        self._timer.timeout.connect(self._tick)
        self._disconnect = editor.changed.connect(lambda _: self.changed.emit())

    # What it is

    @property
    def state(self) -> State:
        """What it is doing."""
        if self._job is not None:
            return "simulating"
        if self.playback is None or not self.is_shown:
            return "empty"
        return "playing" if self._is_playing else "paused"

    @property
    def playback(self) -> "Playback | None":
        """What is played: how a problem comes about, or the last run once there was one."""
        if self.demonstration is not None:
            return self.demonstration
        return None if self.run_made is None else self.run_made.playback

    @property
    def is_stale(self) -> bool:
        """Whether the document has moved on since what is played was made."""
        shown = self.demonstration or self.run_made
        return shown is not None and shown.document != self._editor.document

    @property
    def pace(self) -> float:
        """Simulated seconds that a second shows at ×1: about three events, in steps that people count in."""
        playback = self.playback
        if playback is None or not playback.event_count or self.demonstration is not None:
            return 1.0
        wanted = playback.end_ms / 1000 / playback.event_count * EVENTS_PER_SECOND
        return float(min(PACES, key=lambda pace: abs(math.log(pace / max(wanted, 0.001)))))

    @property
    def rate(self) -> float:
        """Simulated seconds that a second shows now."""
        return 1.0 if self.speed == "real" else self.speed * self.pace

    # What it does

    def run(self, scenario: str | None) -> None:
        """Simulates in the background, then shows the run from its start, playing."""
        if self._job is not None:
            self._job.drop()
        self._surface.setFocus()  # what is half typed into a field is taken over
        document, path, options = self._editor.document, self._path(), self.options
        self._job = Job(
            lambda job: simulate(document, scenario, options, job, path),
            done=self._arrive,
            failed=self._fail,
            progressed=self.progressed.emit,
        )
        self._job.start()
        self.changed.emit()

    def demonstrate(self, finding: "Finding") -> None:
        """Plays how a problem comes about, on the level where it does; the last run is kept for later."""
        from designer.simulation.demonstration import Demonstration

        if self._job is not None:
            self._job.drop()
            self._job = None
        self._surface.setFocus()
        self.demonstration = Demonstration(self._editor.document, finding)
        self.speed = 1.0
        self._surface.go(self.demonstration.level)
        self._surface.select([])
        self._surface.fit()
        self._show()
        self.seek(0)
        self.play()

    def cancel(self) -> None:
        """Stops a simulation under way; what was finished is kept and shown."""
        if self._job is not None:
            self._surface.setFocus()
            self._job.cancel()

    def _arrive(self, made: Run) -> None:
        self._job = None
        self.demonstration = None
        self.run_before, self.run_made = self.run_made, made
        self._show()
        self.seek(0)
        self.play()

    def _fail(self, error: Exception) -> None:
        self._job = None
        self.changed.emit()
        if not isinstance(error, Cancelled):
            self.failed.emit(error)

    def _show(self) -> None:
        if not self.is_shown and self.playback is not None:
            self.is_shown = True
        self._surface.set_playback(self.playback)

    def play(self) -> None:
        """Goes on from where it is; from the start when it was at the end."""
        playback = self.playback
        if playback is None:
            return
        self._show()
        if self.time_ms >= playback.end_ms:
            self.seek(0)
        self._is_playing = True
        self._clock.start()
        self._timer.start()
        self.changed.emit()

    def pause(self) -> None:
        """Stands still."""
        self._timer.stop()
        self._is_playing = False
        self.changed.emit()

    def toggle(self) -> None:
        """Plays when it stands, stands when it plays."""
        if self._is_playing:
            self.pause()
        else:
            self.play()

    def stop(self) -> None:
        """Leaves playback: the canvas can be edited again. The run and its figures are kept."""
        self._surface.setFocus()  # the button that was pressed goes away
        self.pause()
        self.is_shown = False
        self.demonstration = None
        self.time_ms = 0.0
        self._surface.set_playback(None)
        self.changed.emit()

    def step(self, direction: int) -> None:
        """To the next event, or with -1 to the one before."""
        playback = self.playback
        if playback is None:
            return
        self._show()
        self.pause()
        now = round(self.time_ms)
        found = playback.next_event(now) if direction > 0 else playback.previous_event(now)
        self.seek((playback.end_ms if direction > 0 else 0) if found is None else found)

    def seek(self, time_ms: float) -> None:
        """To a moment of the run."""
        playback = self.playback
        if playback is None:
            return
        if not self.is_shown:
            self._show()
            self.changed.emit()
        self.time_ms = min(max(time_ms, 0.0), float(playback.end_ms))
        self.frame = playback.frame(self.time_ms, self.travel_ms)
        self._surface.set_playback_time(self.time_ms, self.travel_ms)
        self.moved.emit(self.time_ms)

    @property
    def travel_ms(self) -> float:
        """How long, in simulated time, a token is seen to travel."""
        return TRAVEL_SECONDS * 1000 * self.rate

    def set_options(self, options: Options) -> None:
        """How the next run is to be made."""
        self.options = options

    def set_speed(self, speed: Speed) -> None:
        """A multiple of the pace, or "real": one second is one second."""
        self.speed = speed
        self.changed.emit()

    def close(self) -> None:
        """Ends everything."""
        self._disconnect()
        self._timer.stop()
        if self._job is not None:
            self._job.drop()

    def _tick(self) -> None:
        passed = self._clock.restart()
        # After a hitch of the machine the clock goes on, it does not leap.
        self.seek(self.time_ms + min(passed, 100) * self.rate)
        playback = self.playback
        if playback is not None and self.time_ms >= playback.end_ms:
            self.pause()
