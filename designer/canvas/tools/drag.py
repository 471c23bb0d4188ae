"""Runs a drag: at every move the gesture proposes what a release would do; the release commits that."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import hypot

from designer.canvas.tools.stage import Cursor, Feedback, Gist, Modifiers, Pointer, Stage
from designer.editing.draft import Draft
from designer.layout.geometry import Point
from designer.layout.scene import Path

THRESHOLD = 5  # screen px between a press and a drag
NOTHING = Feedback()


@dataclass(frozen=True)
class Proposal:
    """What a release would do now: the edits, what is shown meanwhile, and what follows the commit.

    An edit that `done` makes is made at the release; one of very much is shown as a `gist` until then.
    """

    title: str = ""
    draft: Draft | None = None
    done: Callable[[], Draft] | None = None
    gist: Gist | None = None
    live: Mapping[Path, Point] | None = None
    feedback: Feedback = field(default_factory=Feedback)
    cursor: Cursor = "arrow"
    status: str = ""
    marks: frozenset[Path] | None = None  # selected already while the drag runs
    select: frozenset[Path] | None = None  # selected once it is done
    after: Callable[[], None] | None = None


def refused(
    reason: str, target: Path | None = None, live: Mapping[Path, Point] | None = None, readout: str = ""
) -> Proposal:
    """A proposal that a release would not carry out, and why (I8)."""
    shown = Feedback(target=target, target_ok=False, wire_ok=False, reason=reason, readout=readout)
    return Proposal(live=live, feedback=shown, cursor="forbidden", status=reason)


class Gesture(ABC):
    """A drag with the left button."""

    repeat: Callable[[], None] = staticmethod(lambda: None)
    """Proposes again where the pointer rests: for gestures that change their mind with time."""

    @abstractmethod
    def propose(self, pointer: Pointer) -> Proposal:
        """What a release here would do."""

    def key(self, key: str) -> bool:  # noqa: ARG002
        """A key that changes what is proposed; whether it was used."""
        return False

    def end(self) -> None:  # noqa: B027
        """Lets go of timers; called after a release and after a cancel alike."""


class Drag:
    """One gesture from press to release or cancel."""

    def __init__(self, stage: Stage, gesture: Gesture) -> None:
        self._stage = stage
        self._gesture = gesture
        self._selected = stage.selection
        self._pointer: Pointer | None = None
        gesture.repeat = self.again

    def move(self, pointer: Pointer) -> Proposal:
        """Shows what a release here would do."""
        self._stage.moving(True)
        return self._propose(pointer)

    def _propose(self, pointer: Pointer) -> Proposal:
        self._pointer = pointer
        proposal = self._gesture.propose(pointer)
        self._stage.preview(proposal.draft, proposal.live, proposal.gist, proposal.select or ())
        self._stage.feedback(proposal.feedback)
        self._stage.cursor(proposal.cursor)
        self._stage.status(proposal.status)
        if proposal.marks is not None and proposal.marks != self._stage.selection:
            self._stage.select(proposal.marks)
        return proposal

    def release(self, pointer: Pointer) -> None:
        """Does what was shown."""
        self._stage.moving(False)
        proposal = self._propose(pointer)
        draft = proposal.draft if proposal.done is None else proposal.done()
        self._clear()
        if draft is not None:
            self._stage.editor.commit(draft.change, proposal.title)
        if proposal.select is not None:
            self._stage.select(proposal.select)
        if proposal.feedback.reason and draft is None:
            self._stage.status(proposal.feedback.reason)
        if proposal.after is not None:
            proposal.after()

    def key(self, key: str, modifiers: Modifiers) -> bool:
        """Passes a key on and shows what it changes."""
        used = self._gesture.key(key)
        if self._pointer is not None:
            self.move(replace(self._pointer, modifiers=modifiers))
        return used

    def again(self) -> None:
        """Proposes anew where the pointer rests: something else has changed."""
        if self._pointer is not None:
            self.move(self._pointer)

    def cancel(self) -> None:
        """Leaves document and selection as before the press."""
        self._clear()
        if self._stage.selection != self._selected:
            self._stage.select(self._selected)

    def _clear(self) -> None:
        self._stage.moving(False)
        self._gesture.end()
        self._stage.preview(None)
        self._stage.feedback(NOTHING)
        self._stage.cursor("arrow")
        self._stage.status("")


def far(one: Pointer, other: Pointer) -> bool:
    """Whether a press and a place are far enough apart for a drag."""
    return hypot(other.screen.x - one.screen.x, other.screen.y - one.screen.y) >= THRESHOLD
