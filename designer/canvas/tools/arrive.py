"""Steps that were carried here from another document (C7): dropped by the same rules as a move."""

from collections.abc import Callable

from designer.canvas.tools.bring import end_corner
from designer.canvas.tools.drag import Gesture, Proposal, refused
from designer.canvas.tools.drop import Drop, DropFinder
from designer.canvas.tools.growing import hold_content
from designer.canvas.tools.places import base_point, origin_of, rounded, to_grid
from designer.canvas.tools.stage import Feedback, Pointer, Stage
from designer.canvas.tools.staying import copies_at, frame_of, show_at
from designer.editing import clipboard
from designer.editing.clipboard import Fragment
from designer.editing.draft import Draft
from designer.editing.rules import RuleError
from designer.layout.geometry import Point
from designer.layout.scene import Path

HINT = "Release to leave a copy here · Shift moves it here · Esc gives up"


class ArriveGesture(Gesture):
    """Copies of what was carried, with their middle at the pointer; `moved` is called if it was a move."""

    def __init__(self, stage: Stage, fragment: Fragment, moved: Callable[[], None]) -> None:
        self._stage = stage
        self._fragment = fragment
        self._moved = moved
        self._frame = frame_of(fragment)
        self._middle = Point(self._frame.w / 2, self._frame.h / 2)
        self._drop = DropFinder(stage, (), None, lambda: self.repeat())

    def propose(self, pointer: Pointer) -> Proposal:
        """What a release would leave here."""
        drop = self._drop.find(pointer)
        draft = self._stage.editor.draft()
        try:
            made = self._paste(draft, drop, pointer)
        except RuleError as error:
            return refused(str(error), target=drop.container)
        paths = {drop.container} if drop.closed else {(*drop.container, node) for node in made}
        takes = pointer.modifiers.shift
        return Proposal(
            title="Move here from another document" if takes else "Copy here from another document",
            draft=draft,
            feedback=Feedback(target=drop.container if drop.container != self._stage.level else None),
            cursor="closed-hand" if takes else "copy",
            status=HINT,
            select=frozenset(paths),
            after=self._moved if takes else None,
        )

    def end(self) -> None:
        """Closes what was opened on the way."""
        self._drop.end()

    def _paste(self, draft: Draft, drop: Drop, pointer: Pointer) -> tuple[str, ...]:
        workflow = self._stage.workflow_of(drop.container)
        if drop.closed:
            return clipboard.paste(draft, self._fragment, workflow, end_corner(draft, workflow, self._frame))
        corner = self._corner(drop.container, pointer)
        stored = base_point(self._stage, drop.container, corner + self._middle) - self._middle
        made = clipboard.paste_all(draft, self._fragment, workflow, rounded(stored))
        show_at(self._stage, draft, drop.container, copies_at(self._fragment, made, corner))
        hold_content(self._stage, draft, drop.container)
        return tuple(made[each] for each in self._fragment.chosen)

    def _corner(self, container: Path, pointer: Pointer) -> Point:
        """Where the frame around it all is seen, on the grid if things snap to it."""
        corner = pointer.scene - self._middle
        if pointer.modifiers.free or not self._stage.habits.snaps_to_grid:
            return corner
        return corner + to_grid([corner - origin_of(self._stage.scene, container)], (True, True))
