"""All keys on one sheet, searchable."""

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from designer.app.actions import Action, table
from designer.app.dialogs.frame import Frame
from designer.app.menus import key_text

MOUSE = (
    ("Scroll", "Wheel"),
    ("Zoom at the pointer", "Ctrl + wheel"),
    ("Pan", "Space + drag, or right drag"),
    ("Select several", "Drag on empty ground"),
    ("Enter a box", "Double-click"),
    ("Move without leaving the box", "Space while dragging"),
)


class Shortcuts(Frame):
    """Every action that has a key, by topic; typing leaves those that match."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, "Keyboard shortcuts", width=640)
        self.resize(720, 640)
        self.search = QLineEdit()
        self.search.setObjectName("filter")
        self.search.setPlaceholderText("Search by name or key")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.column.addWidget(self.search)
        self._rows: list[tuple[str, list[QWidget], QLabel]] = []
        page = QWidget()
        page.setObjectName("page")
        self._sheet = QVBoxLayout(page)
        self._sheet.setContentsMargins(0, 0, 12, 0)
        self._sheet.setSpacing(4)
        self._fill()
        self._nothing = QLabel("No action or key is called that.")
        self._nothing.setObjectName("quiet")
        self._nothing.hide()
        self._sheet.addWidget(self._nothing)
        self._sheet.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(page)
        self.column.addWidget(area, 1)
        self.search.setFocus()

    def _fill(self) -> None:
        topics: defaultdict[str, list[Action]] = defaultdict(list)
        for action in table():
            if action.keys:
                topics[action.topic].append(action)
        for topic, actions in topics.items():
            lines = [(action.title.rstrip("…"), "   ".join(map(key_text, action.keys))) for action in actions]
            self._section(topic, lines)
        self._section("Mouse", list(MOUSE))

    def _section(self, topic: str, lines: list[tuple[str, str]]) -> None:
        heading = QLabel(topic)
        heading.setObjectName("section")
        heading.setContentsMargins(0, 12, 0, 4)
        self._sheet.addWidget(heading)
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        for row, (title, keys) in enumerate(lines):
            name = QLabel(title)
            key = QLabel(keys)
            key.setObjectName("key")
            grid.addWidget(name, row, 0)
            grid.addWidget(key, row, 1, alignment=Qt.AlignmentFlag.AlignRight)
            self._rows.append((f"{title} {keys} {topic}".casefold(), [name, key], heading))
        self._sheet.addWidget(holder)

    def shown(self) -> list[str]:
        """The titles that the search leaves."""
        return [w.text() for _, (w, *_), _ in self._rows if not w.isHidden() and isinstance(w, QLabel)]

    def _filter(self, text: str) -> None:
        words = text.casefold().split()
        with_rows: set[QLabel] = set()
        for haystack, widgets, heading in self._rows:
            found = all(word in haystack for word in words)
            for widget in widgets:
                widget.setVisible(found)
            if found:
                with_rows.add(heading)
        for _, _, heading in self._rows:
            heading.setVisible(heading in with_rows)
        self._nothing.setVisible(not with_rows)
