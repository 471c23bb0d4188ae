"""An entry shows one value of a record and tells when a person has given another."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from designer.app.labels import ElidedCombo, show_lines
from designer.model.document import Document


class Entry(QWidget):
    """One value in a form. `edited` carries the new value; what is shown never tells itself as edited."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._error = QLabel()
        self._error.setObjectName("wrong")
        self._error.setWordWrap(True)
        self._error.hide()
        self._column.addWidget(self._error)

    def add(self, widget: QWidget) -> None:
        """Puts a widget above the line that says what is wrong."""
        self._column.insertWidget(self._column.count() - 1, widget)

    def add_row(self, *widgets: QWidget, spacing: int = 8) -> QWidget:
        """Puts widgets side by side."""
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(spacing)
        for widget in widgets:
            line.addWidget(widget)
        self.add(row)
        return row

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Shows a value of a record of `document`."""
        raise AssertionError("every entry shows its value")

    def show_error(self, text: str) -> None:
        """Says below the entry what is wrong with it; an empty text clears it."""
        self._error.setText(text)
        self._error.setVisible(bool(text))
        field = self.focusProxy()
        if field is not None:
            mark(field, bool(text))


def mark(field: QWidget, wrong: bool) -> None:
    """Gives a field the border of a mistake, or takes it away."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", wrong)
        field.style().unpolish(field)
        field.style().polish(field)


class LineEntry(Entry):
    """A line of text, told as it is typed."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setPlaceholderText(placeholder)
        self.line.textEdited.connect(self._edit)
        self.setFocusProxy(self.line)
        self.add(self.line)

    def _edit(self, text: str) -> None:
        self.edited.emit(self.read(text))

    def read(self, text: str) -> Any:
        """The value a text stands for."""
        return text

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Shows a text unless it stands there already, so that the cursor stays."""
        text = "" if value is None else str(value)
        if self.read(self.line.text()) != value:
            self.line.setText(text)
            self.line.setCursorPosition(0)


class OptionalLineEntry(LineEntry):
    """A line of text where nothing means that the key is left out."""

    def read(self, text: str) -> str | None:
        """The text, or None for none."""
        return text.strip() or None


class TextEntry(Entry):
    """Several lines of text, told as they are typed."""

    def __init__(self, placeholder: str = "", lines: int = 3) -> None:
        super().__init__()
        self._text = QPlainTextEdit()
        self._text.setPlaceholderText(placeholder)
        self._text.setTabChangesFocus(True)
        show_lines(self._text, lines)
        self._text.textChanged.connect(self._edit)
        self._showing = False
        self.setFocusProxy(self._text)
        self.add(self._text)

    @property
    def has_focus(self) -> bool:
        """Whether someone is typing here."""
        return self._text.hasFocus()

    def _edit(self) -> None:
        if not self._showing:
            self.edited.emit(self._text.toPlainText())

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Shows a text unless it stands there already."""
        if self._text.toPlainText() != value:
            self._showing = True
            self._text.setPlainText(value)
            self._showing = False


class _Committing(QLineEdit):
    """A line that gives its text when Enter is pressed or the focus leaves, and takes it back on Esc."""

    committed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.before = ""
        self.returnPressed.connect(self.commit)

    def show_text(self, text: str) -> None:
        if text != self.before or not self.hasFocus():
            self.before = text
            if self.text() != text:
                self.setText(text)
                self.setCursorPosition(0)

    def commit(self) -> None:
        if self.text() != self.before:
            self.before = self.text()
            self.committed.emit(self.text())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text() != self.before:
            self.setText(self.before)
            return
        super().keyPressEvent(event)


class NumberEntry(Entry):
    """A number with its unit inside the field. `whole` refuses fractions; nothing stands for `empty`."""

    def __init__(
        self,
        unit: str = "",
        *,
        whole: bool = False,
        low: float | None = None,
        high: float | None = None,
        empty: float | None = None,
        placeholder: str = "",
    ) -> None:
        super().__init__()
        self._whole, self._low, self._high, self._empty = whole, low, high, empty
        self._field = _Committing()
        self._field.setPlaceholderText(placeholder)
        self._field.committed.connect(self._commit)
        self._unit = QLabel(unit, self._field)
        self._unit.setObjectName("caption")
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._field.setTextMargins(0, 0, self._unit.sizeHint().width() + 4 if unit else 0, 0)
        self._field.installEventFilter(self)
        self.setFocusProxy(self._field)
        self.add(self._field)

    def set_unit(self, unit: str) -> None:
        """Changes the unit written at the right."""
        self._unit.setText(unit)
        self._field.setTextMargins(0, 0, self._unit.sizeHint().width() + 4 if unit else 0, 0)
        self._place_unit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps the unit at the right end of the field."""
        if watched is self._field and event.type() == QEvent.Type.Resize:
            self._place_unit()
        return super().eventFilter(watched, event)

    def _place_unit(self) -> None:
        size = self._unit.sizeHint()
        field = self._field.rect()
        self._unit.setGeometry(field.width() - size.width() - 8, 0, size.width(), field.height())

    def _commit(self, text: str) -> None:
        value, problem = self._read(text)
        self.show_error(problem)
        if not problem:
            self.edited.emit(value)

    def _read(self, text: str) -> tuple[float | int | None, str]:
        text = text.strip().replace(",", ".") if text.count(",") == 1 and "." not in text else text.strip()
        if not text:
            return self._empty, ""
        try:
            value: float | int = int(text) if self._whole else float(text)
        except ValueError:
            return None, "Write a whole number." if self._whole else "Write a number."
        if self._low is not None and value < self._low:
            return None, f"It must be {self._low:g} or more."
        if self._high is not None and value > self._high:
            return None, f"It must be {self._high:g} or less."
        if value != value or abs(value) == float("inf"):
            return None, "Write a finite number."
        return value, ""

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Shows a number; the value that stands for nothing is not written."""
        self.show_error("")
        self._field.show_text("" if value is None or value == self._empty else f"{value:.10g}")


class ChoiceEntry(Entry):
    """One of a few values, each with the words that people read."""

    def __init__(self, choices: Sequence[tuple[Any, str]], tips: Sequence[str] = ()) -> None:
        super().__init__()
        self._values = [value for value, _ in choices]
        self._box = Combo()
        self._box.addItems([words for _, words in choices])
        for row, tip in enumerate(tips):
            self._box.setItemData(row, tip, Qt.ItemDataRole.ToolTipRole)
        self._box.activated.connect(lambda row: self.edited.emit(self._values[row]))
        self.setFocusProxy(self._box)
        self.add(self._box)

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Shows the words for a value."""
        if value in self._values:
            self._box.setCurrentIndex(self._values.index(value))


class CheckEntry(Entry):
    """Yes or no."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._box = QCheckBox(words)
        self._box.clicked.connect(lambda on: self.edited.emit(on))
        self.setFocusProxy(self._box)
        self.add(self._box)

    def set_words(self, words: str) -> None:
        """Changes what is said yes or no to."""
        self._box.setText(words)

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Shows yes or no."""
        self._box.setChecked(bool(value))


class Combo(ElidedCombo):
    """A combo box that leaves the wheel to the form it stands in."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setMaxVisibleItems(16)
        self.view().setTextElideMode(Qt.TextElideMode.ElideRight)

    def showPopup(self) -> None:  # noqa: N802, D102  # Qt's spelling
        self.view().setMinimumWidth(max(self.width(), self.view().sizeHintForColumn(0) + 32))
        super().showPopup()

    def wheelEvent(self, event: Any) -> None:
        """Scrolling a form must not change what it shows."""
        event.ignore()


def labelled(text: str, field: QWidget, hint: str = "") -> QWidget:
    """A field with its label above."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    label = QLabel(text)
    label.setObjectName("caption")
    label.setBuddy(field.focusProxy() or field)
    column.addWidget(label)
    column.addWidget(field)
    if hint:
        label.setToolTip(hint)
        field.setToolTip(hint)
    return whole
