"""The clipboard: our own format beside plain text, and where what is pasted goes (C13)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast
from weakref import WeakKeyDictionary

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from designer.canvas import chosen
from designer.canvas.copy_image import SVG_MIME, drawn
from designer.canvas.snapping import GRID
from designer.canvas.tools.bring import end_corner
from designer.canvas.tools.growing import settle
from designer.canvas.tools.places import base_point, origin_of
from designer.canvas.tools.stage import Notice
from designer.canvas.tools.staying import copies_at, frame_of, show_at
from designer.canvas.undoing import undo
from designer.editing import clipboard, placement, structure
from designer.editing.clipboard import MIME, Fragment, Matches, fragment_from_text
from designer.editing.flows import connect
from designer.editing.rules import ALLOWED, RuleError, Verdict, refused
from designer.editing.splicing import may_splice, splice
from designer.editing.structure import called
from designer.layout.geometry import Point
from designer.layout.scene import Path
from designer.model.lookups import Readable
from designer.model.nodes import Area, Note

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

DRAWN = 200  # so many nodes are also copied as a picture
CUT = "application/x-process-designer-cut"
MOST_OFFERED = 8  # flows up to which an offer to join them shows their lines: more are a tangle


@dataclass(frozen=True)
class Held:
    """What the clipboard holds; `cut` tells one cut from another and is empty for what was copied."""

    fragment: Fragment
    cut: str = ""


_pasted: WeakKeyDictionary[Surface, tuple[str, int]] = WeakKeyDictionary()


@dataclass(frozen=True)
class Reconnect:
    """An offer to join what was pasted: its words, what it does, and the lines of the flows it would make."""

    words: str
    join: Callable[[], None]
    lines: tuple[tuple[Point, ...], ...]


def copy(surface: Surface) -> None:
    """Puts the selected nodes, and the flows among them, onto the clipboard."""
    _write(surface, clipboard.copy(surface.editor.document, chosen.ids(surface)))
    surface.status(_counted("Copied", len(chosen.node_ids(surface))))


def cut(surface: Surface) -> None:
    """Copies the selected nodes and deletes them, flows healed."""
    ids = chosen.ids(surface)
    with surface.editor.edit("Cut") as draft:
        fragment = clipboard.cut(draft, ids)
        _write(surface, fragment, cut=draft.new_id())
        settle(surface, draft, chosen.homes(surface))
    surface.select(())
    surface.status(_counted("Cut", len(ids)))


def can_paste(surface: Surface) -> Verdict:  # noqa: ARG001
    """Whether the clipboard holds steps or words."""
    data = _held()
    if data.hasFormat(MIME) or data.hasText():
        return ALLOWED
    return refused("There is nothing to paste: copy some steps or lines of text first")


def paste(surface: Surface) -> None:
    """Pastes at the pointer, into the selected box, or into the selected flow."""
    found = _read(surface)
    if found is None:
        return
    container = _target(surface)
    frame, placed = frame_of(found.fragment), surface.scene.nodes.get(container)
    if placed is not None and not placed.open:
        at = end_corner(surface.editor.document, surface.workflow_of(container), frame)
        _paste(surface, container, found, at)
    else:
        _paste_seen(surface, container, found, _spot(surface, container) - (frame.w / 2, frame.h / 2))


def paste_at(surface: Surface, fragment: Fragment, at: Point) -> None:
    """Pastes what did not come by the clipboard, with its upper left corner at a scene point."""
    container = surface.container_at(at)
    _paste_seen(surface, container, Held(fragment), at)


def paste_in_place(surface: Surface) -> None:
    """Pastes at the coordinates from which it was copied, on this level."""
    found = _read(surface)
    if found is not None:
        _paste(surface, chosen.container(surface), found, None)


def _write(surface: Surface, fragment: Fragment, cut: str = "") -> None:
    text = fragment.to_json()
    data = QMimeData()
    data.setData(MIME, text.encode())
    data.setText(text)
    if len(fragment.nodes) <= DRAWN:
        data.setData(SVG_MIME, drawn(surface))
    if cut:
        data.setData(CUT, cut.encode())
    QGuiApplication.clipboard().setMimeData(data)


def _held() -> QMimeData:
    """What the clipboard holds; where nothing was ever copied, some platforms give nothing at all."""
    found = cast("QMimeData | None", QGuiApplication.clipboard().mimeData())
    return QMimeData() if found is None else found


def _read(surface: Surface) -> Held | None:
    """What is on the clipboard; None, and why, if it cannot be pasted."""
    data = _held()
    text = _words(data, MIME) if data.hasFormat(MIME) else data.text()
    try:
        return Held(fragment_from_text(text), _words(data, CUT)) if text.strip() else None
    except RuleError as error:
        surface.status(str(error))
        return None


def _words(data: QMimeData, kind: str) -> str:
    """Text of a kind; what other programs put there need not be text."""
    return bytes(data.data(kind).data()).decode(errors="replace")


def _keeps_ids(surface: Surface, held: Held) -> bool:
    """Whether what was cut is pasted for the first time, or that was taken back (T31)."""
    cut, number = _pasted.get(surface, ("", 0))
    again = cut == held.cut and any(entry.number == number for entry in surface.editor.history.done)
    return bool(held.cut) and not again


def _remember(surface: Surface, held: Held) -> None:
    """Keeps which edit has pasted with the ids of what was cut."""
    if _keeps_ids(surface, held):
        _pasted[surface] = (held.cut, surface.editor.history.done[-1].number)


def _target(surface: Surface) -> Path:
    """The selected box if it is open or alone, else the container under the pointer, else the level."""
    boxes = chosen.boxes(surface)
    if len(boxes) == 1 and (boxes[0].open or len(surface.selection) == 1):
        return boxes[0].path
    flow = _selected_flow(surface)
    if flow is not None:
        return flow[:-1]
    pointer = surface.pointer_place
    return surface.level if pointer is None else surface.container_at(pointer)


def _spot(surface: Surface, container: Path) -> Point:
    """Where the middle of something that is pasted goes: at the pointer, or in that of the container."""
    placed = surface.scene.nodes.get(container)
    spot = surface.pointer_place or surface.visible.center
    if placed is not None and not placed.rect.holds(*spot):
        spot = placed.rect.center
    return spot


def _paste_seen(surface: Surface, container: Path, found: Held, corner: Point) -> None:
    """Pastes with the upper left corner near a scene point, on the grid."""
    frame, origin = frame_of(found.fragment), origin_of(surface.scene, container)
    held = Point(frame.w / 2, frame.h / 2)
    base = base_point(surface, container, corner + held) - held
    _paste(surface, container, found, _on_grid(base), seen=_on_grid(corner - origin) + origin)


def _on_grid(at: Point) -> Point:
    return Point(round(at.x / GRID) * GRID, round(at.y / GRID) * GRID)


def _selected_flow(surface: Surface) -> Path | None:
    path = chosen.single(surface)
    return path if path is not None and path in surface.scene.flows else None


def _paste(
    surface: Surface,
    container: Path,
    found: Held,
    at: Point | None,
    use_existing: tuple[str, ...] = (),
    seen: Point | None = None,
) -> None:
    fragment, keeps_ids = found.fragment, _keeps_ids(surface, found)
    workflow = surface.workflow_of(container)
    flow = _selected_flow(surface)
    known = clipboard.matches(surface.editor.document, fragment, use_existing)
    try:
        with surface.editor.edit("Paste") as draft:
            ids = clipboard.paste_all(draft, fragment, workflow, at, keeps_ids, use_existing)
            made = [ids[chosen_id] for chosen_id in fragment.chosen]
            if flow is not None and may_splice(draft, made, flow[-1]).ok:
                splice(draft, made, flow[-1])
            elif seen is not None:
                show_at(surface, draft, container, copies_at(fragment, ids, seen))
    except RuleError as error:
        surface.status(str(error))
        return
    _remember(surface, found)
    surface.status(_counted("Pasted", len(made)))

    def again() -> None:
        undo(surface)
        _paste(surface, container, found, at, tuple(copied for copied, _ in known.renamed), seen)

    _tell(surface, container, made, known, _reconnections(surface, fragment, ids), again)


def paste_after(surface: Surface) -> None:
    """Pastes behind the selected step: into the flow that leaves it if it is the only one, else beside it."""
    found = _read(surface)
    if found is None:
        return
    fragment = found.fragment
    container, step = chosen.container(surface), chosen.node_ids(surface)[0]
    workflow = surface.workflow_of(container)
    frame = frame_of(fragment)
    known = clipboard.matches(surface.editor.document, fragment)
    try:
        with surface.editor.edit("Paste after") as draft:
            leaving = draft.flows_from(step)
            corner = placement.beside(draft, step, (frame.w, frame.h))
            ids = clipboard.paste_all(draft, fragment, workflow, corner, _keeps_ids(surface, found))
            made = [ids[each] for each in fragment.chosen]
            if len(leaving) == 1 and may_splice(draft, made, leaving[0].id).ok:
                splice(draft, made, leaving[0].id)
            else:
                connect(draft, step, _first(draft, made))
    except RuleError as error:
        surface.status(str(error))
        return
    _remember(surface, found)
    _tell(surface, container, made, known, None, None)


def _first(d: Readable, made: Sequence[str]) -> str:
    """Where a pasted chain begins."""
    inside = set(made)
    steps = [node for node in structure.nodes(d, made) if not isinstance(node, Note | Area)]
    begun = [node.id for node in steps if not any(flow.source in inside for flow in d.flows_into(node.id))]
    if len(begun) != 1:
        raise RuleError(
            "Only what begins with one step can be pasted after another: paste it beside instead."
        )
    return begun[0]


def may_paste_after(surface: Surface) -> Verdict:
    """Whether there is a step to paste after, and something to paste."""
    verdict = chosen.one_step(surface)
    return can_paste(surface) if verdict.ok else verdict


def _reconnections(surface: Surface, fragment: Fragment, ids: Mapping[str, str]) -> Reconnect | None:
    """How the copies would be joined to what the originals are joined to, if they stand beside it."""
    trial = surface.editor.draft()
    joined = clipboard.reattach(trial, fragment, ids) if fragment.stubs else []
    count = len(joined)
    if not count:
        return None

    def join() -> None:
        with surface.editor.edit(f"Reconnect {count}") as draft:
            made = clipboard.reattach(draft, fragment, ids)
        surface.flash([path for path in surface.scene.flows if path[-1] in made])

    flows = surface.scene_of(trial.document).flows if count <= MOST_OFFERED else {}
    lines = tuple(routed.points for path, routed in flows.items() if path[-1] in joined)
    return Reconnect(f"Reconnect {count}", join, lines)


def _tell(
    surface: Surface,
    container: Path,
    made: Sequence[str],
    known: Matches,
    reconnect: Reconnect | None,
    again: Callable[[], None] | None,
) -> None:
    """Selects what was pasted, and says what came along and what can be done about it."""
    where = _show(surface, container, made)
    parts = [f"Pasted into {where[0]}"] if where is not None else ["Pasted"]
    actions = [("Show", where[1])] if where is not None else []
    if known.added:
        parts.append(f"added {', '.join(called(record) for record in known.added)}")
    if known.renamed and again is not None:
        actions.append(("Use existing", again))
    if reconnect is not None:
        actions.append((reconnect.words, reconnect.join))
    if len(parts) > 1 or actions:
        surface.notice(
            Notice(" · ".join(parts), tuple(actions), offers=reconnect.lines if reconnect is not None else ())
        )


def _show(surface: Surface, container: Path, made: Sequence[str]) -> tuple[str, Callable[[], None]] | None:
    """Selects what was pasted; where it is not seen, the name of its box and what shows it."""
    paths = [(*container, node) for node in made]
    if any(path in surface.scene.nodes for path in paths):
        surface.select(paths)
        surface.navigation.reveal(
            surface.scene.nodes[paths[0]].rect
        )  # one reads a long list from its beginning
        return None
    surface.select([container])

    def show() -> None:
        surface.toggle([container])
        surface.select(paths)

    return called(surface.editor.document.nodes.get(container[-1])), show


def _counted(verb: str, number: int) -> str:
    return f"{verb} {number} {'item' if number == 1 else 'items'}"
