"""Words that keep to their room."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QStyleOptionComboBox,
    QStyleOptionToolButton,
    QStylePainter,
    QToolButton,
    QWidget,
)

from designer.canvas.text_size import px, sized, words
from designer.layout.text import wrap

LEADING = 16
_MARGIN = 2  # above and below the lines of a field: so little that nothing is seen of the next line
FRAME = 22  # the paddings and borders of a button, left and right


class Lines(QWidget):
    """Quiet words on at most a few lines; what does not fit ends in an ellipsis."""

    def __init__(self, text: str, lines: int = 2, size: int = 12) -> None:
        super().__init__()
        self._text = text
        self._lines = lines
        self._size = size
        sized(self, lambda: self.setFixedHeight(lines * px(LEADING) + 2))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        painter = QPainter(self)
        size = px(self._size)
        painter.setFont(words(self._size))
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for number, line in enumerate(wrap(self._text, self.width(), size, 400, self._lines)):
            painter.drawText(QPoint(0, size + number * px(LEADING)), line)


def show_lines(field: QPlainTextEdit, lines: int) -> None:
    """Makes a field as high as so many lines, so that none is cut through."""
    field.document().setDocumentMargin(_MARGIN)
    field.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def fit() -> None:
        field.ensurePolished()
        # The application's stylesheet sets a least height, which only a stylesheet can change.
        # One pixel more, as it would scroll where the lines just fit.
        height = field.fontMetrics().lineSpacing() * lines + 2 * _MARGIN + 1
        field.setStyleSheet(f"QPlainTextEdit {{ min-height: {height}px; max-height: {height}px; }}")

    sized(field, fit)


class ElidedLabel(QLabel):
    """One line as wide as its place; what does not fit ends in an ellipsis, and all of it is the tip."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802, D102  # Qt's spelling
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        flags = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.style().drawItemText(
            QPainter(self), room, flags, self.palette(), self.isEnabled(), shown, self.foregroundRole()
        )


class ElidedButton(QPushButton):
    """A button as wide as its place; words that do not fit end in an ellipsis."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def initStyleOption(self, option: QStyleOptionButton) -> None:  # noqa: N802, D102  # Qt's spelling
        super().initStyleOption(option)
        _elide(option, FRAME)


class ElidedCombo(QComboBox):
    """A choice whose words end in an ellipsis where they do not fit."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, D102
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        style, painter = self.style(), QStylePainter(self)
        field = style.subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        words = option.fontMetrics.elidedText(option.currentText, Qt.TextElideMode.ElideRight, field.width())
        option.currentText = words
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)


class ElidedToolButton(QToolButton):
    """The same with an icon before the words. `frame` are its paddings and borders, left and right."""

    frame = FRAME

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:  # noqa: N802, D102  # Qt's spelling
        super().initStyleOption(option)
        _elide(option, self.frame)


def _elide(option: QStyleOptionButton | QStyleOptionToolButton, frame: int) -> None:
    room = option.rect.width() - frame - (0 if option.icon.isNull() else option.iconSize.width() + 4)
    option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, max(0, room))
