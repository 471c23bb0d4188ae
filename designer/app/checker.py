"""Checks the document in the background: a snapshot, a quarter of a second after the last edit."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from designer.canvas.worker import Cancelled, Job
from designer.editing.editor import Editor
from designer.model.document import Document
from designer.model.findings import Finding

PAUSE_MS = 250
Check = Callable[[Document, Callable[[], bool]], tuple[Finding, ...]]


def _check(document: Document, unwanted: Callable[[], bool]) -> tuple[Finding, ...]:
    from designer.app.lint import lint
    from designer.model.checks import GivenUp, check

    if not document.nodes:
        return ()  # nothing was drawn yet; the canvas itself says how to begin
    try:
        return (*check(document, unwanted), *lint(document))
    except GivenUp as wish:
        raise Cancelled from wish


class Checker(QObject):
    """Holds the findings of the last document checked. `checked` tells new ones, never outdated ones."""

    checked = Signal(object)

    def __init__(self, editor: Editor, check: Check = _check, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.findings: tuple[Finding, ...] = ()
        self._editor = editor
        self._check = check
        self._job: Job[tuple[Finding, ...]] | None = None
        self._seen: Document | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._begin)
        self._disconnect = editor.changed.connect(lambda _: self._restart())
        self._timer.start(0)

    @property
    def is_current(self) -> bool:
        """Whether the findings are those of the document as it stands."""
        return self._seen is not None and _same_records(self._seen, self._editor.document)

    def close(self) -> None:
        """Wants to hear nothing more."""
        self._disconnect()
        self._timer.stop()
        if self._job is not None:
            self._job.drop()

    def _restart(self) -> None:
        """The document has moved on: what is found out about it by now is no longer wanted."""
        if self._job is not None:
            self._job.cancel()
        self._timer.start()

    def _begin(self) -> None:
        if self._job is not None:
            return  # when that one ends, the document will be found to have moved on
        document = self._editor.document
        self._job = Job(
            lambda job: self._check(document, lambda: job.is_cancelled),
            done=lambda findings: self._finish(document, findings),
            failed=self._fail,
        )
        self._job.start()

    def _finish(self, document: Document, findings: tuple[Finding, ...]) -> None:
        self._job = None
        if document is not self._editor.document and not _same_records(document, self._editor.document):
            self._timer.start()
            return
        self._seen = self._editor.document
        self.findings = findings
        self.checked.emit(findings)

    def _fail(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, Cancelled):
            raise error
        self._timer.start()


def _same_records(one: Document, other: Document) -> bool:
    # A change of view makes another document with the very same tables.
    return one.nodes is other.nodes and one.flows is other.flows and one.workflows is other.workflows
