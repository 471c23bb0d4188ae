"""The table of actions as Qt actions, menus and a toolbar."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QMenuBar, QToolBar

from designer.app import actions
from designer.app.icons import icon
from designer.app.recent import RecentFiles

if TYPE_CHECKING:
    from designer.app.main_window import MainWindow

# Ids in order, None for a line between, a title with ids for a menu within. What stands in no menu is found
# with the command palette.
Ids = tuple[str | None, ...]
MENUS: tuple[tuple[str, tuple[str | tuple[str, Ids] | None, ...]], ...] = (
    (
        "&File",
        (
            *("new", "new-from-template", "open", "recent", None, "save", "save-as", "revert", None),
            *(
                "autosave-beside",
                "autosave-file",
                None,
                "export",
                "save-template",
                "import-template",
                None,
                "properties",
                None,
                "close",
                "quit",
            ),
        ),
    ),
    (
        "&Edit",
        (
            *("undo", "redo", None, "cut", "copy", "paste", "paste-in-place", "duplicate", None),
            *("delete", "delete-plain", None, "select-all", "select-none", None, "rename", "find"),
        ),
    ),
    (
        "&View",
        (
            *("zoom-in", "zoom-out", "zoom-100", "fit", "fit-selection", None),
            *("expand", "collapse", "expand-all", "collapse-all", "enter", "leave", "back", "forward", None),
            *(
                "lanes",
                "lanes-by-department",
                None,
                "hops",
                "grid",
                "snap-grid",
                "snap-guides",
                None,
            ),
            ("Mouse and &wheel", ("drag-pans", "wheel-zooms", "zoom-enters", "pinch-enters")),
            (
                "&Panel",
                (
                    *("show-palette", "show-structure", "show-inspector", None),
                    *("show-problems", "show-results", "show-compare", "show-history"),
                ),
            ),
            (
                "&Theme",
                ("theme-system", "theme-light", "theme-dark", "theme-contrast", "theme-contrast-dark"),
            ),
            (
                "Te&xt",
                (
                    *("text-100", "text-110", "text-125", "text-150", "text-175", None),
                    *("text-larger", "text-smaller"),
                ),
            ),
            "reduced-motion",
        ),
    ),
    (
        "&Process",
        (
            *(
                "create-menu",
                "append-menu",
                "replace-menu",
                "note",
                None,
                "wrap",
                "dissolve",
                "suggest-boxes",
                None,
            ),
            *("tidy", "layout", "layout-selection", "layout-box", "layout-all", None),
            *("pin", "unpin", None),
            *("next-problem", "previous-problem", "quick-fix", "show-how"),
        ),
    ),
    ("&Simulation", ("run", "play-pause", "step-forward", "step-back", "stop")),
    ("&Help", ("command-palette", "shortcuts", "start-page", None, "about")),
)
TOOLBAR: tuple[str | None, ...] = (
    *(
        "new",
        "open",
        "save",
        None,
        "undo",
        "redo",
        None,
        "tool-select",
        "tool-hand",
        "tool-lasso",
        "tool-connect",
        None,
    ),
    *("wrap", "dissolve", "duplicate", "delete", None, "lanes"),
)


class ActionSet:
    """The Qt actions of one window, by id, and the keys that run them.

    The keys are shortcuts of their own: the key of a dimmed action still says why it cannot be done. Those of
    canvas actions are the canvas's own business, while it has the focus.
    """

    def __init__(self, window: "MainWindow") -> None:
        self._window = window
        self.actions = {action.id: self._made(action) for action in actions.table()}
        for action in actions.table():
            for key in action.keys if not action.on_canvas else ():
                QShortcut(QKeySequence(key), window, lambda action=action: self.run(action.id))

    def _made(self, action: actions.Action) -> QAction:
        made = QAction(icon(action.icon, "text"), action.title, self._window)
        if action.keys:
            made.setText(f"{action.title}\t{key_text(action.keys[0])}")
        made.setIconText(action.title.rstrip("…"))
        made.setToolTip(tip(action))
        made.setCheckable(action.checked is not None)
        made.triggered.connect(lambda: self.run(action.id))
        return made

    def run(self, action_id: str) -> bool:
        """Runs an action unless something forbids it; then the status bar says what. Whether it ran."""
        action = actions.named(action_id)
        obstacle = action.obstacle(self._window)
        if obstacle:
            self._window.say(obstacle)
        else:
            action.run(self._window)
        self.refresh()
        return not obstacle

    def refresh(self, ids: Iterable[str | None] = TOOLBAR) -> None:
        """Dims what cannot be done now and ticks what is on: of what is always in sight, or of some actions.

        Menus ask for theirs as they open: to ask for everything after each edit would take longer than that.
        """
        for action in (actions.named(each) for each in ids if each in self.actions):
            made = self.actions[action.id]
            made.setEnabled(not action.obstacle(self._window))
            if action.checked is not None:
                made.setChecked(action.checked(self._window))


def key_text(key: str) -> str:
    """A shortcut as it is written on this platform."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def tip(action: actions.Action) -> str:
    """What the action does and its first shortcut."""
    if not action.keys:
        return action.title.rstrip("…")
    return f"{action.title.rstrip('…')}  ({key_text(action.keys[0])})"


def fill_menus(bar: QMenuBar, made: ActionSet, recent: QMenu) -> None:
    """The menus, in the order of `MENUS`; `recent` is the one of recent files."""
    for title, ids in MENUS:
        menu = bar.addMenu(title)
        _fill(menu, ids, made, recent)


def _fill(menu: QMenu, ids: tuple[str | tuple[str, Ids] | None, ...], made: ActionSet, recent: QMenu) -> None:
    own = [each for each in ids if isinstance(each, str)]
    menu.aboutToShow.connect(lambda: made.refresh(own))
    for action_id in ids:
        if action_id is None:
            menu.addSeparator()
        elif isinstance(action_id, tuple):
            title, within = action_id
            inner = menu.addMenu(title)
            _fill(inner, within, made, recent)
            for action in inner.actions():  # "Theme: Dark" says its topic once
                action.setText(action.text().removeprefix(f"{title.replace('&', '')}: "))
        elif action_id == "recent":
            menu.addMenu(recent)
        elif action_id in made.actions:
            menu.addAction(made.actions[action_id])


def fill_toolbar(bar: QToolBar, made: ActionSet) -> None:
    """The toolbar, in the order of `TOOLBAR`."""
    for action_id in TOOLBAR:
        if action_id is None:
            bar.addSeparator()
        elif action_id in made.actions:
            bar.addAction(made.actions[action_id])


def fill_recent(menu: QMenu, recent: RecentFiles, open_path: Callable[[Path], object]) -> None:
    """The files opened last, each of which opens again."""
    menu.clear()
    paths = recent.paths()
    for path in paths:
        menu.addAction(path.name).triggered.connect(lambda _=False, path=path: open_path(path))
    if paths:
        menu.addSeparator()
        menu.addAction("Clear", recent.clear)
    else:
        menu.addAction("No files yet").setEnabled(False)
