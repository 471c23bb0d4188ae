"""Docks with a quiet header: a title, or tabs where a dock holds several panels, and a cross."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from designer.app.icons import icon


class Dock(QDockWidget):
    """A panel at a side of the window. It can be moved and closed; it never floats away."""

    def __init__(self, name: str, title: str, content: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self.setObjectName(name)
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable | QDockWidget.DockWidgetFeature.DockWidgetMovable
        )
        header = QWidget()
        header.setObjectName("dock-header")
        header.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        row = QHBoxLayout(header)
        row.setContentsMargins(12, 8, 8, 4)
        row.setSpacing(2)
        self._fill_header(row, title)
        row.addStretch(1)
        cross = QToolButton()
        cross.setIcon(icon("x", "quiet"))
        cross.setToolTip(f"Close {title.lower()}")
        cross.setAccessibleName(f"Close {title.lower()}")
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        cross.clicked.connect(self.close)
        row.addWidget(cross)
        self.setTitleBarWidget(header)
        self.setWidget(content)

    def _fill_header(self, row: QHBoxLayout, title: str) -> None:
        label = QLabel(title)
        label.setObjectName("dock-title")
        row.addWidget(label)


class TabbedDock(Dock):
    """Several panels in one place; their names stand in the header."""

    def __init__(
        self, name: str, panels: Sequence[tuple[str, QWidget]], parent: QWidget | None = None
    ) -> None:
        self._titles = [title for title, _ in panels]
        self._group = QButtonGroup()
        self._stack = QStackedWidget()
        super().__init__(name, " and ".join(self._titles), self._stack, parent)
        for _, panel in panels:
            self._stack.addWidget(panel)
        self._group.idClicked.connect(self._stack.setCurrentIndex)
        self._group.button(0).setChecked(True)

    def _fill_header(self, row: QHBoxLayout, title: str) -> None:  # noqa: ARG002
        row.setContentsMargins(8, 6, 8, 4)
        for number, name in enumerate(self._titles):
            tab = QToolButton()
            tab.setObjectName("dock-tab")
            tab.setText(name)
            tab.setCheckable(True)
            self._group.addButton(tab, number)
            row.addWidget(tab)

    @property
    def front(self) -> QWidget | None:
        """The panel that is seen."""
        return self._stack.currentWidget()

    def turn_to(self, panel: QWidget) -> None:
        """Brings a panel to the front."""
        self._stack.setCurrentWidget(panel)
        self._group.button(self._stack.currentIndex()).setChecked(True)
