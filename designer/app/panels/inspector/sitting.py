"""Typing into a field, from when it gets the keyboard until it loses it, is one entry of the history."""

from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit


def is_typing() -> bool:
    """Whether somebody has the cursor in a text, so that an edit goes on with the one before however late."""
    return isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit)
