"""A line for an expression: completes names, and says what is wrong and where."""

from typing import Any

from PySide6.QtCore import QRect, QStringListModel, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from designer.app.panels.inspector.entry import Entry
from designer.model.document import Document
from designer.model.expressions import BOOLEAN, ExpressionError, check, completions, parse, types_of
from designer.model.expressions.completion import word_at


class FormulaEntry(Entry):
    """An expression; `boolean` for conditions. What is wrong is kept, underlined and explained."""

    def __init__(self, placeholder: str = "", *, boolean: bool = False, empty: Any = None) -> None:
        super().__init__()
        self._boolean = boolean
        self._empty = empty
        self._document: Document | None = None
        self._line = _FormulaLine()
        self._line.setPlaceholderText(placeholder)
        self._line.textEdited.connect(self._type)
        self._line.left.connect(self._commit)
        self._before = ""
        self.setFocusProxy(self._line)
        self.add(self._line)

    def show_value(self, value: Any, document: Document) -> None:
        """Shows an expression, or the number that stands in its place."""
        self._document = document
        text = (
            ""
            if value is None or value == self._empty
            else (value if isinstance(value, str) else f"{value:g}")
        )
        if text != self._before or not self._line.hasFocus():
            self._before = text
            if self._line.text() != text:
                self._line.setText(text)
                self._line.setCursorPosition(0)
        self._judge(self._line.text())

    def _type(self, text: str) -> None:
        self._judge(text)
        if self._document is not None:
            self._line.offer(completions(text, self._line.cursorPosition(), self._document))

    def _judge(self, text: str) -> None:
        problem = self._problem(text)
        self._line.show_mistake(problem)
        if problem is None:
            self.show_error("")
            return
        hint = f" Did you mean {problem.suggestion}?" if problem.suggestion else ""
        self.show_error(f"{problem.message[:1].upper()}{problem.message[1:]}.{hint}")

    def _problem(self, text: str) -> ExpressionError | None:
        if not text.strip() or self._document is None:
            return None
        try:
            kind = check(parse(text), types_of(self._document))
        except ExpressionError as wrong:
            return wrong
        if self._boolean and kind != BOOLEAN:
            return ExpressionError(
                "A condition must be true or false: compare it with something", 0, len(text)
            )
        return None

    def _commit(self) -> None:
        text = self._line.text().strip()
        if text != self._before:
            self._before = text
            self.edited.emit(text or self._empty)


class _FormulaLine(QLineEdit):
    """A line edit that underlines a mistake and completes the word at the cursor."""

    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mistake: ExpressionError | None = None
        self._words = QStringListModel(self)
        self._completer = QCompleter(self._words, self)
        self._completer.setWidget(self)
        self._popup = QListView(self)
        self._completer.setPopup(self._popup)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._insert)
        self.returnPressed.connect(self.left)

    def offer(self, words: list[str]) -> None:
        """Shows what may stand at the cursor."""
        popup = self._popup
        if not words or not word_at(self.text(), self.cursorPosition())[1]:
            popup.hide()
            return
        self._words.setStringList(words)
        self._completer.complete(QRect(0, 0, max(180, self.width() * 2 // 3), self.height()))

    def _insert(self, word: str) -> None:
        end = self.cursorPosition()
        start, _ = word_at(self.text(), end)
        self.setText(self.text()[:start] + word + self.text()[end:])
        self.setCursorPosition(start + len(word))
        self.textEdited.emit(self.text())
        self._popup.hide()

    def show_mistake(self, mistake: ExpressionError | None) -> None:
        """Underlines what is wrong, or nothing."""
        self._mistake = mistake
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        popup = self._popup
        if popup.isVisible() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab):
            row = max(popup.currentIndex().row(), 0)
            self._insert(self._words.stringList()[row])
            return
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._mistake is None:
            return
        metrics, text = self.fontMetrics(), self.text()
        scrolled = self.cursorRect().center().x() - metrics.horizontalAdvance(text[: self.cursorPosition()])
        first = min(self._mistake.position, max(len(text) - 1, 0))
        last = min(first + max(self._mistake.length, 1), len(text))
        x1 = scrolled + metrics.horizontalAdvance(text[:first])
        x2 = max(scrolled + metrics.horizontalAdvance(text[:last]), x1 + 6)
        y = (self.height() + metrics.height()) // 2 - 1
        painter = QPainter(self)
        painter.setPen(QPen(QColor(self.property("mistakeColor") or "#C93A4B"), 1.5, Qt.PenStyle.DotLine))
        painter.drawLine(max(x1, 6), y, min(x2, self.width() - 6), y)
        painter.end()
