"""Starts the program: looks, window, the files asked for, and what a crash left behind."""

import gc
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QFileOpenEvent, QIcon
from PySide6.QtWidgets import QApplication

from designer import assets
from designer.app import errors, folders
from designer.app.main_window import MainWindow
from designer.app.settings import Preferences
from designer.app.theme import Look

# Documents are many small frozen records: Python's own pace of looking for cycles among them costs a third of
# the time it takes to open a large one.
COLLECT_AFTER = (20_000, 50, 50)


def application() -> QApplication:
    """The application, made on the first call."""
    found = QApplication.instance()
    if isinstance(found, QApplication):
        return found
    made = QApplication(sys.argv[:1])
    made.setApplicationName("process-designer")
    made.setApplicationDisplayName("Process Designer")
    made.setDesktopFileName("process-designer")
    return made


def open_window(app: QApplication) -> MainWindow:
    """A window with the person's settings, not yet shown."""
    preferences = Preferences()
    look = Look(app, preferences)
    for logo in sorted(assets.path("logo").glob("*.svg"))[:1]:
        app.setWindowIcon(QIcon(str(logo)))
    return MainWindow(look, preferences)


class _Opener(QObject):
    """On macOS a file chosen in the Finder arrives as an event of the application."""

    def __init__(self, app: QApplication, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self._window.filing.open_path(Path(event.file()))
            return True
        return super().eventFilter(watched, event)


def run(files: Sequence[str], template: str | None = None) -> int:
    """Opens the window on some files, or on a template, and stays until it is closed; gives the exit code."""
    gc.set_threshold(*COLLECT_AFTER)
    app = application()
    errors.start_log(folders.log_file())
    window = open_window(app)
    errors.catch(window.show_error)
    if sys.platform == "darwin":
        _Opener(app, window)
    window.show()
    for name in files:
        window.filing.open_path(Path(name))
    if template is not None:
        window.dialogs.open_template(template)
    window.recover()
    return app.exec()
