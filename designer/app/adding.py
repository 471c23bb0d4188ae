"""Adds an element without a pointer: after the step selected, or on free ground in the middle of the view."""

from designer.canvas.element_menus import name_it
from designer.canvas.surface import Surface
from designer.canvas.tools.elements import offer
from designer.canvas.tools.lanes import keys_of
from designer.canvas.tools.places import base_corner
from designer.canvas.tools.stage import Element
from designer.editing import nodes, placement
from designer.editing.rules import RuleError
from designer.layout.geometry import Rect
from designer.layout.scene import Path
from designer.layout.sizes import default_size
from designer.model.nodes import NODE_CLASSES


def add(surface: Surface, element: Element) -> str:
    """Adds it and asks for its name; gives what stood in the way, or nothing."""
    chosen = [path for path in surface.selection if path in surface.scene.nodes]
    try:
        if len(chosen) == 1 and _may_follow(surface, chosen[0], element):
            path = _after(surface, chosen[0], element)
        else:
            path = _in_view(surface, element)
    except RuleError as error:
        return str(error)
    name_it(surface, path)
    return ""


def _may_follow(surface: Surface, path: Path, element: Element) -> bool:
    return nodes.may_append(surface.editor.document, path[-1], element.kind).ok


def _after(surface: Surface, path: Path, element: Element) -> Path:
    with surface.editor.edit(f"Add {offer(element).title.lower()}") as draft:
        made = nodes.append(draft, path[-1], element.kind, **keys_of(surface, element, source=path))
    return (*path[:-1], made)


def _in_view(surface: Surface, element: Element) -> Path:
    workflow = surface.workflow_of(surface.level)
    width, height = default_size(element.kind)
    center = surface.visible.center
    wanted = Rect(center.x - width / 2, center.y - height / 2, width, height)
    with surface.editor.edit(f"Add {offer(element).title.lower()}") as draft:
        if element.kind == "boundary":
            made = nodes.create(draft, element.kind, workflow)  # refused: it says where it belongs
        else:
            runs = {"runs": "sample"} if element.kind == "workflow" else {}
            sample = NODE_CLASSES[element.kind].model_validate({"id": "sample", "workflow": workflow, **runs})
            corner, _ = base_corner(surface, surface.level, sample, wanted)
            free = placement.free_place(draft, workflow, Rect(*corner, width, height))
            made = nodes.create(draft, element.kind, workflow, free, **keys_of(surface, element, center))
    return (*surface.level, made)
