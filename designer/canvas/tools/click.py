"""What a click and a double-click do (C3)."""

from dataclasses import replace

from designer.canvas.tools.bends import straighten_here, without_bend
from designer.canvas.tools.selecting import added, toggled
from designer.canvas.tools.stage import Hit, Pointer, Stage
from designer.editing.nodes import fit_to_content
from designer.layout.geometry import Point
from designer.layout.scene import Placed
from designer.model.nodes import Box

FAR_OUT = 0.12  # below this zoom only boxes can be told apart


def aimed(stage: Stage, at: Point) -> Hit:
    """What a press means: from far away boxes only, for nothing else can be told apart there."""
    if stage.zoom >= FAR_OUT:
        return stage.hit(at)
    nodes = stage.scene.nodes
    boxes = (hit for hit in stage.hits(at) if hit.path in nodes and isinstance(nodes[hit.path].node, Box))
    found = next(boxes, None)
    return Hit("canvas", stage.level, stage.level) if found is None else replace(found, kind="header")


def click(stage: Stage, hit: Hit, pointer: Pointer) -> None:
    """A press and release in one place."""
    if hit.kind == "chevron":
        stage.toggle([hit.path], deep=pointer.modifiers.shift)
    elif hit.kind == "badge" and not (pointer.modifiers.shift or pointer.modifiers.control):
        stage.explain(hit.path)
    elif hit.kind == "append":
        stage.select({hit.path})
        stage.open_menu("append", pointer.scene, hit.path)
    elif pointer.modifiers.shift and pointer.modifiers.control:
        _cycle(stage, pointer)
    elif hit.kind == "canvas":
        if not pointer.modifiers.shift:
            stage.select(())
    elif pointer.modifiers.shift:
        stage.select(added(stage.selection, hit.path))
    elif pointer.modifiers.control:
        stage.select(toggled(stage.selection, hit.path))
    else:
        stage.select({hit.path})


def double_click(stage: Stage, hit: Hit, pointer: Pointer) -> None:
    """Two presses in one place."""
    if stage.zoom < FAR_OUT and hit.kind != "canvas":
        stage.show(hit.path)
    elif hit.kind in ("inside", "canvas"):
        stage.open_menu("create", pointer.scene)
    elif hit.kind == "bend":
        without_bend(stage, hit)
    elif hit.kind in ("flow", "segment") and straighten_here(stage, hit):
        return
    elif hit.kind == "header" and _is_border(_placed(stage, hit), pointer.scene):
        with stage.editor.edit("Fit to content") as draft:
            fit_to_content(draft, hit.path[-1])
    elif hit.kind in ("header", "node") and isinstance(_placed(stage, hit).node, Box):
        stage.enter(hit.path)
    elif hit.kind in ("title", "node", "header", "label", "flow", "segment"):
        stage.select({hit.path})
        stage.rename(hit.path)


def _is_border(placed: Placed, at: Point) -> bool:
    """Whether a point of an open box's frame is on its border and not in its header."""
    return placed.open and not placed.rect.moved(0, -placed.rect.h + placed.header).grown(-4).holds(*at)


def _placed(stage: Stage, hit: Hit) -> Placed:
    return stage.scene.nodes[hit.path]


def _cycle(stage: Stage, pointer: Pointer) -> None:
    """Selects the next of what lies under the pointer, from the topmost down."""
    paths = list(dict.fromkeys(hit.path for hit in stage.hits(pointer.scene)))
    if not paths:
        return
    current = next((index for index, path in enumerate(paths) if path in stage.selection), -1)
    stage.select({paths[(current + 1) % len(paths)]})
    stage.status(f"{(current + 1) % len(paths) + 1} of {len(paths)} under the pointer")
