"""PySide6 6.12.0 loses a reference to None with every call on Python 3.10 and 3.11, until it aborts."""

import sys

from PySide6.QtWidgets import QWidget


def test_calls_that_return_none_keep_none_alive(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    before = sys.getrefcount(None)
    for _ in range(500):
        widget.setWindowTitle("x")
    assert sys.getrefcount(None) > before - 250
