"""Figures on their way to a spreadsheet: onto the clipboard, or into a CSV file."""

import csv
from io import StringIO
from pathlib import Path

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from designer.exchange.files import replace_file


def copy(rows: list[list[str]]) -> None:
    """Puts rows onto the clipboard: cells for a spreadsheet, CSV for whatever asks for it."""
    data = QMimeData()
    data.setText(written(rows, "\t"))
    data.setData("text/csv", written(rows, ",").encode())
    QApplication.clipboard().setMimeData(data)


def save(parent: QWidget, rows: list[list[str]], name: str) -> None:
    """Asks where, and writes rows as a CSV file."""
    chosen, _ = QFileDialog.getSaveFileName(parent, "Export figures", name, "CSV (*.csv)")
    if not chosen:
        return
    try:
        replace_file(Path(chosen), written(rows, ",").encode())
    except OSError as error:
        QMessageBox.warning(parent, "Not written", f"{chosen} cannot be written: {error.strerror or error}.")


def written(rows: list[list[str]], delimiter: str) -> str:
    """Rows as delimited text."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows(rows)
    return text.getvalue()
