"""The dialogs of a window; each module is loaded when first asked for."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog

from designer.canvas.tools.stage import Notice
from designer.exchange.errors import FileError

if TYPE_CHECKING:
    from designer.app.main_window import MainWindow
    from designer.exchange.templates import TemplateInfo


class WindowDialogs:
    """Opens dialogs over a window. They are window-modal, never block, and are given back to the caller."""

    def __init__(self, window: "MainWindow") -> None:
        self._window = window

    def export(self) -> QDialog | None:
        """Writes the document in front as a picture."""
        from designer.app.dialogs.export import ExportDialog

        view = self._window.view
        return None if view is None else self._opened(ExportDialog(self._window, view))

    def save_template(self) -> QDialog | None:
        """Keeps the document in front, or its selection, as a template."""
        from designer.app.dialogs.template import SaveTemplate

        view = self._window.view
        if view is None:
            return None
        dialog = SaveTemplate(self._window, view)
        dialog.accepted.connect(self._window.start.refresh)
        return self._opened(dialog)

    def new_from_template(self) -> QDialog:
        """Chooses a template and its settings."""
        from designer.app.dialogs.choose_template import ChooseTemplate

        return self._opened(ChooseTemplate(self._window, self._window.look.theme, self._from_template))

    def use_template(self, info: "TemplateInfo") -> None:
        """A new document from a template as it is."""
        from designer.exchange.templates import TemplateError

        try:
            self._from_template(info, {})
        except TemplateError as error:
            self.problems(error.name, error)

    def open_template(self, name: str) -> None:
        """A new document from the template that is called so."""
        from designer.exchange.templates import TemplateError, find

        try:
            self.use_template(find(name))
        except TemplateError as error:
            self.problems(name, error)

    def _from_template(self, info: "TemplateInfo", settings: dict[str, str]) -> None:
        from designer.exchange.templates import instantiate

        before = self._window.view
        template = info.id if info.builtin else str(info.path)
        self._window.desk.new(instantiate(template, settings), info.name)
        if before is not None and before.is_untouched:
            self._window.desk.drop_view(before)

    def import_template(self, path: Path | None = None) -> None:
        """Takes a file into the person's templates."""
        from designer.exchange.templates import import_template

        if path is None:
            name, _ = QFileDialog.getOpenFileName(
                self._window, "Import template", str(Path.home()), "Templates (*.process.json *.json)"
            )
            if not name:
                return
            path = Path(name)
        try:
            info = import_template(path)
        except FileError as error:
            self.problems(error.name, error)
            return
        self._window.start.refresh()
        self._window.desk.show_start()
        self._window.say(f"{info.name} is now one of your templates.")

    def properties(self) -> QDialog | None:
        """What the document says of itself."""
        from designer.app.dialogs.properties import Properties

        view = self._window.view
        return None if view is None else self._opened(Properties(self._window, view.editor))

    def command_palette(self) -> QDialog:
        """Finds anything that can be done, put or shown by its name."""
        from designer.app.dialogs.command_palette import CommandPalette

        return self._opened(CommandPalette(self._window))

    def shortcuts(self) -> QDialog:
        """All keys."""
        from designer.app.dialogs.shortcuts import Shortcuts

        return self._opened(Shortcuts(self._window))

    def about(self) -> QDialog:
        """Name, version, licence, and where the program keeps its things."""
        from designer.app.dialogs.about import About

        return self._opened(About(self._window))

    def problems(self, name: str, error: Exception) -> None:
        """Everything that is wrong with a file or template."""
        from designer.app.dialogs.problems import explain

        explain(self._window, name, getattr(error, "problems", ()))

    def told(self, text: str) -> None:
        """A notice on the document in front."""
        if self._window.view is not None:
            self._window.view.surface.notice(Notice(text))

    def _opened(self, dialog: QDialog) -> QDialog:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
