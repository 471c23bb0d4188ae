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
from designer.canvas.walking import DIRECTIONS, Direction
from designer.editing import placement
from designer.editing.flows import connect
from designer.editing.nodes import append, create, may_append
from designer.editing.rules import RuleError, Verdict
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path
from designer.layout.sizes import default_size, size_of
from designer.model.nodes import Note

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def _append_menu(surface: Surface) -> None:
    placed = chosen.nodes(surface)[0]
    at = Point(placed.rect.right + 12, placed.rect.center.y)
    surface.open_menu("append", at, placed.path)


def _may_follow(surface: Surface) -> Verdict:
    verdict = chosen.one_step(surface)
    if not verdict.ok:
        return verdict
    return may_append(surface.editor.document, chosen.nodes(surface)[0].node.id, "task")


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
    _name_it(surface, (*container, made))


def _name_it(surface: Surface, path: Path) -> None:
    from designer.canvas.element_menus import name_it

    name_it(surface, path)


def grow(surface: Surface, direction: Direction, source: Path | None = None) -> None:
    """A new step connected in a direction; its name is asked for at once (C23)."""
    path = source or chosen.nodes(surface)[0].path
    node = surface.scene.nodes[path].node
    kind = following(surface, path)
    keys = keys_of(surface, Element(kind), source=path)
    try:
        with surface.editor.edit("Add task" if kind == "task" else f"Add {kind}") as draft:
            if direction == "right":
                made = append(draft, path[-1], kind, **keys)
            elif direction == "left":
                at = placement.beside(draft, path[-1], default_size(kind), before=True)
                made = create(draft, kind, node.workflow, at, **keys)
                connect(draft, made, path[-1])
            else:
                at = _beyond(surface, path, direction)
                made = append(draft, path[-1], kind, at, **keys)
    except RuleError as error:
        surface.status(str(error))
        return
    _name_it(surface, (*path[:-1], made))


def _beyond(surface: Surface, path: Path, direction: Direction) -> Point:
    """A free place above or below a node."""
    document = surface.editor.document
    node = document.nodes[path[-1]]
    own_width, own_height = size_of(node)
    width, height = default_size(following(surface, path))
    step = placement.GAP + (own_height if direction == "down" else height)
    wanted = Rect(
        node.at[0] + (own_width - width) / 2,
        node.at[1] + (step if direction == "down" else -step),
        width,
        height,
    )
    return placement.free_place(document, node.workflow, wanted)


def _may_grow(direction: Direction) -> Callable[[Surface], Verdict]:
    return chosen.one_step if direction == "left" else _may_follow


INSERT_COMMANDS: tuple[Command, ...] = (
    Command("append-menu", "Add next step…", "insert", _append_menu, ("A",), "plus", _may_follow, edits=True),
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
