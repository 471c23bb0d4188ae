"""The canvas for those who cannot see it: each node says what it is and where it leads (C21)."""

from functools import partial
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleEvent, QAccessibleInterface

from designer.canvas import chosen
from designer.canvas.walking import flow_order, targets
from designer.layout.geometry import Point
from designer.layout.scene import Path, Scene
from designer.layout.wording import kind_name
from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import Box, Note, Task

if TYPE_CHECKING:
    from designer.canvas.surface import Surface


def describe(document: Document, scene: Scene, path: Path) -> str:
    """A node in one sentence: kind, name, role, place in its workflow, what comes next."""
    placed = scene.nodes.get(path)
    if placed is None:
        return ""
    node = placed.node
    kind = "Box" if isinstance(node, Box) else "Step" if isinstance(node, Task) else kind_name(node)
    said = [f"{kind} \u2018{_name(document, path[-1])}\u2019"]
    role = graph.role_of(document, node) if isinstance(node, Task) else None
    if role is not None and role in document.roles:
        said.append(f"role {document.roles[role].name}")
    if isinstance(node, Box):
        said.append("open" if placed.open else "closed")
    if node.pinned:
        said.append("pinned")
    order = flow_order(scene, path[:-1])
    home = document.workflows.get(node.workflow)
    if path in order:
        within = f" in {home.name}" if home is not None and home.name else ""
        said.append(f"{order.index(path) + 1} of {len(order)}{within}")
    following = [_name(document, target[-1]) for target in targets(scene, path)]
    if following:
        said.append(f"next: {' or '.join(following)}")
    return ", ".join(said)


def _name(document: Document, node_id: str) -> str:
    node = document.nodes.get(node_id)
    if isinstance(node, Note):
        return node.text[:60]
    return node.name if node is not None else ""


class CanvasInterface(QAccessibleInterface):
    """The canvas: its children are the nodes that are seen, in the order of the work."""

    def __init__(self, surface: "Surface") -> None:
        super().__init__()
        self._surface = surface
        self._scene: Scene | None = None
        self._order: list[Path] = []
        self._children: dict[Path, NodeInterface] = {}

    def surface(self) -> "Surface | None":
        """The surface, as long as it exists."""
        return self._surface if shiboken6.isValid(self._surface) else None

    def order(self) -> list[Path]:
        """The nodes from the first to the last, each box before what is in it."""
        surface = self.surface()
        if surface is None:
            return []
        if self._scene is not surface.scene:
            self._scene = surface.scene
            self._order = list(_walk(surface.scene, surface.level))
            self._children = {
                path: child for path, child in self._children.items() if path in surface.scene.nodes
            }
        return self._order

    def isValid(self) -> bool:  # noqa: N802
        """Whether the surface still exists."""
        return self.surface() is not None

    def object(self) -> QObject:
        """The widget."""
        return self._surface

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]  # the stubs forbid None
        """The widget around it."""
        surface = self.surface()
        around = surface.parentWidget() if surface is not None else None
        return QAccessible.queryAccessibleInterface(around) if around is not None else None

    def childCount(self) -> int:  # noqa: N802
        """How many nodes are seen."""
        return len(self.order())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # likewise
        """A node by its place in the order."""
        order = self.order()
        if not 0 <= index < len(order):
            return None
        return self._children.setdefault(order[index], NodeInterface(self, order[index]))

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """The node at a point of the screen."""
        surface = self.surface()
        if surface is None:
            return None
        here = surface.mapFromGlobal(QPoint(x, y))
        hit = surface.hit(surface.navigation.camera.to_scene(here.x(), here.y()))
        return self.child(self.order().index(hit.path)) if hit.path in self.order() else None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802
        """The place of a node in the order."""
        order = self.order()
        return order.index(child.path) if isinstance(child, NodeInterface) and child.path in order else -1

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802
        """The selected node."""
        surface = self.surface()
        single = chosen.single(surface) if surface is not None else None
        return self.child(self.order().index(single)) if single in self.order() else None

    def text(self, kind: QAccessible.Text) -> str:
        """The name of the canvas, and what is selected."""
        surface = self.surface()
        if surface is None:
            return ""
        return surface.accessibleName() if kind == QAccessible.Text.Name else _selected(surface)

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802
        """The canvas has no text that could be set."""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        surface = self.surface()
        return QRect(surface.mapToGlobal(surface.rect().topLeft()), surface.size()) if surface else QRect()

    def role(self) -> QAccessible.Role:
        """A place to draw."""
        return QAccessible.Role.Canvas

    def state(self) -> QAccessible.State:
        """Whether it has the keyboard."""
        made, surface = QAccessible.State(), self.surface()
        if surface is not None:
            made.focusable = 1
            made.focused = int(surface.hasFocus())
        return made


class NodeInterface(QAccessibleInterface):
    """One node on a canvas."""

    def __init__(self, canvas: CanvasInterface, path: Path) -> None:
        super().__init__()
        self._canvas = canvas
        self.path = path

    def isValid(self) -> bool:  # noqa: N802
        """Whether it is still seen."""
        surface = self._canvas.surface()
        return surface is not None and self.path in surface.scene.nodes

    def object(self) -> QObject | None:  # type: ignore[override]  # a node is no QObject
        """Nothing: nodes are records."""
        return None

    def parent(self) -> QAccessibleInterface:
        """The canvas."""
        return self._canvas

    def childCount(self) -> int:  # noqa: N802
        """Nodes in boxes are children of the canvas, in order."""
        return 0

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: ARG002
        """None."""
        return None

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]  # noqa: N802, ARG002
        """None."""
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:  # noqa: N802, ARG002
        """Not there."""
        return -1

    def text(self, kind: QAccessible.Text) -> str:
        """The node in one sentence."""
        surface = self._canvas.surface()
        if surface is None or kind != QAccessible.Text.Name:
            return ""
        return describe(surface.editor.document, surface.scene, self.path)

    def setText(self, kind: QAccessible.Text, text: str) -> None:  # noqa: N802
        """Names are changed by the rename command."""

    def rect(self) -> QRect:
        """Where it is on the screen."""
        surface = self._canvas.surface()
        placed = surface.scene.nodes.get(self.path) if surface is not None else None
        if surface is None or placed is None:
            return QRect()
        corner = surface.mapToGlobal(surface.to_widget(Point(placed.rect.x, placed.rect.y)))
        return QRect(
            corner.x(), corner.y(), round(placed.rect.w * surface.zoom), round(placed.rect.h * surface.zoom)
        )

    def role(self) -> QAccessible.Role:
        """Something in a list that can be chosen."""
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        """Whether it is selected."""
        made, surface = QAccessible.State(), self._canvas.surface()
        is_chosen = surface is not None and self.path in surface.selection
        made.selectable = made.focusable = 1
        made.selected = made.focused = int(is_chosen)
        return made


def _walk(scene: Scene, container: Path) -> list[Path]:
    found: list[Path] = []
    for path in flow_order(scene, container):
        found.append(path)
        if scene.nodes[path].open:
            found += _walk(scene, path)
    return found


_INTERFACES: dict[int, CanvasInterface] = {}


def _make(kind: str, thing: QObject) -> QAccessibleInterface | None:
    """Qt asks for an interface by the name of a class; it may be one of a class below ours."""
    from designer.canvas.surface import Surface

    if kind != "Surface" or not isinstance(thing, Surface):
        return None
    key = id(thing)
    made = _INTERFACES[key] = CanvasInterface(thing)
    thing.destroyed.connect(partial(_INTERFACES.pop, key, None))
    return made


def install() -> None:
    """Tells Qt how to describe canvases; once is enough."""
    if not _INSTALLED:
        QAccessible.installFactory(_make)
        _INSTALLED.append(True)


_INSTALLED: list[bool] = []


def announce(surface: "Surface") -> None:
    """Tells those who listen that something else is selected now.

    Without them nothing is put into words: for one of thousands of steps that takes longer than a frame.
    """
    if not QAccessible.isActive():
        return
    QAccessible.updateAccessibility(QAccessibleEvent(surface, QAccessible.Event.DescriptionChanged))
    single = chosen.single(surface)
    if single not in surface.scene.nodes:
        return
    interface = QAccessible.queryAccessibleInterface(surface)
    event = QAccessibleEvent(surface, QAccessible.Event.Focus)
    if isinstance(interface, CanvasInterface) and single in interface.order():
        event.setChild(interface.order().index(single))
    QAccessible.updateAccessibility(event)


def _selected(surface: "Surface") -> str:
    """What is selected, in words."""
    single = chosen.single(surface)
    if single is not None and single in surface.scene.nodes:
        return describe(surface.editor.document, surface.scene, single)
    return f"{len(surface.selection)} selected" if surface.selection else ""
