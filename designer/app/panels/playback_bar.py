"""The transport: run a scenario, play it, step through it, scrub; progress while it runs."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.app.icons import BESIDE_TEXT, icon
from designer.app.labels import ElidedCombo, ElidedLabel
from designer.app.panels.timeline import Timeline
from designer.app.player import SPEEDS, Player, Speed
from designer.canvas.text_size import px, sized
from designer.drawing.theme import Theme
from designer.model.document import Document
from designer.model.durations import words

_FRACTIONS = {0.25: "¼", 0.5: "½"}
DEMONSTRATION_SPEEDS: tuple[float, ...] = (0.25, 0.5, 1, 2, 5)
NO_RUN = datetime(2026, 1, 5, 9)


def times(speed: Speed) -> str:
    """A speed as a multiple: `×2`."""
    return f"×{_FRACTIONS.get(speed, f'{speed:g}') if isinstance(speed, float | int) else 1}"


def speed_text(speed: Speed, pace: float) -> str:
    """A speed and what it means: `×2 · 1 s = 20 min`."""
    if speed == "real":
        return "Real time · 1 s = 1 s"
    return f"{times(speed)} · 1 s = {words(speed * pace)}"


class PlaybackBar(QFrame):
    """Shows one document's player. `run_wanted` and `results_wanted` tell that somebody asked for them."""

    run_wanted = Signal()
    results_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel-top")
        self.setMinimumWidth(320)
        self._player: Player | None = None
        self._shown_run: object = None
        self._has_run = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(4)
        column.addLayout(row)
        self.run = QPushButton("Run")
        self.run.setObjectName("primary")
        self.run.setIcon(icon("play", "on-accent"))
        self.run.setIconSize(BESIDE_TEXT)
        self.run.setToolTip("Simulate this scenario and play it back (F5)")
        self.run.clicked.connect(self.run_wanted)
        self.scenario = ElidedCombo()
        self.scenario.setToolTip("What is simulated")
        self.scenario.setAccessibleName("Scenario")
        sized(self.scenario, lambda: self.scenario.setFixedWidth(px(200)))
        self.back = self._button("step-back", "Previous event (Shift+F10)", lambda: self._step(-1))
        self.play = self._button("circle-play", "Play (Ctrl+Space)", self._toggle)
        self.forward = self._button("step-forward", "Next event (F10)", lambda: self._step(1))
        self.stop = self._button("circle-stop", "Stop playback and edit again (Shift+F5)", self._stop)
        self.speed = QComboBox()
        self.speed.setAccessibleName("Speed")
        self.speed.setToolTip("How fast the run is played")
        sized(self.speed, lambda: self.speed.setMinimumWidth(px(168)))
        self.speed.activated.connect(self._choose_speed)
        self.clock = QLabel()
        sized(self.clock, lambda: self.clock.setMinimumWidth(px(168)))
        self.clock.setContentsMargins(8, 0, 0, 0)
        self.timeline = Timeline()
        self.timeline.sought.connect(self._seek)
        self.counts = QLabel()
        self.counts.setObjectName("quiet")
        self.counts.setContentsMargins(8, 0, 8, 0)
        self.stale = QLabel("Document changed")
        self.stale.setObjectName("stale")
        self.stale.setToolTip("This run shows the document as it was. Run again to see it as it is now.")
        self.results = self._button("chart-column", "Results", self.results_wanted.emit)
        self.progress = QProgressBar()
        self.progress.setRange(0, 1000)
        self.progress.setTextVisible(False)
        self.cancel = QPushButton("Cancel")
        self.cancel.clicked.connect(self._cancel)
        self.hint = ElidedLabel("Simulate it and watch the cases move.")
        self.hint.setObjectName("quiet")
        row.addWidget(self.run)
        row.addSpacing(4)
        row.addWidget(self.scenario)
        row.addSpacing(8)
        transport = (self.back, self.play, self.forward, self.stop, self.speed, self.clock)
        for widget in transport:
            row.addWidget(widget)
        self.space = QWidget()
        self.space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        row.addWidget(self.space, 1)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel)
        row.addWidget(self.hint, 1)
        row.addWidget(self.counts)
        row.addWidget(self.stale)
        row.addWidget(self.results)
        column.addWidget(self.timeline)
        self.refresh()

    def _button(self, symbol: str, tip: str, act: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(symbol))
        button.setToolTip(tip)
        button.setAccessibleName(tip.split(" (", maxsplit=1)[0])
        button.clicked.connect(act)
        return button

    # What it shows

    def set_theme(self, theme: Theme) -> None:
        """Takes the colours of the timeline from a theme."""
        self.timeline.theme = theme
        self.timeline.update()

    def set_player(self, player: Player | None) -> None:
        """Shows another document's player, or none."""
        if self._player is not None:
            self._player.changed.disconnect(self.refresh)
            self._player.moved.disconnect(self._move)
            self._player.progressed.disconnect(self._progress)
        self._player = player
        if player is not None:
            player.changed.connect(self.refresh)
            player.moved.connect(self._move)
            player.progressed.connect(self._progress)
        self._shown_run = None
        self.refresh()

    def set_document(self, document: Document | None) -> None:
        """Lists the document's scenarios; keeps the choice where it can."""
        chosen = self.scenario_id
        wanted = (
            [(one.name or one.id, one.id) for _, one in sorted(document.scenarios.items())]
            if document
            else []
        )
        if [
            (self.scenario.itemText(i), self.scenario.itemData(i)) for i in range(self.scenario.count())
        ] != wanted:
            self.scenario.clear()
            for name, scenario_id in wanted:
                self.scenario.addItem(name, scenario_id)
            found = self.scenario.findData(chosen)
            self.scenario.setCurrentIndex(max(found, 0))
        self._make_room()

    @property
    def scenario_id(self) -> str | None:
        """The scenario chosen; None for the document's only way to run."""
        found = self.scenario.currentData()
        return found if isinstance(found, str) else None

    def refresh(self) -> None:
        """Shows the player's state."""
        player = self._player
        state = player.state if player is not None else "empty"
        has_run = player is not None and player.playback is not None and state != "simulating"
        self.run.setEnabled(player is not None and state != "simulating")
        for widget in (self.back, self.play, self.forward, self.space):
            widget.setVisible(has_run)
        # It stays while another run is made, so that the canvas above does not jump.
        self.timeline.setVisible(player is not None and player.playback is not None)
        self.timeline.setEnabled(has_run)
        self._has_run = has_run
        self._make_room()
        self.results.setVisible(player is not None and player.run_made is not None and has_run)
        self.stop.setVisible(has_run and state != "empty")
        self.progress.setVisible(state == "simulating")
        self.cancel.setVisible(state == "simulating")
        self.hint.setVisible(not has_run and state != "simulating")
        self.stale.setVisible(has_run and player is not None and player.is_stale)
        playing = state == "playing"
        self.play.setIcon(icon("circle-pause" if playing else "circle-play", "accent"))
        self.play.setToolTip("Pause (Ctrl+Space)" if playing else "Play (Ctrl+Space)")
        if has_run and player is not None:
            self._show_run(player)

    def _make_room(self) -> None:
        """Leaves out what matters least when the bar is narrow."""
        room = self.width()
        self.counts.setVisible(self._has_run and room >= 900)
        self.clock.setVisible(self._has_run and room >= 720)
        self.speed.setVisible(self._has_run and room >= 540)
        self.scenario.setVisible(self.scenario.count() > 1 and room >= 520)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._make_room()

    def _show_run(self, player: Player) -> None:
        playback = player.playback
        if playback is None:
            return
        if playback is not self._shown_run:
            self._shown_run = playback
            steps = player.demonstration.steps if player.demonstration is not None else ()
            self.timeline.set_run(playback.start, playback.end_ms, steps)
        shown = player.demonstration
        speeds: list[Speed] = [*SPEEDS, "real"] if shown is None else [*DEMONSTRATION_SPEEDS]
        self.speed.clear()
        for speed in speeds:
            self.speed.addItem(speed_text(speed, player.pace) if shown is None else times(speed), speed)
        self.speed.setCurrentIndex(speeds.index(player.speed))
        self._move(player.time_ms)

    def _move(self, time_ms: float) -> None:
        player = self._player
        if player is None or player.playback is None:
            return
        self.timeline.set_time(time_ms)
        shown = player.demonstration
        if shown is not None:
            self.clock.setText(f"Step {shown.step_at(time_ms)} of {len(shown.steps)}")
            self.counts.setText("")
            return
        moment = player.playback.start + timedelta(milliseconds=time_ms)
        self.clock.setText(moment.strftime("%a %d %b %Y, %H:%M"))
        frame = player.frame
        if frame is not None:
            open_cases = frame.started - frame.finished - frame.stuck - frame.failed
            self.counts.setText(f"{open_cases} open · {frame.finished} done")

    def _progress(self, share: float) -> None:
        self.progress.setValue(round(share * 1000))

    # What is pressed

    def _step(self, direction: int) -> None:
        if self._player is not None:
            self._player.step(direction)

    def _toggle(self) -> None:
        if self._player is not None:
            self._player.toggle()

    def _stop(self) -> None:
        if self._player is not None:
            self._player.stop()

    def _seek(self, time_ms: float) -> None:
        if self._player is not None:
            self._player.seek(time_ms)

    def _cancel(self) -> None:
        if self._player is not None:
            self._player.cancel()

    def _choose_speed(self, index: int) -> None:
        if self._player is not None:
            self._player.set_speed(self.speed.itemData(index))
