"""Every test has folders of its own, and a window on request."""

import pytest


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
    made = MainWindow(Look(qapp, preferences), preferences)
    made.filing.ask_unsaved = lambda view: "discard"
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.close()
