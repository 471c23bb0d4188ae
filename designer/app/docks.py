"""The docks of a window: where panels stand, which of them are seen, how large they are."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSettings, QSize, Qt, QTimer
from PySide6.QtWidgets import QMainWindow, QWidget

from designer.app import folders
from designer.app.dock import Dock, TabbedDock
from designer.canvas.text_size import px, sized

LEFT, RIGHT, HIGH, LOW, BOTTOM = 248, 288, 480, 300, 272
LEAST = 200
NARROW = 1200  # a window below it has slim panels
SLIM = (216, 272)
_LEFT, _RIGHT, _BELOW = (
    Qt.DockWidgetArea.LeftDockWidgetArea,
    Qt.DockWidgetArea.RightDockWidgetArea,
    Qt.DockWidgetArea.BottomDockWidgetArea,
)


class Docks:
    """Elements and structure at the left, properties at the right, what is found out as tabs below."""

    def __init__(self, window: QMainWindow, panels: Mapping[str, QWidget]) -> None:
        self._window = window
        self._tabs = {name: panels[name] for name in ("problems", "results", "compare", "history")}
        self.bottom = TabbedDock(
            "bottom", [(name.capitalize(), tab) for name, tab in self._tabs.items()], window
        )
        self._docks: dict[str, Dock] = {}
        for name, title, area in (
            ("palette", "Elements", _LEFT),
            ("structure", "Structure", _LEFT),
            ("inspector", "Properties", _RIGHT),
        ):
            self._docks[name] = Dock(name, title, panels[name], window)
            window.addDockWidget(area, self._docks[name])
        self._docks["bottom"] = self.bottom
        window.addDockWidget(_BELOW, self.bottom)
        window.setCorner(Qt.Corner.BottomLeftCorner, _LEFT)
        window.setCorner(Qt.Corner.BottomRightCorner, _RIGHT)
        self._open = {name: name != "bottom" for name in self._docks}
        self._is_shown = True
        self._is_measured = self._is_narrow = False
        self._wide = (px(LEFT), px(RIGHT))
        self._full = px(100)
        sized(window, self._fit_words)
        self.frame(shown=False)

    def __getitem__(self, name: str) -> Dock:
        return self._docks[name]

    def all(self) -> Iterable[Dock]:
        """Every dock."""
        return self._docks.values()

    def frame(self, *, shown: bool) -> None:
        """Hides all of them, or shows those that were open."""
        if shown == self._is_shown:
            return
        self._is_shown = shown
        for name, dock in self._docks.items():
            if not shown:
                self._open[name] = not dock.isHidden() if self._is_measured else self._open[name]
            dock.setVisible(shown and self._open[name])
        if shown and not self._is_measured:
            self._is_measured = True
            QTimer.singleShot(0, self._window, self._measure)

    def around(self) -> list[QWidget]:
        """What the docks hold, in the order in which keys go round: what is said of a selection first."""
        return [self._docks[name].widget() for name in ("inspector", "bottom", "palette", "structure")]

    def shows(self, name: str) -> bool:
        """Whether a panel is to be seen."""
        tab = self._tabs.get(name)
        return not self._of(name).isHidden() and (tab is None or self.bottom.front is tab)

    def show(self, name: str) -> None:
        """Shows a panel."""
        if name in self._tabs:
            self.bottom.turn_to(self._tabs[name])
        self._of(name).show()

    def toggle(self, name: str) -> None:
        """Shows a panel, or hides it when it is to be seen."""
        if self.shows(name):
            self._of(name).hide()
        else:
            self.show(name)

    def _of(self, name: str) -> Dock:
        return self._docks["bottom" if name in self._tabs else name]

    # Sizes

    def _measure(self) -> None:
        """Gives the docks their first sizes; from then on they are a person's own."""
        kept = str(store().value("docks", "")).split()
        left, right, high, low = map(int, kept) if len(kept) == 4 else (px(LEFT), px(RIGHT), HIGH, LOW)
        palette, inspector, structure = self._sides()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        self._window.resizeDocks([palette, inspector], [left, right], across)
        self._window.resizeDocks([palette, structure], [high, low], down)
        self._window.resizeDocks([self.bottom], [BOTTOM], down)
        self.give_way(self._window.width())

    def _sides(self) -> tuple[Dock, Dock, Dock]:
        return self._docks["palette"], self._docks["inspector"], self._docks["structure"]

    def give_way(self, width: int) -> None:
        """Leaves the canvas room in a narrow window; gives the panels theirs back in a wide one."""
        if not self._is_measured or (width < px(NARROW)) == self._is_narrow:
            return
        self._is_narrow = width < px(NARROW)
        palette, inspector, _ = self._sides()
        if self._is_narrow:
            self._wide = (palette.width(), inspector.width())
        sizes = tuple(map(px, SLIM)) if self._is_narrow else self._wide
        self._window.resizeDocks([palette, inspector], list(sizes), Qt.Orientation.Horizontal)

    def _fit_words(self) -> None:
        """Makes the panels at the sides wider, or slimmer, with their words."""
        palette, inspector, structure = self._sides()
        grown, self._full = px(100) / self._full, px(100)
        widths = [round(each.width() * grown) for each in (palette, inspector)]
        self._wide = (round(self._wide[0] * grown), round(self._wide[1] * grown))
        for dock in (palette, structure):
            dock.widget().setMinimumWidth(px(LEAST))
        if self._is_measured:
            self._window.resizeDocks([palette, inspector], widths, Qt.Orientation.Horizontal)
            self.give_way(self._window.width())

    def keep_sizes(self) -> None:
        """Keeps the sizes for the next start, when all of them are seen."""
        palette, inspector, structure = self._sides()
        if all(dock.isVisible() for dock in self._sides()):
            left, right = self._wide if self._is_narrow else (palette.width(), inspector.width())
            sizes = (left, right, palette.height(), structure.height())
            store().setValue("docks", " ".join(map(str, sizes)))


def restore_geometry(window: QMainWindow) -> None:
    """Where a person left the window; else large, and with its title bar still within the screen."""
    window.resize(QSize(1440, 900).boundedTo(window.screen().availableSize() - QSize(16, 48)))
    geometry = store().value("geometry")
    if geometry is not None:
        window.restoreGeometry(geometry)


def keep_geometry(window: QMainWindow) -> None:
    """Keeps where the window stands for the next start."""
    store().setValue("geometry", window.saveGeometry())


def store() -> QSettings:
    """Where geometry is kept."""
    return QSettings(str(folders.config() / "window.ini"), QSettings.Format.IniFormat)
