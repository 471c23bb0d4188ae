"""Every test begins and ends with an empty clipboard."""

import pytest
from PySide6.QtGui import QGuiApplication


@pytest.fixture(autouse=True)
def empty_clipboard(qapp):
    QGuiApplication.clipboard().clear()
    yield
    # What still lies there when Python ends would be deleted without it.
    QGuiApplication.clipboard().clear()
