"""What all dialogs share: margins, a heading, labelled fields in one column, buttons at the foot."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from designer.canvas.text_size import px


class Frame(QDialog):
    """A dialog with a heading; fields are added under it, label above field."""

    def __init__(self, parent: QWidget, title: str, about: str = "", width: int = 440) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(px(width))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(24, 20, 24, 16)
        self.column.setSpacing(12)
        heading = QLabel(title)
        heading.setObjectName("subheading")
        self.column.addWidget(heading)
        if about:
            words = QLabel(about)
            words.setObjectName("quiet")
            words.setWordWrap(True)
            self.column.addWidget(words)
        self.wrong = QLabel()
        self.wrong.setObjectName("wrong")
        self.wrong.setWordWrap(True)
        self.wrong.hide()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: D102  # Qt's spelling
        super().showEvent(event)
        # Left alone, Qt makes dialogs no higher than two thirds of the screen, and squeezes what is in them.
        self.setMinimumHeight(max(0, self.column.minimumHeightForWidth(self.width())))

    def field(self, label: str, widget: QWidget, hint: str = "") -> None:
        """Adds a field under its label."""
        self.column.addLayout(labelled(label, widget, hint))

    def pair(self, one: str, first: QWidget, other: str, second: QWidget) -> None:
        """Adds two short fields side by side, equally wide."""
        for widget in (first, second):
            widget.setSizePolicy(QSizePolicy.Policy.Ignored, widget.sizePolicy().verticalPolicy())
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(labelled(one, first), 1)
        row.addLayout(labelled(other, second), 1)
        self.column.addLayout(row)

    def foot(self, act: str) -> QPushButton:
        """Adds the buttons; gives the one that acts."""
        self.column.addWidget(self.wrong)
        self.column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        button = buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        button.setDefault(True)
        buttons.accepted.connect(self.try_accept)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)
        return button

    def try_accept(self) -> None:
        """Does what the dialog is for; closes unless something stands in the way, and then says what."""
        trouble = self.act()
        self.wrong.setText(trouble)
        self.wrong.setVisible(bool(trouble))
        if not trouble:
            self.accept()

    def act(self) -> str:
        """What the dialog is for; gives what stood in the way, or nothing."""
        return ""


def labelled(label: str, widget: QWidget, hint: str = "") -> QVBoxLayout:
    """A field under its label, over a quieter hint."""
    block = QVBoxLayout()
    block.setSpacing(4)
    title = QLabel(label)
    title.setBuddy(widget)
    block.addWidget(title)
    block.addWidget(widget)
    if hint:
        words = QLabel(hint)
        words.setObjectName("caption")
        words.setWordWrap(True)
        block.addWidget(words)
    widget.setAccessibleName(label)
    return block
