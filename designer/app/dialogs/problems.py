"""Everything that is wrong with a file, as one block that can be read and copied."""

from collections.abc import Sequence

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from designer.model.findings import Finding


def block(problems: Sequence[Finding]) -> str:
    """Each problem on its line with its place, and the remedy below."""
    lines = []
    for problem in problems:
        lines.append(problem.message)
        if problem.fix:
            lines.append(f"    {problem.fix}")
    return "\n".join(lines)


class FileProblems(QDialog):
    """Names the file, lists every problem with its place and remedy, and copies them."""

    def __init__(self, parent: QWidget, name: str, problems: Sequence[Finding]) -> None:
        super().__init__(parent)
        self.setWindowTitle("This file cannot be used")
        self.setMinimumSize(560, 280)
        self.text = f"{name}\n\n{block(problems)}\n"
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(8)
        heading = QLabel("This file cannot be used")
        heading.setObjectName("subheading")
        column.addWidget(heading)
        about = QLabel(
            f"{name}\n{len(problems)} problem{'s' if len(problems) != 1 else ''}. Nothing was changed."
        )
        about.setObjectName("quiet")
        about.setWordWrap(True)
        column.addWidget(about)
        box = QPlainTextEdit(block(problems))
        box.setReadOnly(True)
        column.addWidget(box, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        close = buttons.button(QDialogButtonBox.StandardButton.Close)
        copy.setAutoDefault(False)
        close.setDefault(True)
        close.setFocus()
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)


def explain(parent: QWidget, name: str, problems: Sequence[Finding]) -> FileProblems:
    """Shows the problems without holding up the program."""
    dialog = FileProblems(parent, name, problems)
    dialog.open()
    return dialog
