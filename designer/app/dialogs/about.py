"""About the program: name, version, licences, and where it keeps its things."""

from importlib import metadata

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialogButtonBox, QLabel, QWidget

from designer.app import folders
from designer.app.dialogs.frame import Frame


def version() -> str:
    """The version installed, or a word for a checkout that is not."""
    try:
        return metadata.version("process-designer")
    except metadata.PackageNotFoundError:
        return "from source"


class About(Frame):
    """One short text; its paths can be selected and copied."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(
            parent,
            "Process Designer",
            "Draw processes as boxes of nested workflows, simulate them, play them back, "
            "and see where time and money go.",
        )
        self._line("Version", version())
        self._line("Licence", "MIT. Type: Inter (OFL). Icons: Lucide (ISC). Window toolkit: Qt (LGPL).")
        self._line("Settings", str(folders.config()))
        self._line("Unsaved edits and errors", str(folders.state()))
        self.column.addStretch(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.column.addWidget(buttons)

    def _line(self, label: str, text: str) -> None:
        words = QLabel(text)
        words.setWordWrap(True)
        words.setObjectName("quiet")
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.field(label, words)
