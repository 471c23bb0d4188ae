"""Sending things to a workflow that may not be on the screen: up a level, or into a box (C12, C21)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from designer.canvas.tools.bring import end_corner
from designer.canvas.tools.growing import settle
from designer.canvas.tools.selecting import without_descendants
from designer.canvas.tools.stage import Notice, Stage
from designer.editing import placement
from designer.editing.moving import MoveReport, move_to
from designer.editing.rules import RuleError, Verdict, may_move_into, refused
from designer.editing.structure import called
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path
from designer.model.document import Document
from designer.model.nodes import Boundary, Box


class Sent(Protocol):
    """What is sent: ids of nodes, the container that they all are in (None if several), and their name."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The nodes, each once."""

    @property
    def home(self) -> Path | None:
        """Where they are."""

    @property
    def title(self) -> str:
        """How the history calls them."""


@dataclass(frozen=True)
class Rows:
    """Nodes by their paths, whether or not they are on the screen."""

    ids: tuple[str, ...]
    home: Path | None
    title: str

    @classmethod
    def of(cls, document: Document, paths: Iterable[Path]) -> "Rows | None":
        """Those that have a place of their own, without what is in others; None if there are none."""
        wanted = [path for path in paths if path and path[-1] in document.nodes]
        own = [path for path in wanted if not isinstance(document.nodes[path[-1]], Boundary)]
        kept = without_descendants(own)
        ids = tuple(dict.fromkeys(path[-1] for path in own if path in kept))
        if not ids:
            return None
        homes = {path[:-1] for path in kept}
        title = f"{len(ids)} items" if len(ids) > 1 else called(document.nodes[ids[0]])
        return cls(ids, homes.pop() if len(homes) == 1 else None, title)


def workflow_at(document: Document, way: Path) -> str:
    """The workflow at the end of a way of boxes from the root."""
    box = document.nodes.get(way[-1]) if way else None
    return box.runs if isinstance(box, Box) else document.root


def may_send(stage: Stage, moved: Sent, way: Path) -> Verdict:
    """Whether things may go to the end of a way."""
    if moved.home is None:
        return refused("Select steps of one workflow.")
    if moved.home == way:
        return refused("It is there already.")
    return may_move_into(stage.editor.document, moved.ids, workflow_at(stage.editor.document, way))


def send(stage: Stage, moved: Sent, way: Path, keep_connected: bool = False) -> bool:
    """Moves things to the end of a way, where there is room, and tells so; whether it was allowed.

    Sent upwards they go beside the box that they leave, else behind the last step.
    """
    verdict = may_send(stage, moved, way)
    if not verdict.ok:
        stage.status(verdict.reason)
        return False
    draft = stage.editor.draft()
    workflow = workflow_at(stage.editor.document, way)
    try:
        report = move_to(draft, _places(stage, moved, way, workflow), workflow, None, keep_connected)
    except RuleError as error:
        stage.status(str(error))
        return False
    settle(stage, draft, (moved.home or (), way))
    title = f"Move {moved.title} into {called(draft.get(workflow))}"
    stage.editor.commit(draft.change, title)
    paths = [(*way, item) for item in moved.ids]
    stage.select([path for path in paths if path in stage.scene.nodes])
    stage.notice(_told(stage, moved, way, report, keep_connected))
    return True


def _places(stage: Stage, moved: Sent, way: Path, workflow: str) -> dict[str, Point]:
    document = stage.editor.document
    rects = {item: placement.rect_of(document, document.nodes[item]) for item in moved.ids}
    frame = bounds(rects.values()) or Rect(0, 0, 0, 0)
    corner = _corner(document, moved, way, workflow, frame)
    free = placement.free_place(document, workflow, Rect(*corner, frame.w, frame.h), moved.ids)
    return {item: Point(rect.x - frame.x + free.x, rect.y - frame.y + free.y) for item, rect in rects.items()}


def _corner(document: Document, moved: Sent, way: Path, workflow: str, frame: Rect) -> Point:
    home = moved.home or ()
    if home[: len(way)] == way and len(home) > len(way):
        return placement.beside(document, home[len(way)], (frame.w, frame.h))
    return end_corner(document, workflow, frame)


def _told(stage: Stage, moved: Sent, way: Path, report: MoveReport, kept: bool) -> Notice:
    def show() -> None:
        if (*way, moved.ids[0]) not in stage.scene.nodes:
            stage.go(way)
        stage.select([(*way, item) for item in moved.ids])

    def keep() -> None:
        stage.editor.undo()
        send(stage, moved, way, keep_connected=True)

    document = stage.editor.document
    actions = [("Show", show)]
    if not kept and (report.cut or report.healed):
        actions.append(("Keep connected", keep))
    return Notice(f"Moved to {called(document.get(workflow_at(document, way)))}", tuple(actions))
