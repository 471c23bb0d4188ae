"""Every test has folders of its own, and a window on request."""

import pytest
from PySide6.QtCore import QEvent


@pytest.fixture(autouse=True)
def own_folders(tmp_path, monkeypatch):
    for name in ("CONFIG", "STATE", "DATA", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))


@pytest.fixture
def preferences(own_folders):
    from designer.app.settings import Preferences

    return Preferences()


@pytest.fixture
def window(qtbot, qapp, preferences):
    from designer.app.main_window import MainWindow
    from designer.app.theme import Look

    preferences.update(theme="light", reduced_motion=True)
    look = Look(qapp, preferences)
    made = MainWindow(look, preferences)
    made.filing.ask_unsaved = lambda view: "discard"
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
    # What still lies there when Python ends would be deleted without it.
    qapp.clipboard().clear()
    for thing in (made, look):
        thing.deleteLater()
    # Deferred deletions wait for an event loop, and none runs between tests.
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
