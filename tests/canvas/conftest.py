"""Every test ends by taking back and doing again all that it did, and leaves the clipboard empty."""

import pytest
from PySide6.QtGui import QGuiApplication

from tests.support.tape import taped


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    QGuiApplication.clipboard().clear()
    yield
    # What still lies there when Python ends would be deleted without it.
    QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def everything_comes_back(qtbot, monkeypatch):
    with taped(monkeypatch):
        yield
