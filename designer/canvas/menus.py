"""The menus of a surface: what comes next, what may be created, what may be done with what lies there."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from designer.canvas.command import PLAYING
from designer.canvas.context_menu import open_context_menu
from designer.canvas.element_menu import ElementMenu
from designer.canvas.element_menus import name_it, open_element_menu
from designer.canvas.tools.elements import offer
from designer.canvas.tools.lanes import keys_of
from designer.canvas.tools.places import base_corner
from designer.canvas.tools.stage import Element, Menu
from designer.canvas.tools.staying import show_at
from designer.editing import placement
from designer.editing.nodes import create
from designer.editing.rules import RuleError
from designer.layout.geometry import Point, Rect, middle_of
from designer.layout.scene import Path
from designer.layout.sizes import default_size
from designer.model.nodes import Note

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


class Menus:
    """Opens menus over one surface."""

    def __init__(self, surface: "Surface") -> None:
        self._surface = surface
        self.elements: ElementMenu | None = None
        self.context: QMenu | None = None

    def open(self, menu: Menu, at: Point, path: Path | None, port: str) -> None:
        """Opens a menu at a scene point."""
        surface = self._surface
        if menu == "context":
            self.context = open_context_menu(surface, at, path)
        elif surface.is_playing_mode:
            surface.status(PLAYING)
        else:
            self.elements = open_element_menu(surface, menu, at, path, port)

    def ask(self) -> None:
        """The key for menus: opens that of what is selected, or of the level, where it is seen."""
        surface = self._surface
        if surface.is_busy:
            return
        surface.show_selection()
        path = min(surface.selection, default=None)
        placed = surface.scene.nodes.get(path) if path is not None else None
        routed = surface.scene.flows.get(path) if path is not None else None
        at = surface.visible.center
        if placed is not None:
            at = placed.rect.center
        elif routed is not None:
            at = middle_of(routed.points)
        self.open("context", at, path, "")

    def add(self, element: Element) -> None:
        """Puts an element into the middle of the view, on free ground, and asks for its name."""
        surface = self._surface
        if surface.is_playing_mode:
            surface.status(PLAYING)
            return
        middle = surface.visible.center
        container = surface.container_at(middle)
        workflow = surface.workflow_of(container)
        width, height = default_size(element.kind)
        seen = Rect(middle.x - width / 2, middle.y - height / 2, width, height)
        corner, _ = base_corner(
            surface, container, Note(id="sample", workflow=workflow, size=(width, height)), seen
        )
        keys = keys_of(surface, element, middle if container == surface.level else None)
        try:
            with surface.editor.edit(f"Add {offer(element).title.lower()}") as draft:
                free = placement.free_place(draft, workflow, Rect(*corner, width, height))
                made = create(draft, element.kind, workflow, free, **keys)
                show_at(surface, draft, container, {made: seen})
        except RuleError as error:
            surface.status(str(error))
            return
        name_it(surface, (*container, made))
