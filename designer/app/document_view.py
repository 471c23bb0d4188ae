"""A document on its tab: bars at its head, the canvas, its checker and its player."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import QFileSystemWatcher, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from designer.app.autosave import Autosave
from designer.app.checker import Checker
from designer.app.crowding import Crowding
from designer.app.notices import BarStack
from designer.app.player import Player
from designer.app.recovery import Remains
from designer.app.session import Session, difference, told
from designer.canvas.surface import Surface
from designer.canvas.tools.stage import Notice
from designer.drawing.theme import Theme
from designer.editing.remedies import remedy
from designer.exchange import files
from designer.exchange.errors import FileError
from designer.model.change import Change
from designer.model.document import Document
from designer.model.findings import Finding


class DocumentView(QWidget):
    """Everything that belongs to one open document.

    `retitled` tells a new name or dirty state, `finding_wanted` a problem that somebody asked to see,
    `run_wanted` that what stopped a run is mended, `theirs_wanted` another document to be looked at
    beside this one.
    """

    retitled = Signal()
    save_as_wanted = Signal()
    finding_wanted = Signal(object)
    run_wanted = Signal()
    theirs_wanted = Signal(object)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.editor = session.editor
        self.surface = Surface(session.editor, theme, self)
        self.bars = BarStack(self)
        self.checker = Checker(session.editor, parent=self)
        self.player = Player(session.editor, self.surface, self, lambda: session.path)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.surface, 1)
        self.bars.resized.connect(self._place_bars)
        self.setFocusProxy(self.surface)
        self.checker.checked.connect(self.surface.set_problems)
        self.surface.mendWanted.connect(self.mend)
        self.player.failed.connect(self.explain_run)
        self.player.changed.connect(self._played)
        self._disconnect = (
            self.editor.changed.connect(self._hear),
            self.editor.saved.connect(lambda _: self._after_save()),
        )
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(lambda _: self.look_at_disk())
        self._crowding = Crowding(self)
        self.autosave = Autosave(self)
        self._watch()
        self._offer_remains()
        self.autosave.offer()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: D102
        super().resizeEvent(event)
        self._place_bars()

    def _place_bars(self) -> None:
        """Bars lie over the head of the canvas, which stays where it is; what floats there makes room."""
        height = self.bars.heightForWidth(self.width()) if self.bars.texts() else 0
        self.bars.setGeometry(0, 0, self.width(), height)
        self.bars.raise_()
        self.surface.furniture.make_room(height)

    # What it is called

    @property
    def title(self) -> str:
        """The name on the tab."""
        return self.session.name

    @property
    def is_untouched(self) -> bool:
        """Whether it is a new document in which nothing was done."""
        history = self.editor.history
        return self.session.path is None and not self.editor.document.nodes and not history.done

    def edit_obstacle(self) -> str:
        """Why nothing can be edited now, or nothing."""
        return "Stop playback to edit." if self.player.is_shown else ""

    def rename(self, record_id: str, name: str) -> str:
        """Renames a node, or with no id the process; gives why it cannot be done now, or nothing."""
        from designer.editing import nodes

        obstacle = self.edit_obstacle()
        if obstacle:
            return obstacle
        root = self.editor.document.root
        with self.editor.edit("Rename", merge=("name", record_id)) as draft:
            if record_id:
                nodes.rename(draft, record_id, name)
            else:
                draft.update(root, name=name)
        return ""

    # Problems

    def mend(self, finding: Finding) -> bool:
        """Does what mends a problem, and shows what was done; whether it could be mended."""
        cure = remedy(self.editor.document, finding)
        if cure is None or self.edit_obstacle():
            return False
        with self.editor.edit(cure.name) as draft:
            mended = cure.mend(draft)
        self.finding_wanted.emit(replace(finding, ids=tuple(mended)))
        for first in self.surface.selection if len(mended) > 1 else ():
            self.surface.select([(*first[:-1], record_id) for record_id in mended])
        return True

    def demonstrate(self, finding: Finding) -> None:
        """Plays the run that leads to a problem, with what it says above the canvas."""
        self.player.demonstrate(finding)
        words = f"{finding.message} {finding.fix or ''}".strip()
        self.bars.say("demonstration", words, (("Stop", self.player.stop),), "warning")

    def _played(self) -> None:
        if self.player.demonstration is None:
            self.bars.drop("demonstration")

    def show_ids(self, ids: Iterable[str]) -> None:
        """Shows the first of some records wherever it is, and selects it."""
        wanted = [record_id for record_id in ids if record_id in self.editor.document]
        for record_id in wanted[:1]:
            self.surface.reveal(record_id)

    # The file

    def look_at_disk(self) -> None:
        """Says so when somebody else wrote the file."""
        self._watch()
        state = self.session.disk_state()
        if state == "changed":
            dirty = " You have unsaved edits." if self.session.is_dirty else ""
            self.bars.say(
                "disk",
                f"{self.title} was changed by another program.{dirty}",
                (("Reload", self.reload), ("Keep mine", self._keep_mine), ("Compare", self._compare)),
                "warning",
            )
        elif state == "gone":
            self.bars.say(
                "disk",
                f"The file of {self.title} is gone. Save to write it again.",
                (("Save as…", self.save_as_wanted.emit),),
                "warning",
            )
        else:
            self.bars.drop("disk")

    def reload(self) -> None:
        """Takes what the file holds now, as an edit that can be undone."""
        try:
            self.session.reload()
        except FileError as error:
            self.explain(error)
            return
        self.surface.notice(Notice(f"Read {self.title} again.", (("Undo", lambda: self._undo_reload()),)))

    def _undo_reload(self) -> None:
        self.editor.undo()

    def _keep_mine(self) -> None:
        self.session.keep_mine()
        self.retitled.emit()

    def _compare(self) -> None:
        """Shows what the file holds now beside what is here; the question stays."""
        try:
            theirs = files.load(self.session.path or "")
        except FileError as error:
            self.explain(error)
        else:
            self.theirs_wanted.emit(theirs)
        self.look_at_disk()

    def show_differences(self, mine: Document) -> None:
        """Says how this document differs from another one, and selects what is different."""
        found = difference(mine, self.editor.document)
        self.bars.say("differences", told(found, "yours"))
        shown = self.surface.scene.nodes.keys() | self.surface.scene.flows.keys()
        self.surface.select([path for path in shown if path[-1] in found.ids])

    def _watch(self) -> None:
        # Atomic saves replace the file, so the watch must be set anew each time.
        path = self.session.path
        if self._watcher.files():
            self._watcher.removePaths(self._watcher.files())
        if path is not None and path.exists():
            self._watcher.addPath(str(path))

    def _after_save(self) -> None:
        self.bars.drop("disk")
        self._watch()
        self.retitled.emit()

    # Recovery

    def may_offer(self, left: Remains) -> bool:
        """Whether lost edits belong to what is shown here."""
        return self.session.remains is None and self.editor.document == left.base

    def offer(self, left: Remains) -> None:
        """Offers lost edits of this document."""
        self.session.offer(left)
        self._offer_remains()
        self.autosave.offer()

    def _offer_remains(self) -> None:
        left = self.session.remains
        if left is None:
            return
        edits = "1 edit" if left.edits == 1 else f"{left.edits} edits"
        self.bars.say(
            "recovery",
            f"The program stopped before {edits} could be saved.",
            ((f"Restore {edits}", self.session.restore), ("Discard", self.session.forget)),
            "warning",
        )

    # Trouble

    def explain(self, error: FileError) -> None:
        """Shows everything that is wrong with a file."""
        from designer.app.dialogs.problems import explain

        explain(self, error.name, error.problems)

    def explain_run(self, error: Exception) -> None:
        """Says on the bar what stopped a run, with the way there."""
        findings = getattr(error, "findings", None)
        if findings is None:
            self.bars.say("run", f"The simulation stopped: {error}", severity="error")
            return
        first = findings[0]
        count = f" and {len(findings) - 1} more" if len(findings) > 1 else ""
        actions: list[tuple[str, Callable[[], None]]] = []
        cure = remedy(self.editor.document, first)
        if cure is not None:
            actions.append((cure.name, lambda: self._mend_and_run(first)))
        if first.ids[:1] != (self.editor.document.root,):  # that is what is seen
            actions.append(("Show", lambda: self.finding_wanted.emit(first)))
        self.bars.say("run", f"This cannot be simulated yet: {first.message}{count}", actions, "error")

    def _mend_and_run(self, finding: Finding) -> None:
        if self.mend(finding):
            self.run_wanted.emit()

    def _hear(self, change: Change) -> None:
        del change
        self.bars.drop("run")
        self.retitled.emit()

    def close_session(self) -> None:
        """Ends everything that belongs to it."""
        for disconnect in self._disconnect:
            disconnect()
        self._crowding.close()
        self.autosave.close()
        self.checker.close()
        self.player.close()
        self.session.close()
