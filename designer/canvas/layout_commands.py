"""Commands that place things by themselves: lay out a level, a box, a selection or everything; tidy; pin."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from designer.canvas import chosen
from designer.canvas.command import Command
from designer.canvas.tools.proposing import Proposal
from designer.canvas.tools.stage import Notice
from designer.canvas.worker import Cancelled, Job
from designer.editing import arranging, auto_layout, tidying
from designer.editing.draft import Draft
from designer.editing.rules import ALLOWED, Verdict, refused
from designer.model.document import Document
from designer.model.nodes import Boundary, Box

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

AT_ONCE = 1_000  # nodes that are laid out before anybody would miss a progress bar


@dataclass(frozen=True)
class Scope:
    """What is to be laid out: some steps of one workflow, a workflow with what is inside, or all (None)."""

    title: str
    workflow: str | None = None
    steps: tuple[str, ...] = ()

    def draft(self, document: Document, keep_bends: bool, job: Job[Draft] | None = None) -> Draft:
        """The document laid out; raises Cancelled when the job is asked to stop."""
        draft = Draft(document)
        if self.steps:
            auto_layout.lay_out_some(draft, self.steps, keep_bends=keep_bends)
            return draft
        progress = job.progress if job is not None else None
        stop = (lambda: job.is_cancelled) if job is not None else None
        try:
            auto_layout.lay_out(
                draft, self.workflow, keep_bends=keep_bends, progress=progress, cancelled=stop
            )
        except auto_layout.StoppedError:
            raise Cancelled from None
        return draft

    def workflows(self, document: Document) -> list[str]:
        """The workflows it goes through."""
        if self.steps:
            return [document.nodes[self.steps[0]].workflow]
        return auto_layout.within(document, self.workflow)


def _start(surface: Surface, scope: Scope, keep_bends: bool = False) -> None:
    """Makes the layout, in a thread if there is much to place, and proposes it."""
    document = surface.editor.document
    count = sum(len(document.nodes_in(each)) for each in scope.workflows(document))
    if count <= AT_ONCE:
        _propose(surface, scope, scope.draft(document, keep_bends), keep_bends)
        return

    def done(draft: Draft) -> None:
        surface.notice(Notice(""))
        if draft.base is surface.editor.document:
            _propose(surface, scope, draft, keep_bends)
        else:
            surface.status("The document has changed meanwhile; lay it out again")

    def failed(error: Exception) -> None:
        surface.notice(Notice(""))
        surface.status("Layout cancelled" if isinstance(error, Cancelled) else str(error))

    def told(share: float) -> None:
        text = f"Laying out {count:,} steps · {share:.0%}" if share else f"Laying out {count:,} steps…"
        surface.notice(Notice(text, (("Cancel", stop),), lasts=True))

    def stop() -> None:
        job.drop()
        surface.status("Layout cancelled")

    job: Job[Draft] = Job(lambda own: scope.draft(document, keep_bends, own), done, failed, told)
    told(0.0)
    job.start()


def _propose(surface: Surface, scope: Scope, draft: Draft, keep_bends: bool) -> None:
    document, moved = draft.base, _moved(draft)
    if not draft.change:
        surface.notice(Notice("Everything is in its place already"))
        return
    text = f"{scope.title}: {'1 step moves' if moved == 1 else f'{moved:,} steps move'}"
    others: tuple[tuple[str, Callable[[], None]], ...] = ()
    if auto_layout.has_bends(document, scope.workflows(document)):
        if not keep_bends:
            text += " · bends set by hand go"
        answer = "Let bends go" if keep_bends else "Keep bends"
        others = ((answer, lambda: _start(surface, scope, keep_bends=not keep_bends)),)
    surface.propose(Proposal(scope.title, text, draft, others))


def _moved(draft: Draft) -> int:
    pairs = draft.change.records.items()
    return sum(before != after for key, (before, after) in pairs if key in draft.base.nodes)


def _lay_out_level(surface: Surface) -> None:
    """Lays out the workflow that fills the view, with all that runs inside it."""
    _start(surface, Scope("Lay out", surface.workflow_of(surface.level)))


def _lay_out_all(surface: Surface) -> None:
    _start(surface, Scope("Lay out everything"))


def _lay_out_selection(surface: Surface) -> None:
    _start(surface, Scope("Lay out selection", steps=chosen.node_ids(surface)))


def _lay_out_box(surface: Surface) -> None:
    """Lays out what is inside the selected box."""
    node = chosen.boxes(surface)[0].node
    if isinstance(node, Box):
        _start(surface, Scope("Lay out content", node.runs))


def _is_filled(surface: Surface) -> Verdict:
    return ALLOWED if surface.scene.nodes else refused("There is nothing to lay out yet")


def _may_lay_out_selection(surface: Surface) -> Verdict:
    return auto_layout.may_lay_out(surface.editor.document, chosen.node_ids(surface))


def _may_lay_out_box(surface: Surface) -> Verdict:
    picked = chosen.boxes(surface)
    if len(picked) != 1:
        return refused("Select one box first")
    node = picked[0].node
    if not isinstance(node, Box) or node.file is not None:
        return refused("What is in another file is laid out there")
    return ALLOWED if surface.editor.document.nodes_in(node.runs) else refused("The box is empty")


def _to_tidy(surface: Surface) -> Collection[str]:
    """The selected nodes, or all of the level."""
    picked = chosen.node_ids(surface)
    if picked:
        return picked
    nodes = surface.editor.document.nodes_in(surface.workflow_of(surface.level))
    return [n.id for n in nodes if not isinstance(n, Boundary)]


def _tidy(surface: Surface) -> None:
    """Lines up, evens and parts what is selected, or the level; shows the way."""
    before = surface.scene
    with surface.editor.edit("Tidy") as draft:
        tidying.tidy(draft, _to_tidy(surface), surface.editor.document.view.open)
    if surface.scene is before:
        surface.status("Everything is tidy already")
    else:
        surface.opening.start(before)


def _may_tidy(surface: Surface) -> Verdict:
    return tidying.may_tidy(surface.editor.document, _to_tidy(surface))


def _pin(surface: Surface, pinned: bool) -> None:
    """Pins the selection, so that layouts leave it where it is, or unpins it."""
    with surface.editor.edit("Pin in place" if pinned else "Unpin") as draft:
        arranging.pin(draft, chosen.node_ids(surface), pinned)


def _may_pin(surface: Surface, pinned: bool) -> Verdict:
    return arranging.may_pin(surface.editor.document, chosen.node_ids(surface), pinned)


LAYOUT_COMMANDS: tuple[Command, ...] = (
    Command("tidy", "Tidy", "arrange", _tidy, ("Alt+Shift+T",), None, _may_tidy, edits=True, places=True),
    Command(
        "layout",
        "Lay out this level",
        "arrange",
        _lay_out_level,
        ("Alt+Shift+L",),
        "workflow",
        _is_filled,
        edits=True,
        places=True,
    ),
    Command(
        "layout-selection",
        "Lay out selection",
        "arrange",
        _lay_out_selection,
        allowed=_may_lay_out_selection,
        edits=True,
        places=True,
    ),
    Command(
        "layout-box",
        "Lay out content of box",
        "arrange",
        _lay_out_box,
        allowed=_may_lay_out_box,
        edits=True,
        places=True,
    ),
    Command(
        "layout-all",
        "Lay out everything",
        "arrange",
        _lay_out_all,
        allowed=_is_filled,
        edits=True,
        places=True,
    ),
    Command(
        "pin",
        "Pin in place",
        "arrange",
        lambda surface: _pin(surface, True),
        icon="pin",
        allowed=lambda surface: _may_pin(surface, True),
        edits=True,
        places=True,
    ),
    Command(
        "unpin",
        "Unpin",
        "arrange",
        lambda surface: _pin(surface, False),
        allowed=lambda surface: _may_pin(surface, False),
        edits=True,
        places=True,
    ),
)
