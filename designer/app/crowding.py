"""Offers boxes when a level has more steps than an eye takes in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from designer.canvas.commands import run
from designer.canvas.tools.boxing import BoxingTool
from designer.canvas.worker import Job
from designer.editing import grouping
from designer.model.document import Document
from designer.model.extensions import ours

if TYPE_CHECKING:
    from designer.app.document_view import DocumentView

MANY, TOO_MANY = 30, 300
_REST = 600  # ms after the last edit
_BAR = "crowded"
_KEPT = "crowded"  # under this key a document remembers that nobody wants boxes offered


class Crowding(QObject):
    """Watches the level that is shown; says once that it is crowded, and again when it is far too much."""

    def __init__(self, view: "DocumentView") -> None:
        super().__init__(view)
        self._view = view
        self._told: dict[str, int] = {}  # for each workflow, the bound above which it was told
        self._shown = ""  # the workflow that the bar speaks of
        self._job: Job[int] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self._look)
        self._timer.start()
        view.surface.levelChanged.connect(self._wait)
        view.surface.toolChanged.connect(self._follow)
        self._disconnect = view.editor.changed.connect(lambda _: self._wait())

    def close(self) -> None:
        """Looks no more."""
        self._disconnect()
        self._timer.stop()
        self._forget()

    def _follow(self, tool: str) -> None:
        """Once the boxes are shown there is nothing more to offer."""
        if tool == BoxingTool.name:
            self._view.bars.drop(_BAR)

    def _wait(self) -> None:
        self._forget()
        self._timer.start()

    def _forget(self) -> None:
        if self._job is not None:
            self._job.drop()
            self._job = None

    def _look(self) -> None:
        """Tells of the level that is shown, if there is something to tell and boxes can be found."""
        view = self._view
        document, workflow = view.editor.document, view.surface.workflow_of(view.surface.level)
        count = len(grouping.steps_of(document, workflow))
        bound = TOO_MANY if count > TOO_MANY else MANY if count > MANY else 0
        if not bound or self._shown != workflow:
            view.bars.drop(_BAR)
        if not bound:
            self._told.pop(workflow, None)
        elif bound > self._told.get(workflow, 0) and not _is_wanted(document) and not view.edit_obstacle():
            self._job = Job(
                lambda _: len(grouping.suggestions(document, workflow)),
                lambda boxes: self._say(workflow, bound, count, boxes),
                lambda _: None,
            )
            self._job.start()

    def _say(self, workflow: str, bound: int, count: int, boxes: int) -> None:
        self._job = None
        self._told[workflow] = bound
        far_too_many = bound == TOO_MANY
        if not (boxes or far_too_many) or self._view.surface.tool_name == BoxingTool.name:
            return
        self._shown = workflow
        into = "1 box" if boxes == 1 else f"{boxes:,} boxes"
        text = f"This level has {count:,} steps. Some of them would go well into {into}."
        if far_too_many:
            how = f"Parts of it would go well into {into}." if boxes else "Select parts of it and wrap them."
            text = f"This level has {count:,} steps, more than anybody can read. {how}"
        shows = ("Wrap parts into boxes" if far_too_many else "Show boxes", self._show)
        answers = (*((shows,) if boxes else ()), ("Not for this document", self._decline))
        self._view.bars.say(_BAR, text, answers, "warning" if bound == TOO_MANY else "info")

    def _show(self) -> None:
        self._view.surface.setFocus()
        run(self._view.surface, "suggest-boxes")

    def _decline(self) -> None:
        self._view.editor.remember(_KEPT, True)


def _is_wanted(document: Document) -> bool:
    """Whether somebody wants the levels of a document crowded as they are."""
    return bool(ours(document.extensions).get(_KEPT))
