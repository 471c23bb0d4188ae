"""Typing over a shape: the name of a node, the label of a flow, the words of a note (C16)."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from designer.canvas.fonts import font
from designer.drawing.theme import Theme

LEAST_SIZE = 11  # px; below that nobody can read what they type
_MARGIN = 3
_WAYS = {
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
}
_LEAST_WIDTH = 72


@dataclass(frozen=True)
class Writing:
    """What is written, where on the canvas, how large, and in what style."""

    text: str
    rect: QRect
    size: float
    placeholder: str = ""
    weight: int = 400
    centred: bool = True
    lines: bool = False  # Enter begins a new line (notes); Ctrl+Enter commits


class LabelEditor(QPlainTextEdit):
    """Commits on Enter, Tab and loss of focus, restores on Esc. Grows with what is typed."""

    committed = Signal(str)
    ended = Signal()
    walked = Signal(int)
    grown = Signal(str)

    def __init__(self, parent: QWidget, writing: Writing, theme: Theme) -> None:
        super().__init__(parent)
        self._writing = writing
        self._over = False
        self.setObjectName("label-editor")
        self.setAccessibleName("Label")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(False)
        self.setCursorWidth(2)
        self.setFont(font(max(LEAST_SIZE, round(writing.size)), writing.weight))
        self.document().setDocumentMargin(_MARGIN)
        self._style(theme)
        self._align()
        self.setPlaceholderText(writing.placeholder)
        self.setPlainText(writing.text)
        self.textChanged.connect(self._fit)
        self.selectAll()
        self._fit()
        self.show()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def is_changed(self) -> bool:
        """Whether something else stands there than at first."""
        return self.toPlainText() != self._writing.text

    def commit(self) -> None:
        """Keeps what was typed and closes."""
        self._end(keep=True)

    def restore(self) -> None:
        """Keeps what was there and closes."""
        self._end(keep=False)

    def event(self, event: QEvent) -> bool:
        """Takes every key for itself, so that no shortcut of the window goes off while one types."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter, Esc and Tab end the editing; Shift+Enter begins a line."""
        key = event.key()
        if self._grows(event):
            self.commit()
            self.grown.emit(_WAYS[Qt.Key(key)])
        elif key == Qt.Key.Key_Escape:
            self.restore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self._breaks_line(event):
            self.commit()
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.commit()
            self.walked.emit(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.textCursor().insertText("\n")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving commits, except into its own context menu."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def _grows(self, event: QKeyEvent) -> bool:
        """Ctrl+Arrow before anything was typed makes another step, as it made this one."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        return bool(control) and not shift and Qt.Key(event.key()) in _WAYS and not self.toPlainText()

    def _breaks_line(self, event: QKeyEvent) -> bool:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        return shift or (self._writing.lines and not control)

    def _end(self, keep: bool) -> None:
        if self._over:
            return
        self._over = True
        if keep and self.is_changed:
            self.committed.emit(self.toPlainText().strip())
        self.hide()
        self.ended.emit()
        self.deleteLater()

    def _style(self, theme: Theme) -> None:
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {theme.surface}; color: {theme.text};"
            f" selection-background-color: {theme.accent}; selection-color: {theme.accent_text};"
            f" border: 1px solid {theme.accent}; border-radius: 4px; padding: 0; }}"
        )

    def _align(self) -> None:
        option = QTextOption(
            Qt.AlignmentFlag.AlignHCenter if self._writing.centred else Qt.AlignmentFlag.AlignLeft
        )
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDefaultTextOption(option)

    def _fit(self) -> None:
        """As wide as the shape's text, as high as its lines; centred on where the text stands."""
        rect, metrics = self._writing.rect, QFontMetricsF(self.font())
        around = 2 * _MARGIN + 4
        width = max(rect.width(), _LEAST_WIDTH)
        text = self.toPlainText() or self._writing.placeholder
        lines = 0
        for line in text.split("\n"):
            lines += max(1, -(-int(metrics.horizontalAdvance(line)) // max(1, width)))
        height = int(max(1, lines) * metrics.lineSpacing() + around)
        if self._writing.lines:
            height = max(height, rect.height())
        middle = rect.center()
        x = middle.x() - width // 2 if self._writing.centred else rect.x() - around // 2
        # Where there is room for several lines, typing begins where the first of them is drawn.
        tall = rect.height() > 1.6 * metrics.lineSpacing()
        y = rect.y() - around // 2 if tall else middle.y() - height // 2
        self.setGeometry(x, y, width + around, height)
