"""Keeps a document or its selection as a template: in the person's folder, or in a file to hand on."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from designer.app.dialogs.frame import Frame
from designer.app.document_view import DocumentView
from designer.app.labels import show_lines
from designer.canvas.tools.stage import Notice
from designer.exchange.errors import FileError
from designer.exchange.files import SUFFIX
from designer.exchange.templates import Description, export_template, save_template

PATTERNS = (
    ("", ""),
    ("Sequential", "sequential"),
    ("Parallel", "parallel"),
    ("State machine", "state-machine"),
    ("Rules", "rules"),
)


class SaveTemplate(Frame):
    """Asks what the template shows, and keeps it."""

    def __init__(self, parent: QWidget, view: DocumentView) -> None:
        super().__init__(
            parent,
            "Save as template",
            "It appears on the start page, with its roles, fields, calendars and scenarios.",
        )
        self._view = view
        document = view.editor.document
        root = document.workflows.get(document.root)
        self.name = QLineEdit(root.name if root is not None and root.name else view.title)
        self.shows = QPlainTextEdit(root.goal if root is not None else "")
        show_lines(self.shows, 3)
        self.pattern = QComboBox()
        for title, key in PATTERNS:
            self.pattern.addItem(title or "None", key)
        self.selected = tuple(i for i in view.surface.selected_ids() if i in document.nodes)
        self.only_selection = QCheckBox(f"Only the selection ({len(self.selected)})")
        self.only_selection.setVisible(bool(self.selected))
        self.field("Name", self.name)
        self.field("What it shows", self.shows, "One or two sentences for whoever chooses it.")
        self.field("Pattern", self.pattern)
        self.column.addWidget(self.only_selection)
        self.foot("Save template")
        buttons = self.findChild(QDialogButtonBox)
        export = QPushButton("Save to a file…")
        export.clicked.connect(self._to_file)
        if buttons is not None:
            buttons.addButton(export, QDialogButtonBox.ButtonRole.ActionRole)

    def _save(self, folder: Path | None = None) -> Path:
        about = Description(
            name=self.name.text().strip(),
            shows=self.shows.toPlainText().strip(),
            pattern=self.pattern.currentData(),
        )
        ids = self.selected if self.only_selection.isChecked() else None
        return save_template(self._view.editor.document, ids, about, folder)

    def act(self) -> str:
        """Keeps it; gives what stood in the way, or nothing."""
        if not self.name.text().strip():
            return "Give the template a name."
        try:
            self._save()
        except FileError as error:
            return " ".join(problem.message for problem in error.problems)
        self._view.surface.notice(Notice(f"Saved the template {self.name.text().strip()}."))
        return ""

    def _to_file(self) -> None:
        wished = Path.home() / f"{self.name.text().strip() or 'template'}{SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(
            self, "Save template to a file", str(wished), f"Templates (*{SUFFIX})"
        )
        if name:
            self.write(Path(name if name.endswith(".json") else name + SUFFIX))

    def write(self, target: Path) -> None:
        """Writes the template to a file that can be handed on."""
        import tempfile

        try:
            with tempfile.TemporaryDirectory() as folder:
                export_template(str(self._save(Path(folder))), target)
        except FileError as error:
            self.wrong.setText(" ".join(problem.message for problem in error.problems))
            self.wrong.show()
            return
        self._view.surface.notice(Notice(f"Saved the template to {target.name}."))
        self.accept()
