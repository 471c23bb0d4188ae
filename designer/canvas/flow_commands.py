"""Commands about what joins things: flows, their ways, and the links of notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from designer.canvas import chosen
from designer.canvas.command import Command
from designer.editing import bending
from designer.editing.nodes import link_note
from designer.editing.rules import ALLOWED, Verdict, refused
from designer.model.nodes import Area, Note

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def _flow_ids(surface: Surface) -> list[str]:
    return list(dict.fromkeys(path[-1] for path in chosen.flows(surface)))


def _reset(surface: Surface) -> None:
    """Lets the ways of the selected flows be found anew."""
    with surface.editor.edit("Reset route") as draft:
        bending.reset_routes(draft, chosen.ids(surface))


def _may_reset(surface: Surface) -> Verdict:
    ids = chosen.ids(surface)
    return bending.may_reset(surface.editor.document, ids) if ids else refused("Select a flow first")


def _around(surface: Surface) -> list[str]:
    """The flows of the selected box if it is open, else of what the selection is in."""
    boxes = chosen.boxes(surface)
    is_one = len(boxes) == 1 and boxes[0].open
    container = boxes[0].path if is_one else chosen.container(surface)
    document, workflow = surface.editor.document, surface.workflow_of(container)
    return [each.id for each in (*document.flows_in(workflow), *document.nodes_in(workflow))]


def _reset_all(surface: Surface) -> None:
    """Lets the ways of all flows of a box, or of the level, be found anew."""
    with surface.editor.edit("Reset all routes") as draft:
        count = len(bending.reset_routes(draft, _around(surface)))
    surface.status("Reset 1 route" if count == 1 else f"Reset {count} routes")


def _unpin_ends(surface: Surface) -> None:
    """Lets the router choose the sides of the selected flows again."""
    with surface.editor.edit("Unpin ends") as draft:
        for flow in _flow_ids(surface):
            bending.pin_ends(draft, flow)


def _may_unpin_ends(surface: Surface) -> Verdict:
    ids = _flow_ids(surface)
    return bending.may_unpin_ends(surface.editor.document, ids) if ids else refused("Select a flow first")


def _straighten(surface: Surface) -> None:
    """Takes the small steps out of the selected flows."""
    document = surface.editor.document
    with surface.editor.edit("Straighten flow") as draft:
        for flow in _flow_ids(surface):
            if bending.may_straighten(document, flow):
                bending.straighten(draft, flow)


def _may_straighten(surface: Surface) -> Verdict:
    verdicts = [bending.may_straighten(surface.editor.document, flow) for flow in _flow_ids(surface)]
    if not verdicts:
        return refused("Select a flow first")
    return ALLOWED if any(verdicts) else verdicts[0]


def _link(surface: Surface) -> None:
    """Links the selected note to what is selected with it, or asks what to."""
    picked = chosen.nodes(surface)
    notes = [placed for placed in picked if isinstance(placed.node, Note | Area)]
    others = [placed for placed in picked if placed not in notes]
    if not others:
        surface.set_tool("pick:link-to")
        return
    with surface.editor.edit("Link note") as draft:
        for placed in others:
            link_note(draft, notes[0].node.id, placed.node.id)


def _may_link(surface: Surface) -> Verdict:
    picked = chosen.nodes(surface)
    notes = [placed for placed in picked if isinstance(placed.node, Note | Area)]
    if len(notes) != 1:
        return refused("Select one note first, alone or with what it is about")
    if len({placed.path[:-1] for placed in picked}) > 1:
        return refused("A note is about steps of its own workflow")
    return ALLOWED


def _one_flow(surface: Surface) -> Verdict:
    return ALLOWED if len(_flow_ids(surface)) == 1 else refused("Select one flow first")


FLOW_COMMANDS: tuple[Command, ...] = (
    *(
        Command(
            command_id,
            title,
            "insert",
            lambda surface, name=command_id: surface.set_tool(f"pick:{name}"),  # type: ignore[misc]  # bound now
            allowed=allowed,
            edits=True,
        )
        for command_id, title, allowed in (
            ("lead-to", "Lead to…", _one_flow),
            ("lead-from", "Lead from…", _one_flow),
            ("insert-into", "Insert into a flow…", chosen.some_node),
        )
    ),
    Command(
        "connect-to",
        "Connect to…",
        "insert",
        lambda surface: surface.set_tool("pick:connect-to"),
        ("Shift+C",),
        "spline",
        chosen.some_node,
        edits=True,
    ),
    Command("link-note", "Link note", "insert", _link, ("Shift+T",), "link", _may_link, edits=True),
    Command("reset-route", "Reset route", "arrange", _reset, allowed=_may_reset, edits=True, places=True),
    Command(
        "straighten",
        "Straighten flow",
        "arrange",
        _straighten,
        allowed=_may_straighten,
        edits=True,
        places=True,
    ),
    Command(
        "unpin-ends",
        "Unpin ends",
        "arrange",
        _unpin_ends,
        allowed=_may_unpin_ends,
        edits=True,
        places=True,
    ),
    Command(
        "reset-routes",
        "Reset all routes in the box",
        "arrange",
        _reset_all,
        allowed=lambda surface: bending.may_reset(surface.editor.document, _around(surface)),
        edits=True,
        places=True,
    ),
)
