"""`self-test`: tries the installed or frozen program once, from the window to the files it writes."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from designer.app.document_view import DocumentView
from designer.app.main import application, open_window
from designer.app.main_window import MainWindow
from designer.canvas import render
from designer.drawing.picture import picture
from designer.drawing.theme import theme
from designer.exchange import bpmn, files, jsonfile, svg
from designer.exchange.templates import catalogue, instantiate

TEMPLATE = "purchase-approval"
SECONDS = 60.0


def run() -> int:
    """Opens a window, draws, edits, saves, simulates, plays and exports; 0 when all of it works."""
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application()
    window = open_window(app)
    window.resize(1280, 800)
    window.show()
    try:
        with tempfile.TemporaryDirectory() as folder:
            _try(app, window, Path(folder))
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the answer
        print(f"✗ {type(error).__name__}: {error}", file=sys.stderr)
        return 1
    finally:
        for view in window.desk.views:
            view.close_session()
    print("Everything works.")
    return 0


def _try(app: QApplication, window: MainWindow, folder: Path) -> None:
    view = window.desk.new(instantiate(TEMPLATE), TEMPLATE)
    app.processEvents()
    steps: tuple[tuple[str, Callable[[], None]], ...] = (
        ("every template loads", _load_templates),
        ("the window draws", lambda: _draw(window)),
        ("an edit can be taken back", lambda: _edit(view)),
        ("a document is saved and read again", lambda: _save(view, folder)),
        ("the simulation runs and plays", lambda: _play(app, view)),
        ("every format is written", lambda: _export(view, folder)),
    )
    for words, step in steps:
        begin = time.perf_counter()
        step()
        print(f"✓ {words} ({time.perf_counter() - begin:.2f} s)", flush=True)


def _load_templates() -> None:
    for info in catalogue():
        instantiate(info.id)


def _draw(window: MainWindow) -> None:
    image = window.grab().toImage()
    seen = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 7)}
    _expect(len(seen) > 20, "the window is empty")


def _edit(view: DocumentView) -> None:
    before = jsonfile.write(view.editor.document)
    _press(view.surface, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    _press(view.surface, Qt.Key.Key_Delete)
    _expect(jsonfile.write(view.editor.document) != before, "deleting everything changed nothing")
    view.editor.undo()
    _expect(jsonfile.write(view.editor.document) == before, "undo did not bring everything back")


def _press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers))


def _save(view: DocumentView, folder: Path) -> None:
    path = folder / "saved.process.json"
    files.save(view.editor.document, path)
    _expect(files.load(path) == view.editor.document, "what was read is not what was saved")


def _play(app: QApplication, view: DocumentView) -> None:
    player = view.player
    player.run(None)
    end = time.monotonic() + SECONDS
    while player.state == "simulating":
        _expect(time.monotonic() < end, f"the simulation took more than {SECONDS:.0f} s")
        app.processEvents()
        time.sleep(0.005)
    _expect(player.run_made is not None, "the simulation gave no results")
    player.step(1)
    app.processEvents()
    player.stop()


def _export(view: DocumentView, folder: Path) -> None:
    document = view.editor.document
    drawn = picture(document, theme=theme("light"))
    made = {"json": jsonfile.write(document), "svg": svg.export(drawn), "bpmn": bpmn.export(document)}
    made |= {"png": render.to_png(drawn, 1.0), "pdf": render.to_pdf([drawn])}
    for suffix, content in made.items():
        files.replace_file(folder / f"out.{suffix}", content)
        _expect(len(content) > 500, f"the export to {suffix} is empty")


def _expect(held: bool, otherwise: str) -> None:
    if not held:
        raise RuntimeError(otherwise)
