"""The main window: docks around the desk, and what ties them to the document in front."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QMenu,
    QSizePolicy,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from designer.app import folders
from designer.app.desk import Desk
from designer.app.docks import Docks, keep_geometry, restore_geometry
from designer.app.filing import Filing, dropped
from designer.app.icons import BESIDE_TEXT, icon
from designer.app.menus import ActionSet, fill_menus, fill_recent, fill_toolbar
from designer.app.panels.comparison import ComparisonPanel
from designer.app.panels.history import HistoryPanel
from designer.app.panels.inspector.panel import InspectorPanel
from designer.app.panels.palette import Palette
from designer.app.panels.playback_bar import PlaybackBar
from designer.app.panels.problems import Problems
from designer.app.panels.results import Results
from designer.app.panels.structure import Structure
from designer.app.recent import RecentFiles
from designer.app.rounds import go_round
from designer.app.settings import Preferences, Settings
from designer.app.start_page import StartPage, Ways
from designer.app.status import Status
from designer.app.theme import Look
from designer.app.window_dialogs import WindowDialogs
from designer.canvas import undoing
from designer.canvas.text_size import px, sized
from designer.canvas.tools.elements import Offer
from designer.canvas.tools.send import Rows, send
from designer.canvas.tools.stage import Habits
from designer.drawing.theme import Theme
from designer.model.findings import Finding

if TYPE_CHECKING:
    from designer.app.document_view import DocumentView
    from designer.app.player import Player
    from designer.model.document import Document


class MainWindow(QMainWindow):
    """One window with any number of documents."""

    def __init__(self, look: Look, preferences: Preferences, recent: RecentFiles | None = None) -> None:
        super().__init__()
        self.setWindowTitle("Process Designer")
        sized(self, self._leave_room)
        self.setAcceptDrops(True)
        self.setDockNestingEnabled(True)
        self.look = look
        self.preferences = preferences
        self.recent = recent or RecentFiles()
        self.filing = Filing(self)
        self.dialogs = WindowDialogs(self)
        ways = Ways(
            new=lambda: self.desk.new(),
            open=self.filing.open,
            from_template=self.dialogs.use_template,
            open_path=self.filing.open_path,
        )
        self.start = StartPage(look.theme, ways, self.recent.paths)
        self.desk = Desk(look.theme, self.start)
        self.playback_bar = PlaybackBar()
        self.palette_panel = Palette()
        self.structure = Structure()
        self.problems = Problems()
        self.results = Results()
        self.comparison = ComparisonPanel()
        self.history = HistoryPanel()
        self.inspector = InspectorPanel()
        self._shown: DocumentView | None = None
        self._disconnect: list[Callable[[], None]] = []
        self._place()
        self.commands = ActionSet(self)
        self._dress()
        self._connect()
        self._settle(look.theme)
        self._show_frame(shown=False)
        self._turn(None)
        restore_geometry(self)

    # Building

    def _place(self) -> None:
        middle = QWidget()
        middle.setObjectName("desk")
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.desk, 1)
        column.addWidget(self.playback_bar)
        self.setCentralWidget(middle)
        self.docks = Docks(
            self,
            {
                "palette": self.palette_panel,
                "structure": self.structure,
                "inspector": self.inspector,
                "problems": self.problems,
                "results": self.results,
                "compare": self.comparison,
                "history": self.history,
            },
        )

    def _leave_room(self) -> None:
        """Is never so small that its panels leave no canvas, as far as the screen allows."""
        room = self.screen().availableSize() - QSize(16, 48)
        self.setMinimumSize(QSize(px(900), px(560)).boundedTo(room.expandedTo(QSize(900, 560))))

    def _dress(self) -> None:
        self._recent_menu = QMenu("Open recent", self)
        self._recent_menu.aboutToShow.connect(
            lambda: fill_recent(self._recent_menu, self.recent, self.filing.open_path)
        )
        fill_menus(self.menuBar(), self.commands, self._recent_menu)
        bar = QToolBar("Tools")
        bar.setObjectName("tools")
        bar.setMovable(False)
        bar.setIconSize(QSize(18, 18))
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        fill_toolbar(bar, self.commands)
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        search = QToolButton()
        search.setObjectName("search")
        search.setIcon(icon("search", "quiet"))
        search.setIconSize(BESIDE_TEXT)
        search.setText("Search commands   Ctrl K")
        search.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        search.clicked.connect(lambda: self.commands.run("command-palette"))
        bar.addWidget(search)
        self.addToolBar(bar)
        self.status = Status(self)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.look.changed.connect(self._settle)
        self.preferences.changed.connect(self._prefer)
        self.desk.turned.connect(self._turn)
        self.desk.opened.connect(self._furnish)
        self.desk.close_wanted.connect(self.filing.close)
        self.palette_panel.chosen.connect(self.add)
        self.structure.revealed.connect(self._reveal)
        self.structure.renamed.connect(self._rename)
        self.structure.moved.connect(self._send)
        self.problems.chosen.connect(self._show_finding)
        self.problems.seen.connect(self._show_warnings)
        self.history.jump_wanted.connect(self.go_to_edit)
        self.problems.play_wanted.connect(self._play_finding)
        self.problems.mend_wanted.connect(self._mend)
        self.inspector.unlock_wanted.connect(lambda: self.commands.run("stop"))
        self.results.chosen.connect(self.show_record)
        self.results.run_wanted.connect(lambda: self.commands.run("run"))
        self.results.optioned.connect(lambda options: self.playing().set_options(options))
        self.comparison.failed.connect(self._explain_comparison)
        self.playback_bar.run_wanted.connect(lambda: self.commands.run("run"))
        self.playback_bar.results_wanted.connect(lambda: self.show_dock("results"))
        self.status.problems_wanted.connect(lambda: self.commands.run("show-problems"))

    # What is in front

    @property
    def view(self) -> DocumentView | None:
        """The document in front; None on the start page."""
        return self.desk.view

    def playing(self) -> Player:
        """The player of the document in front; only to be asked when there is one."""
        if self.view is None:
            raise RuntimeError("no document is open")
        return self.view.player

    def _furnish(self, view: DocumentView) -> None:
        """Ties a new document to the window once."""
        view.surface.filesDropped.connect(self._open_dropped)
        view.surface.templateRequested.connect(self.dialogs.new_from_template)
        view.surface.findingChosen.connect(self._show_finding)
        view.surface.playWanted.connect(self._play_finding)
        view.surface.toolChanged.connect(lambda _: self.commands.refresh())
        view.surface.lanesChanged.connect(self.commands.refresh)
        view.finding_wanted.connect(self._show_finding)
        view.run_wanted.connect(lambda: self.commands.run("run"))
        view.save_as_wanted.connect(lambda: self.filing.save_as(view))
        view.theirs_wanted.connect(lambda theirs: self._show_theirs(view, theirs))
        view.surface.statusText.connect(self.say)
        view.surface.selectionChanged.connect(lambda: self._selected(view))
        view.surface.levelChanged.connect(lambda: self._selected(view))
        view.checker.checked.connect(lambda _: self._report_problems(view))
        view.player.changed.connect(lambda: self._played(view))
        view.editor.changed.connect(lambda _: self._edited(view))
        view.surface.show_warnings(self.problems.isVisible())
        self._prefer(self.preferences.settings)
        self._turn(self.view)

    def _turn(self, view: DocumentView | None) -> None:
        """Shows what belongs to the document in front."""
        self._title(view)
        if view is not self._shown:
            self._shown = view
            self.structure.set_editor(view.editor if view else None)
            self.playback_bar.set_player(view.player if view else None)
            self.playback_bar.set_document(view.editor.document if view else None)
            self._offer_scenarios(view, other=True)
            self.inspector.set_editor(view.editor if view else None)
            self.history.set_history(view.editor.history if view else None)
            self._show_frame(shown=view is not None)
            if view is not None:
                view.look_at_disk()
                self._selected(view)
                self._played(view)
        self._report_problems(view)
        self._report(view)
        self.history.refresh()
        self.commands.refresh()

    def _show_frame(self, *, shown: bool) -> None:
        """On the start page nothing but it is seen; docks come back as they were."""
        self.playback_bar.setVisible(shown)
        self.status.setVisible(shown)
        self.docks.frame(shown=shown)

    def _title(self, view: DocumentView | None) -> None:
        self.setWindowTitle(f"{view.title}[*] – Process Designer" if view else "Process Designer")
        self.setWindowModified(view is not None and view.session.is_dirty)
        self.setWindowFilePath(str(view.session.path or "") if view else "")

    def _selected(self, view: DocumentView) -> None:
        if view is self.view:
            self.structure.select(view.surface.selection)
            self._inspect(view)
            self._report(view)
            self.commands.refresh()

    def _inspect(self, view: DocumentView) -> None:
        surface = view.surface
        self.inspector.show_selection(surface.selected_ids(), surface.workflow_of(surface.level))

    def _edited(self, view: DocumentView) -> None:
        if view is self.view:
            self.playback_bar.set_document(view.editor.document)
            self._offer_scenarios(view)
            self.playback_bar.refresh()
            self.history.refresh()
            self.commands.refresh()

    def _played(self, view: DocumentView) -> None:
        if view is self.view:
            player = view.player
            self.results.show_run(
                player.run_made, stale=player.is_stale, before=player.run_before, options=player.options
            )
            self.inspector.lock(view.edit_obstacle())
            self.commands.refresh()

    def _offer_scenarios(self, view: DocumentView | None, *, other: bool = False) -> None:
        if view is None:
            self.comparison.set_document(None, other=other)
        else:
            self.comparison.set_document(view.editor.document, view.session.path, other=other)

    def _explain_comparison(self, error: Exception) -> None:
        if self.view is not None:
            self.view.explain_run(error)

    def _report(self, view: DocumentView | None) -> None:
        if view is self.view:
            self.status.show_view(view)

    def _report_problems(self, view: DocumentView | None) -> None:
        if view is self.view:
            findings = view.checker.findings if view else ()
            self.problems.show_findings(findings, view.editor.document if view else None)
            self.structure.mark(findings)
            self.status.show_problems(findings if view else None)
            self.commands.refresh()

    def _show_warnings(self, shown: bool) -> None:
        """Warnings have badges on the canvas as long as the list of problems is seen."""
        for view in self.desk.views:
            view.surface.show_warnings(shown)

    # What is asked of it

    def say(self, text: str) -> None:
        """A line in the status bar."""
        self.status.say(text)

    def show_error(self, text: str) -> None:
        """Says that something unexpected happened; the work is whole."""
        view = self.view
        if view is None:
            self.say(f"Something went wrong: {text}")
            return
        view.bars.say(
            "error",
            f"Something went wrong: {text}. Your work is whole; the details are in {folders.log_file()}.",
            severity="error",
        )

    def undo(self) -> None:
        """Takes the last edit of the document in front back."""
        if self.view is not None:
            undoing.undo(self.view.surface)

    def redo(self) -> None:
        """Does the last undone edit again."""
        if self.view is not None:
            undoing.redo(self.view.surface)

    def go_to_edit(self, entries: int) -> None:
        """Undoes or does again until so many edits of the document in front stand."""
        obstacle = self.view.edit_obstacle() if self.view is not None else ""
        if obstacle:
            self.say(obstacle)
        elif self.view is not None:
            undoing.travel(self.view.surface, entries)
        self.history.refresh()

    def go_round(self, step: int) -> None:
        """Gives the keys to the next panel, or with -1 to the one before; the canvas is among them."""
        go_round([self.start if self.view is None else self.view.surface, *self.docks.around()], step)

    def find_step(self) -> None:
        """Goes to the filter of the structure tree."""
        self.show_dock("structure")
        self.structure.search.setFocus()
        self.structure.search.selectAll()

    def run(self) -> None:
        """Simulates the document in front."""
        if self.view is not None:
            self.view.bars.drop("run")
            self.view.player.run(self.playback_bar.scenario_id)

    def show_dock(self, name: str) -> None:
        """Shows a panel."""
        self.docks.show(name)
        self.commands.refresh()

    def add(self, offer: Offer) -> None:
        """Puts an element on the canvas in front; on a new document when there is none."""
        from designer.app.adding import add

        if self.view is None:
            self.desk.new()
        if self.view is not None:
            obstacle = self.view.edit_obstacle()
            if obstacle:
                self.say(obstacle)
                return
            obstacle = add(self.view.surface, offer.element)
            if obstacle:
                self.say(obstacle)

    def _reveal(self, paths: list[tuple[str, ...]]) -> None:
        if self.view is None:
            return
        surface = self.view.surface
        if len(paths) == 1:
            surface.reveal_place(paths[0])
        elif paths:
            if not any(path in surface.scene.nodes for path in paths):
                surface.go(paths[0][:-1])
            surface.select(paths)

    def _send(self, paths: list[tuple[str, ...]], way: tuple[str, ...]) -> None:
        """Moves what was dragged in the tree into another workflow."""
        view = self.view
        rows = Rows.of(view.editor.document, paths) if view is not None else None
        if view is None or rows is None:
            return
        obstacle = view.edit_obstacle()
        if obstacle:
            self.say(obstacle)
        else:
            send(view.surface, rows, way)

    def show_record(self, record_id: str) -> None:
        """Shows a record of the document in front, wherever it is: on the canvas, or as a form."""
        if self.view is None:
            return
        record = self.view.editor.document.get(record_id)
        if record is None:
            self.say("That is no longer in the document.")
        elif record.table in ("nodes", "flows"):
            self.view.show_ids([record_id])
        else:
            self.show_dock("inspector")
            self.inspector.show_record(record_id)

    def _show_finding(self, finding: Finding) -> None:
        """Shows what a problem speaks of, and puts the cursor into the field that mends it."""
        if self.view is None:
            return
        self.view.show_ids(finding.ids)
        if finding.ids and finding.key:
            self.show_dock("inspector")
            self.inspector.focus_key(finding.ids[0], finding.key)

    def _show_theirs(self, view: DocumentView, theirs: Document) -> None:
        """Opens what somebody else made of a document beside it, and says what differs."""
        self.desk.new(theirs, f"{view.title} (on disk)").show_differences(view.editor.document)

    def _mend(self, finding: Finding) -> None:
        """Mends a problem, unless the document has moved on since."""
        if self.view is not None and not self.view.mend(finding):
            self.say(self.view.edit_obstacle() or "It is mended already.")

    def _play_finding(self, finding: Finding) -> None:
        """Plays on the canvas how a problem comes about, unless the document has moved on since."""
        view = self.view
        if view is not None and (view.checker.is_current or view.player.is_shown):
            view.demonstrate(finding)

    def _rename(self, record_id: str, name: str) -> None:
        if self.view is not None:
            self.say(self.view.rename(record_id, name))

    # Looks and settings

    def _settle(self, theme: Theme) -> None:
        self.desk.set_theme(theme)
        self.start.set_theme(theme)
        self.structure.set_theme(theme)
        self.playback_bar.set_theme(theme)
        self.results.set_theme(theme)
        self.comparison.set_theme(theme)

    def _prefer(self, settings: Settings) -> None:
        for view in self.desk.views:
            view.surface.shows_grid = settings.show_grid
            view.surface.hops_over = settings.hop_over
            view.surface.habits = Habits(
                settings.snap_grid,
                settings.snap_guides,
                settings.drag_pans,
                settings.wheel_zooms,
                settings.zoom_enters,
                settings.pinch_enters,
            )
            view.surface.reduced_motion = settings.reduced_motion
            view.autosave.beside, view.autosave.into_file = settings.autosave_beside, settings.autosave_file
        self.commands.refresh()

    # Files dropped, geometry, closing

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102
        if dropped(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: D102
        self._open_dropped(dropped(event.mimeData()))

    def _open_dropped(self, paths: list[Path] | list[str]) -> None:
        for path in paths:
            self.filing.open_path(Path(path))

    def changeEvent(self, event: QEvent) -> None:  # noqa: D102
        if event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.view is not None:
            self.view.look_at_disk()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self.docks.give_way(event.size().width())

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: D102
        if not all(self.filing.may_close(view) for view in self.desk.views):
            event.ignore()
            return
        keep_geometry(self)
        self.docks.keep_sizes()
        self.comparison.close_job()
        for view in self.desk.views:
            self.desk.drop_view(view)
        event.accept()

    def recover(self) -> None:
        """Offers what a crash left behind, once the window is up."""
        QTimer.singleShot(0, self, self.filing.recover)
