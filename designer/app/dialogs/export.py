"""Writes the document in another format: as a picture of some level, as BPMN with the same picture in it."""

from collections.abc import Sequence
from pathlib import Path as File

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFileDialog, QWidget

from designer import api
from designer.app.dialogs.frame import Frame
from designer.app.document_view import DocumentView
from designer.app.labels import ElidedCombo
from designer.app.panels.outline import Row, outline
from designer.app.thumbnails import paint_fitted
from designer.drawing.picture import picture
from designer.drawing.shapes import Picture
from designer.drawing.theme import THEMES, TITLES, ThemeName, theme
from designer.exchange.files import replace_file
from designer.layout.scene import Path
from designer.layout.swimlanes.lanes import By
from designer.layout.unfold import workflow_at
from designer.model.nodes import Box

FORMATS = (
    ("SVG – sharp, can be edited", "svg"),
    ("PNG – pixels, for slides", "png"),
    ("PDF – for paper", "pdf"),
    ("BPMN 2.0 – for other process tools", "bpmn"),
)
VIEWS: tuple[tuple[str, api.View], ...] = (
    ("As it was drawn", "plain"),
    ("Lanes by role", "lanes"),
    ("Lanes by department", "lanes-by-department"),
)
SCALES = (1.0, 2.0, 3.0, 4.0)


class _Preview(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.shown: Picture | None = None
        self.setMinimumHeight(200)

    def sizeHint(self) -> QSize:
        return QSize(480, 220)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self.shown is None:
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self.shown.ground))
        paint_fitted(painter, self.shown, QRectF(self.rect()))


class ExportDialog(Frame):
    """Chooses what is written, and shows it."""

    def __init__(self, parent: QWidget, view: DocumentView) -> None:
        super().__init__(parent, "Export", width=560)
        self._view = view
        self._document = view.editor.document
        self.preview = _Preview()
        self.column.addWidget(self.preview, 1)
        self.format = self._choice([(title, key) for title, key in FORMATS])
        levels = [(_deep(row), row.path) for row in _levels(outline(self._document))]
        self.level = self._choice(levels)
        here = next((i for i, (_, path) in enumerate(levels) if path == view.surface.level), 0)
        self.level.setCurrentIndex(here)
        self.boxes = self._choice(
            [("As on the canvas", "as-saved"), ("All open", "all"), ("All closed", "none")]
        )
        self.view = self._choice(VIEWS)
        seen = [api.VIEWS[key] for _, key in VIEWS].index(view.surface.lanes)
        self.view.setCurrentIndex(seen)
        self.theme = self._choice([(TITLES[name], name) for name in THEMES])
        self.theme.setCurrentIndex(THEMES.index("light"))
        self.scale = self._choice([(f"{scale:g} × ({scale * 96:.0f} dpi)", scale) for scale in SCALES])
        self.scale.setCurrentIndex(1)
        self.pair("Format", self.format, "View", self.view)
        self.pair("Workflow", self.level, "Boxes", self.boxes)
        self.pair("Theme", self.theme, "Scale", self.scale)
        self.hops = QCheckBox("Arrows hop over crossings")
        self.hops.setChecked(view.surface.hops_over)
        self.hops.toggled.connect(self._refresh)
        self.column.addWidget(self.hops)
        self.book = QCheckBox("A page for each workflow, boxes lead to theirs")
        self.book.setChecked(True)
        self.book.toggled.connect(self._refresh)
        self.column.addWidget(self.book)
        self.foot("Export…")
        self._refresh()

    def _choice(self, items: Sequence[tuple[str, object]]) -> QComboBox:
        box = ElidedCombo()
        for title, data in items:
            box.addItem(title, data)
        box.currentIndexChanged.connect(self._refresh)
        return box

    def _refresh(self) -> None:
        if not hasattr(self, "book"):
            return
        form = self.format.currentData()
        self.scale.setEnabled(form == "png")
        for look in (self.theme, self.hops):
            look.setEnabled(form != "bpmn")
        self.book.setVisible(form == "pdf")
        self.level.setEnabled(not self.is_book)
        self.preview.shown = self.picture()
        self.preview.update()

    @property
    def is_book(self) -> bool:
        """Whether the whole process is written, page by page."""
        return self.format.currentData() == "pdf" and self.book.isChecked()

    def picture(self) -> Picture:
        """The picture as chosen."""
        name: ThemeName = self.theme.currentData()
        return picture(
            self._document,
            level=() if self.is_book else self._level,
            open_boxes=self._open,
            theme=theme(name),
            hops=self.hops.isChecked(),
            lanes=self._lanes,
        )

    @property
    def _level(self) -> Path:
        return tuple(self.level.currentData() or ())

    @property
    def _open(self) -> tuple[str, ...]:
        every = tuple(node.id for node in self._document.nodes.values() if isinstance(node, Box))
        chosen: api.Opened = self.boxes.currentData()
        return {"all": every, "none": (), "as-saved": self._document.view.open}[chosen]

    @property
    def _lanes(self) -> By | None:
        shown: api.View = self.view.currentData()
        return api.VIEWS[shown]

    def data(self) -> bytes:
        """The file's content as chosen."""
        form = self.format.currentData()
        if form == "svg":
            from designer.exchange import svg

            return svg.export(self.picture())
        if form == "bpmn":
            from designer.exchange import bpmn

            workflow = workflow_at(self._document, self._level)
            return bpmn.export(self._document, self._open, self._lanes, workflow)
        from designer.canvas import render

        if self.is_book:
            hops, shown = self.hops.isChecked(), self.view.currentData()
            chosen = (self.boxes.currentData(), self.theme.currentData(), hops, shown)
            pages = api.pages(self._document, *chosen)
            return render.to_pdf(list(pages.values()), levels=list(pages))
        if form == "pdf":
            return render.to_pdf([self.picture()])
        return render.to_png(self.picture(), self.scale.currentData())

    def ask_target(self) -> File | None:
        """Where to write it."""
        form = self.format.currentData()
        wished = (
            self._view.session.path or File.home() / self._view.title
        ).parent / f"{self._view.title}.{form}"
        name, _ = QFileDialog.getSaveFileName(self, "Export", str(wished), f"{form.upper()} (*.{form})")
        if not name:
            return None
        return File(name if name.lower().endswith(f".{form}") else f"{name}.{form}")

    def act(self) -> str:
        """Asks where, and writes it."""
        target = self.ask_target()
        if target is None:
            return "Choose where the file goes, or cancel."
        return self.write(target)

    def write(self, target: File) -> str:
        """Writes the file; gives what stood in the way, or nothing."""
        from designer.canvas.tools.stage import Notice

        try:
            replace_file(target, self.data())
        except OSError as error:
            return f"{target} cannot be written: {error.strerror}. Choose another folder."
        self._view.surface.notice(Notice(f"Exported {target.name}."))
        return ""


def _levels(top: Row) -> list[Row]:
    found = [top]
    for child in top.children:
        if child.children:
            found += _levels(child)
    return found


def _deep(row: Row) -> str:
    return "    " * len(row.path) + row.name
