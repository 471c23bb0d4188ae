"""Something proposed that waits for a yes or no: the document is shown as it would be, and a bar asks."""

from collections.abc import Callable
from dataclasses import dataclass
from math import dist

from designer.canvas.tools.stage import Feedback, Modifiers, Notice, Pointer, Stage
from designer.editing.draft import Draft
from designer.layout.geometry import Rect
from designer.model.nodes import Node

NEAR = 6.0  # what moves less leaves no trace
ASKS = "Enter applies, Esc cancels"


@dataclass(frozen=True)
class Proposal:
    """A draft of the present document: the title of its entry in the history, and what the bar says.

    `others` are further answers, by what they are called.
    """

    title: str
    text: str
    draft: Draft
    others: tuple[tuple[str, Callable[[], None]], ...] = ()


class ProposalTool:
    """Shows a proposal until it is applied or refused; the view can be moved meanwhile, nothing else."""

    name = "proposal"

    def __init__(self, stage: Stage, proposal: Proposal) -> None:
        self._stage = stage
        self._proposal: Proposal | None = proposal
        # Somebody undoes, or types into a panel: what was proposed is of a document that is no more.
        self._ignore = stage.editor.changed.connect(lambda _: self.cancel())
        stage.cursor("arrow")
        stage.preview(proposal.draft)
        stage.feedback(Feedback(traces=_traces(stage, proposal.draft)))
        answers = (("Apply", self.apply), *proposal.others, ("Cancel", self.cancel))
        stage.notice(Notice(proposal.text, answers, lasts=True))
        stage.status(ASKS)

    def apply(self) -> None:
        """Makes what is shown the present, as one entry of the history."""
        proposal = self._proposal
        self.cancel()
        if proposal is not None and proposal.draft.base is self._stage.editor.document:
            self._stage.editor.commit(proposal.draft.change, proposal.title)

    def press(self, pointer: Pointer) -> None:  # noqa: ARG002
        """A press is neither yes nor no."""
        self._stage.status(ASKS)

    def move(self, pointer: Pointer) -> None:
        """Nothing lights up: it is not there yet."""

    def release(self, pointer: Pointer) -> None:
        """Nothing was begun."""

    def double(self, pointer: Pointer) -> None:
        """Nothing was begun."""

    def key(self, key: str, modifiers: Modifiers) -> bool:  # noqa: ARG002
        """Enter applies, Esc refuses."""
        if key == "enter":
            self.apply()
        elif key == "escape":
            self.cancel()
        return key in ("enter", "escape")

    def cancel(self) -> None:
        """Drops the proposal and leaves all as it was."""
        if self._proposal is not None:
            self._proposal = None
            self._ignore()
            self._stage.feedback(Feedback())
            self._stage.preview(None)
            self._stage.notice(Notice(""))
            self._stage.use("select")

    @property
    def busy(self) -> bool:
        """Whether an answer is still asked for, so that no command may come between."""
        return self._proposal is not None


def _traces(stage: Stage, draft: Draft) -> tuple[tuple[Node, Rect], ...]:
    """Where everything stands that the draft would move."""
    before, after = stage.scene.nodes, stage.scene_of(draft.document).nodes
    return tuple(
        (placed.node, placed.rect)
        for path, placed in before.items()
        if path in after and dist(after[path].rect[:2], placed.rect[:2]) > NEAR
    )
