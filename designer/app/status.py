"""The status bar: a hint, the selection, the problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from designer.app.icons import BESIDE_TEXT, icon
from designer.app.panels.problems import SIGNS
from designer.model.findings import Finding

if TYPE_CHECKING:
    from designer.app.document_view import DocumentView

SECONDS = 6
HINT = (
    "Drag elements onto the canvas, press A to add the next step, Ctrl+→ to grow the flow. ? shows all keys."
)


class Status(QStatusBar):
    """One quiet line. `problems_wanted` tells a click on their number."""

    problems_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._hint = QLabel()
        self._hint.setContentsMargins(12, 0, 0, 0)
        self.addWidget(self._hint, 1)
        self.selection = QLabel()
        self.problems = QToolButton()
        self.problems.setToolButtonStyle(self.problems.toolButtonStyle().ToolButtonTextBesideIcon)
        self.problems.setIconSize(BESIDE_TEXT)
        self.problems.setToolTip("Show the problems (Ctrl+B)")
        self.problems.clicked.connect(self.problems_wanted)
        for widget in (self.selection, self.problems):
            self.addPermanentWidget(widget)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._rest)

    @property
    def text(self) -> str:
        """What it says now."""
        return self._hint.text()

    def say(self, text: str) -> None:
        """Says something for a while; an empty text goes back to the hint."""
        if text:
            self._hint.setText(text)
            self._timer.start(SECONDS * 1000)
        else:
            self._rest()

    def _rest(self) -> None:
        self._hint.setText("" if self.selection.isHidden() else HINT)

    def show_view(self, view: DocumentView | None) -> None:
        """The selection in the document in front."""
        for widget in (self.selection, self.problems):
            widget.setVisible(view is not None)
        if view is None:
            self._hint.setText("")
            return
        if not self._timer.isActive():
            self._hint.setText(HINT)
        count = len(view.surface.selection)
        self.selection.setText(
            f"{count} selected" if count else f"{len(view.editor.document.nodes)} elements"
        )

    def show_problems(self, findings: Sequence[Finding] | None) -> None:
        """How many problems there are, with the sign of the worst."""
        counts = Counter(finding.severity for finding in findings or ())
        worst = next((severity for severity in SIGNS if counts[severity]), None)  # type: ignore[index]  # the keys are severities
        self.problems.setIcon(icon(*SIGNS[worst]) if worst else icon("circle-check", "success"))
        words = {"error": "errors", "warning": "warnings", "advice": "hints"}
        parts = [
            f"{counts[severity]} {words[severity] if counts[severity] > 1 else words[severity][:-1]}"  # type: ignore[index]  # as above
            for severity in SIGNS
            if counts[severity]  # type: ignore[index]  # as above
        ]
        self.problems.setText(", ".join(parts) or "No problems")
