"""Bars at the head of a document: they say something without stopping the work, and stay until answered."""

from collections.abc import Callable, Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.app.icons import Sign, Tone, icon

Severity = Literal["info", "success", "warning", "error"]
_ICONS: dict[Severity, tuple[str, Tone]] = {
    "info": ("info", "accent"),
    "success": ("circle-check", "success"),
    "warning": ("triangle-alert", "warning"),
    "error": ("circle-alert", "error"),
}


class Bar(QFrame):
    """One line with an icon, what can be done about it, and a cross. `closed` tells that it went away."""

    closed = Signal()

    def __init__(
        self,
        text: str,
        actions: Sequence[tuple[str, Callable[[], None]]] = (),
        severity: Severity = "info",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("bar")
        self.setProperty("severity", severity)
        self.text = text
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 6, 6)
        row.setSpacing(8)
        row.addWidget(Sign(icon(*_ICONS[severity]), 16))
        label = QLabel(text)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(label, 1)
        for title, act in actions:
            row.addWidget(self._button(title, act))
        cross = QToolButton()
        cross.setIcon(icon("x", "quiet"))
        cross.setToolTip("Close")
        cross.setAutoRaise(True)
        cross.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        cross.clicked.connect(self.dismiss)
        row.addWidget(cross)

    def _button(self, title: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(title)
        button.setObjectName("link")
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard where it is

        def answer() -> None:
            self.dismiss()
            act()

        button.clicked.connect(answer)
        return button

    def dismiss(self) -> None:
        """Goes away."""
        self.hide()
        self.closed.emit()
        self.deleteLater()


class BarStack(QWidget):
    """The bars at the head of a document, one for each topic; each stays until it is answered."""

    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._by_topic: dict[str, Bar] = {}

    def say(
        self,
        topic: str,
        text: str,
        actions: Sequence[tuple[str, Callable[[], None]]] = (),
        severity: Severity = "info",
    ) -> Bar:
        """Shows a bar, in the place of the last one on this topic."""
        self.drop(topic)
        bar = Bar(text, actions, severity, self)
        self._by_topic[topic] = bar
        bar.closed.connect(lambda: self._forget(topic, bar))
        self._column.addWidget(bar)
        bar.show()
        self.resized.emit()
        return bar

    def drop(self, topic: str) -> None:
        """Takes the bar on a topic away."""
        bar = self._by_topic.get(topic)
        if bar is not None:
            bar.dismiss()

    def texts(self) -> list[str]:
        """What the bars say now."""
        return [bar.text for bar in self._by_topic.values()]

    def _forget(self, topic: str, bar: Bar) -> None:
        if self._by_topic.get(topic) is bar:
            del self._by_topic[topic]
            self.resized.emit()
