"""Commands that put things in their place: nudge, align, distribute, wrap, dissolve."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, get_args

from designer.canvas import chosen
from designer.canvas.command import PLAYING, Command
from designer.canvas.snapping import GRID
from designer.canvas.tools.boxing import BoxingTool
from designer.canvas.tools.growing import settle
from designer.canvas.tools.lanes import PLACES
from designer.canvas.tools.moved import Moved, company
from designer.canvas.tools.send import may_send, send
from designer.canvas.tools.stage import Notice
from designer.editing import arranging, grouping, nesting, placement, spacing
from designer.editing.nodes import fit_to_content, move, resize
from designer.editing.rules import ALLOWED, RuleError, Verdict, refused
from designer.layout.geometry import Rect
from designer.layout.scene import Path
from designer.layout.sizes import is_resizable

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

MANY = 200
SCROLL = 50  # px per arrow key where nothing is selected
_WAYS = {"Left": (-1, 0), "Right": (1, 0), "Up": (0, -1), "Down": (0, 1)}
_ALIGN_ICONS: dict[arranging.Edge, str] = {"left": "align-left"}


def _nudge(surface: Surface, dx: int, dy: int, steps: int) -> None:
    """Moves the selection by grid units; scrolls if there is none."""
    if not chosen.nodes(surface):
        surface.scroll(dx * SCROLL, dy * SCROLL)
        return
    unit = GRID if surface.habits.snaps_to_grid else 1
    ids = chosen.node_ids(surface)
    with surface.editor.edit("Nudge", merge=("nudge", ids)) as draft:
        move(draft, ids, dx * unit * steps, dy * unit * steps)
        settle(surface, draft, chosen.homes(surface))
    surface.show_selection()


def _may_nudge(surface: Surface) -> Verdict:
    """Scrolling is always allowed, moving is not while a run is played, nor in lanes."""
    if surface.is_playing_mode and chosen.nodes(surface):
        return refused(PLAYING)
    return refused(PLACES) if surface.lanes is not None and chosen.nodes(surface) else ALLOWED


def _align(surface: Surface, edge: arranging.Edge) -> None:
    with surface.editor.edit(f"Align {edge}") as draft:
        arranging.align(draft, chosen.node_ids(surface), edge, chosen.key(surface))


def _distribute(surface: Surface, axis: arranging.Axis) -> None:
    with surface.editor.edit(f"Distribute {axis}ly") as draft:
        arranging.distribute(draft, chosen.node_ids(surface), axis)


def _space_out(surface: Surface, axis: arranging.Axis) -> None:
    with surface.editor.edit(f"Space out {axis}ly") as draft:
        arranging.space_out(draft, chosen.node_ids(surface), axis, placement.GAP, chosen.key(surface))


def _to_spread(surface: Surface) -> list[str]:
    """The selection if there are several, else all that stands around it."""
    ids = chosen.node_ids(surface)
    if len(ids) > 1:
        return list(ids)
    workflow = surface.workflow_of(chosen.container(surface))
    return [node.id for node in surface.editor.document.nodes_in(workflow)]


def _spread(surface: Surface) -> None:
    """Moves what lies on something else to free ground."""
    container = chosen.container(surface)
    with surface.editor.edit("Spread") as draft:
        moved = arranging.spread(draft, _to_spread(surface))
    surface.select([(*container, node) for node in moved])


def _may_spread(surface: Surface) -> Verdict:
    if len({placed.path[:-1] for placed in chosen.nodes(surface)}) > 1:
        return refused("Select steps of one workflow.")
    # Very many are not compared again and again only to tell whether a menu is dimmed.
    ids = _to_spread(surface)
    if len(ids) > MANY or arranging.covering(surface.editor.document, ids):
        return ALLOWED
    return refused("Nothing here lies on anything else")


def _may_arrange(least: int) -> Callable[[Surface], Verdict]:
    return lambda surface: arranging.may_arrange(surface.editor.document, chosen.node_ids(surface), least)


def _wrap(surface: Surface) -> None:
    """Makes a box of the selection and asks for its name."""
    container = chosen.container(surface)
    with surface.editor.edit("Wrap in box") as draft:
        box = nesting.wrap(draft, chosen.node_ids(surface))
    surface.select([(*container, box)])
    surface.rename((*container, box))


def _frame(surface: Surface) -> None:
    """Draws an area around the selection and asks for its name."""
    container = chosen.container(surface)
    with surface.editor.edit("Wrap in area") as draft:
        made = arranging.frame(draft, chosen.node_ids(surface))
    surface.select([(*container, made)])
    surface.rename((*container, made))


def _may_wrap(surface: Surface) -> Verdict:
    ids = chosen.node_ids(surface)
    if not ids:
        return refused("Select a step first")
    return nesting.may_wrap(surface.editor.document, ids)


def _suggest_boxes(surface: Surface) -> None:
    """Shows which steps of the level would make good boxes, and asks which of them to wrap."""
    found = grouping.suggestions(surface.editor.document, surface.workflow_of(surface.level))
    if found:
        surface.take(lambda: BoxingTool(surface, found))
    else:
        surface.notice(Notice("No steps here hang together closely enough. Select some and wrap them"))


def _may_suggest_boxes(surface: Surface) -> Verdict:
    return grouping.may_suggest(surface.editor.document, surface.workflow_of(surface.level))


def _dissolve(surface: Surface) -> None:
    """Puts the content of the selected boxes in their place."""
    picked = chosen.boxes(surface)
    paths: list[Path] = []
    copied: set[str] = set()
    with surface.editor.edit("Dissolve box") as draft:
        for placed in picked:
            report = nesting.dissolve(draft, placed.node.id)
            paths += [(*placed.path[:-1], each) for each in report.nodes]
            copied |= {task for task, _ in report.copied}
    surface.select(paths)
    if copied:
        steps = "1 step" if len(copied) == 1 else f"{len(copied)} steps"
        surface.notice(Notice(f"Dissolved · {steps} took over the role or time limit of the box"))


def _may_dissolve(surface: Surface) -> Verdict:
    boxes = chosen.boxes(surface)
    if not boxes:
        return refused("Select a box first")
    verdicts = (nesting.may_dissolve(surface.editor.document, placed.node.id) for placed in boxes)
    return next((verdict for verdict in verdicts if not verdict.ok), ALLOWED)


def _fit_boxes(surface: Surface) -> None:
    """Makes the selected boxes as small as their content allows."""
    with surface.editor.edit("Fit to content") as draft:
        for placed in chosen.boxes(surface):
            fit_to_content(draft, placed.node.id)


def _resize(surface: Surface, dx: int, dy: int) -> None:
    """Gives the selected box, note or area another size, its upper left corner kept, by a grid unit."""
    (placed,) = chosen.nodes(surface)
    node, rect = placed.node, placed.rect
    wanted = Rect(*node.at, rect.w + dx * GRID, rect.h + dy * GRID)
    draft = surface.editor.draft()
    got = resize(draft, node.id, wanted, open=placed.open)
    if (got.w, got.h) == (rect.w, rect.h):
        surface.status("As small as its content allows")
    else:
        surface.editor.commit(draft.change, "Resize", ("resize", node.id, dx, dy))


def _may_resize(surface: Surface) -> Verdict:
    picked = chosen.nodes(surface)
    if len(picked) == 1 and is_resizable(picked[0].node):
        return ALLOWED
    return refused("Select one box, note or area first")


def _moved(surface: Surface) -> Moved:
    items = company(surface, surface.selection)
    return Moved(items, items[0])


def _move_out(surface: Surface) -> None:
    """Moves the selection out of its box, beside it."""
    send(surface, _moved(surface), chosen.container(surface)[:-1])


def _may_move_out(surface: Surface) -> Verdict:
    verdict = chosen.some_node(surface)
    if not verdict.ok:
        return verdict
    container = chosen.container(surface)
    if not container:
        return refused("This is the outermost level")
    if not company(surface, surface.selection):
        return refused("An event moves with the step on whose border it sits.")
    return may_send(surface, _moved(surface), container[:-1])


def _make_space(surface: Surface, distance: float) -> None:
    """Makes space before the selected step along its flow, or takes it away."""
    step = chosen.node_ids(surface)[0]
    title = "Make space" if distance > 0 else "Take away space"
    try:
        with surface.editor.edit(title, merge=("space", step, distance > 0)) as draft:
            spacing.make_space(draft, step, distance)
    except RuleError as error:
        surface.status(str(error))


ARRANGE_COMMANDS: tuple[Command, ...] = (
    *(
        Command(
            f"nudge-{key.lower()}" + ("-far" if far else ""),
            f"Move {key.lower()}" + (" further" if far else ""),
            "arrange",
            lambda s, x=dx, y=dy, n=5 if far else 1: _nudge(s, x, y, n),  # type: ignore[misc]  # bound now
            (f"Shift+{key}" if far else key,),
            allowed=_may_nudge,
        )
        for key, (dx, dy) in _WAYS.items()
        for far in (False, True)
    ),
    *(
        Command(
            f"align-{alignment}",
            f"Align {alignment}",
            "arrange",
            lambda s, how=alignment: _align(s, how),  # type: ignore[misc]  # bound now, not when called
            icon=_ALIGN_ICONS.get(alignment),
            allowed=_may_arrange(2),
            edits=True,
            places=True,
        )
        for alignment in get_args(arranging.Edge)
    ),
    *(
        Command(
            f"distribute-{axis}ly",
            f"Distribute {axis}ly",
            "arrange",
            lambda s, how=axis: _distribute(s, how),  # type: ignore[misc]  # bound now, not when called
            allowed=_may_arrange(3),
            edits=True,
            places=True,
        )
        for axis in get_args(arranging.Axis)
    ),
    *(
        Command(
            f"space-out-{axis}ly",
            f"Space out {axis}ly, {placement.GAP:.0f} apart",
            "arrange",
            lambda s, how=axis: _space_out(s, how),  # type: ignore[misc]  # bound now, not when called
            allowed=_may_arrange(2),
            edits=True,
            places=True,
        )
        for axis in get_args(arranging.Axis)
    ),
    *(
        Command(
            f"{word}-space",
            "Make space before a step" if distance > 0 else "Take away space before a step",
            "arrange",
            lambda s, by=distance: _make_space(s, by),  # type: ignore[misc]  # bound now, not when called
            allowed=chosen.one_step,
            edits=True,
            places=True,
        )
        for word, distance in (("make", placement.GAP), ("take", -placement.GAP))
    ),
    *(
        Command(
            name,
            f"Make {name}",
            "arrange",
            lambda s, x=dx, y=dy: _resize(s, x, y),  # type: ignore[misc]  # bound now, not when called
            allowed=_may_resize,
            edits=True,
            places=True,
        )
        for name, dx, dy in (("wider", 1, 0), ("narrower", -1, 0), ("taller", 0, 1), ("lower", 0, -1))
    ),
    Command(
        "spread", "Spread what overlaps", "arrange", _spread, allowed=_may_spread, edits=True, places=True
    ),
    Command(
        "move-into",
        "Move into…",
        "arrange",
        lambda surface: surface.set_tool("pick:move-into"),
        ("Shift+M",),
        "log-in",
        chosen.some_node,
        edits=True,
    ),
    Command(
        "move-out",
        "Move up a level",
        "arrange",
        _move_out,
        ("Ctrl+Shift+M",),
        "log-out",
        _may_move_out,
        edits=True,
    ),
    Command("wrap", "Wrap in box", "arrange", _wrap, ("Ctrl+G",), "group", _may_wrap, edits=True),
    Command(
        "suggest-boxes",
        "Suggest boxes",
        "arrange",
        _suggest_boxes,
        icon="boxes",
        allowed=_may_suggest_boxes,
        edits=True,
    ),
    Command(
        "wrap-area",
        "Wrap in area",
        "arrange",
        _frame,
        ("Ctrl+Alt+G",),
        "square-dashed",
        _may_arrange(1),
        edits=True,
        places=True,
    ),
    Command(
        "dissolve",
        "Dissolve box",
        "arrange",
        _dissolve,
        ("Ctrl+Shift+G",),
        "ungroup",
        _may_dissolve,
        edits=True,
    ),
    Command(
        "fit-box",
        "Fit box to content",
        "arrange",
        _fit_boxes,
        ("Ctrl+Alt+0",),
        "minimize",
        chosen.some_box,
        edits=True,
    ),
)
