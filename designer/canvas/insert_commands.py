"""Commands that add: menus, growing by keyboard, notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from designer.canvas import chosen
from designer.canvas.command import Command
from designer.canvas.tools.append import following
from designer.canvas.tools.lanes import keys_of
from designer.canvas.tools.places import base_corner
from designer.canvas.tools.stage import Element
from designer.canvas.tools.staying import show_at
from designer.canvas.walking import DIRECTIONS, Direction
from designer.editing import placement
from designer.editing.nodes import append, create, may_append, may_prepend, prepend
from designer.editing.rules import ALLOWED, RuleError, Verdict
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path
from designer.layout.sizes import default_size
from designer.model.nodes import NodeKind, Note

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def _append_menu(surface: Surface) -> None:
    """What may follow the selected step; what may be added anywhere where nothing is selected."""
    if not surface.selection:
        _create_menu(surface)
        return
    placed = chosen.nodes(surface)[0]
    at = Point(placed.rect.right + 12, placed.rect.center.y)
    surface.open_menu("append", at, placed.path)


def _may_follow(surface: Surface) -> Verdict:
    verdict = chosen.one_step(surface)
    if not verdict.ok:
        return verdict
    path = chosen.nodes(surface)[0].path
    return may_append(surface.editor.document, path[-1], following(surface, path))


def _may_add(surface: Surface) -> Verdict:
    return _may_follow(surface) if surface.selection else ALLOWED


def _create_menu(surface: Surface) -> None:
    surface.open_menu("create", surface.pointer_place or surface.visible.center)


def _replace_menu(surface: Surface) -> None:
    placed = chosen.nodes(surface)[0]
    surface.open_menu("replace", Point(placed.rect.x, placed.rect.bottom + 8), placed.path)


def _note(surface: Surface) -> None:
    """A note at the pointer, or beside the selection, linked to it."""
    container = chosen.container(surface)
    picked = chosen.nodes(surface)
    width, height = default_size("note")
    place = surface.pointer_place or surface.visible.center
    if picked:
        place = Point(picked[0].rect.center.x, picked[0].rect.y - height)
    else:
        container = surface.container_at(place)
    workflow = surface.workflow_of(container)
    beside = [each.node for each in picked if each.node.workflow == workflow]
    links = tuple(node.id for node in beside if not isinstance(node, Note))
    sample = Note(id="sample", workflow=workflow)
    rect = Rect(place.x - width / 2, place.y - height / 2, width, height)
    corner, _ = base_corner(surface, container, sample, rect)
    with surface.editor.edit("Add note") as draft:
        free = placement.free_place(draft, workflow, Rect(*corner, width, height))
        made = create(draft, "note", workflow, free, links=links)
        show_at(surface, draft, container, {made: rect})
    _name_it(surface, (*container, made))


def _name_it(surface: Surface, path: Path) -> None:
    from designer.canvas.element_menus import name_it

    name_it(surface, path)


def grow(surface: Surface, direction: Direction, source: Path | None = None) -> None:
    """A new step connected in a direction; its name is asked for at once (C23).

    An empty level begins with a trigger, whichever direction that is.
    """
    if source is None and _is_bare(surface):
        surface.start("trigger")
        return
    path = source or chosen.nodes(surface)[0].path
    ahead, back = _ways(surface, path)
    kind = "task" if direction == back else following(surface, path)
    keys = keys_of(surface, Element(kind), source=path)
    try:
        with surface.editor.edit("Add task" if kind == "task" else f"Add {kind}") as draft:
            if direction == back:
                made = prepend(draft, path[-1], kind, **keys)
            else:
                at = None if direction == ahead else _aside(surface, path, direction, kind)
                made = append(draft, path[-1], kind, at, **keys)
    except RuleError as error:
        surface.status(str(error))
        return
    _name_it(surface, (*path[:-1], made))


def _is_bare(surface: Surface) -> bool:
    """Whether there is nothing on the level from which anything could grow."""
    return not surface.editor.document.nodes_in(surface.workflow_of(surface.level))


def _ways(surface: Surface, path: Path) -> tuple[Direction, Direction]:
    """In which direction the work goes on from a node, and from where it comes."""
    document = surface.editor.document
    goes_right = document.workflows[document.nodes[path[-1]].workflow].direction == "right"
    return ("right", "left") if goes_right else ("down", "up")


def _aside(surface: Surface, path: Path, direction: Direction, kind: NodeKind) -> Point:
    """A free place beside a node, square to the way of the work."""
    document = surface.editor.document
    node = document.nodes[path[-1]]
    rect = placement.rect_of(document, node)
    width, height = placement.size_in(document, kind, node.workflow)
    x, y = rect.center.x - width / 2, rect.center.y - height / 2
    if direction in ("up", "down"):
        y = rect.bottom + placement.GAP if direction == "down" else rect.y - placement.GAP - height
    else:
        x = rect.right + placement.GAP if direction == "right" else rect.x - placement.GAP - width
    return placement.free_place(document, node.workflow, Rect(x, y, width, height))


def _may_grow(direction: Direction) -> Callable[[Surface], Verdict]:
    def may(surface: Surface) -> Verdict:
        if _is_bare(surface):
            return ALLOWED
        verdict = chosen.one_step(surface)
        if not verdict.ok:
            return verdict
        path = chosen.nodes(surface)[0].path
        if direction == _ways(surface, path)[1]:
            return may_prepend(surface.editor.document, path[-1], "task")
        return _may_follow(surface)

    return may


INSERT_COMMANDS: tuple[Command, ...] = (
    Command("append-menu", "Add next step…", "insert", _append_menu, ("A",), "plus", _may_add, edits=True),
    Command("create-menu", "Add element…", "insert", _create_menu, ("N",), "copy-plus", edits=True),
    Command(
        "replace-menu",
        "Replace by…",
        "insert",
        _replace_menu,
        ("R",),
        "arrow-right-left",
        chosen.one_step,
        edits=True,
    ),
    Command("note", "Add note", "insert", _note, ("T",), "sticky-note", edits=True),
    *(
        Command(
            f"grow-{direction}",
            f"Grow {direction}",
            "insert",
            lambda s, way=direction: grow(s, way),  # type: ignore[misc]  # bound now, not when called
            (f"Ctrl+{direction.capitalize()}",),
            allowed=_may_grow(direction),
            edits=True,
        )
        for direction in DIRECTIONS
    ),
)
