"""The menus of elements on the canvas: what is offered, with reasons, and what a choice does (C8, C9)."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect

from designer.canvas.controls import APPEND_GAP, APPEND_RADIUS
from designer.canvas.element_menu import ElementMenu, Entry, numbered, open_menu
from designer.canvas.tools.append import following
from designer.canvas.tools.create import CreateGesture
from designer.canvas.tools.drag import NOTHING, Drag
from designer.canvas.tools.drop import stands_at
from designer.canvas.tools.elements import OFFERS, Offer, key_of
from designer.canvas.tools.lanes import keys_of
from designer.canvas.tools.places import base_corner
from designer.canvas.tools.stage import Element, Feedback, Menu, Notice
from designer.canvas.tools.target import elbow
from designer.canvas.undoing import undo
from designer.editing import placement
from designer.editing.draft import Draft
from designer.editing.nodes import append, attach, create, leads_back, may_append, may_attach
from designer.editing.replacing import illegal_after, may_replace, replace_kind
from designer.editing.rules import Verdict, may_create
from designer.editing.splicing import may_split, split
from designer.editing.structure import told
from designer.layout.geometry import Point, Rect
from designer.layout.scene import Path, Placed
from designer.layout.sizes import default_size
from designer.model.document import Document
from designer.model.nodes import NODE_CLASSES, Node, NodeKind, Task

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

NAMED = 2  # of what a replacement costs, in the foot of the menu; the tooltip names all
BEYOND_APPEND = round(APPEND_GAP + APPEND_RADIUS) + 6  # logical pixels from a node past its "+"
TITLES: dict[Menu, str] = {"append": "Add the next step", "create": "Add an element", "replace": "Replace by"}


def open_element_menu(surface: Surface, menu: Menu, at: Point, path: Path | None, port: str) -> ElementMenu:
    """Opens one of the menus at a scene point.

    "append" follows `path`; "create" puts things at the point, connected from `path` by its exit `port` if
    that is given; "replace" makes `path` another kind.
    """
    seen, corner = _seen(surface, path), surface.to_widget(at)
    if menu == "append" and path is not None:
        choice: _Choice = _Append(surface, path)
        if seen is not None:
            seen.setRight(seen.right() + BEYOND_APPEND)
            corner.setX(seen.right() + 1)
    elif menu == "replace" and path is not None:
        choice = _Replace(surface, path)
    else:
        choice = _Create(surface, at, path, port)
    made = open_menu(
        surface,
        TITLES[menu],
        choice.entries(),
        surface.theme,
        corner,
        choice.choose,
        seen,
    )
    made.owner = choice
    made.hovered.connect(choice.hover)
    made.closed.connect(lambda: surface.preview(None))
    made.closed.connect(lambda: surface.feedback(NOTHING))
    made.closed.connect(surface.setFocus)
    made.dragged.connect(choice.drag)
    made.tell()
    return made


def _seen(surface: Surface, path: Path | None) -> QRect | None:
    """Where a node is on the canvas, in logical pixels."""
    placed = surface.scene.nodes.get(path) if path is not None else None
    if placed is None:
        return None
    corner = surface.to_widget(Point(placed.rect.x, placed.rect.y))
    return QRect(corner, surface.to_widget(Point(placed.rect.right, placed.rect.bottom)))


class _Choice(ABC):
    """What one menu offers and does."""

    def __init__(self, surface: Surface) -> None:
        self.surface = surface

    @abstractmethod
    def entries(self) -> list[Entry]:
        """The offers, in order, with whether each is allowed."""

    @abstractmethod
    def choose(self, entry: Entry) -> None:
        """Does what the entry says."""

    def hover(self, entry: Entry | None) -> None:  # noqa: B027  # not every menu shows where
        """Shows where it would be."""

    def drag(self, entry: Entry, at: QPoint) -> None:  # noqa: B027  # nor places by hand
        """Places it by hand."""


class _Append(_Choice):
    """The next step after a node, beside it where there is room."""

    def __init__(self, surface: Surface, path: Path) -> None:
        super().__init__(surface)
        self.path = path

    def entries(self) -> list[Entry]:
        """Where something follows already, the two splits come first."""
        document = self.surface.editor.document
        found = numbered(
            [Entry(offer, may_append(document, self.path[-1], offer.element.kind)) for offer in OFFERS]
        )
        return (_splits(document, self.path[-1]) if document.flows_from(self.path[-1]) else []) + found

    def choose(self, entry: Entry) -> None:
        """Creates, connects, and asks for the name."""
        surface = self.surface
        with surface.editor.edit(f"Add {entry.offer.title.lower()}") as draft:
            made = self._make(draft, entry.offer)
        name_it(surface, (*self.path[:-1], made))

    def _make(self, draft: Draft, offered: Offer) -> str:
        element = offered.element
        if offered in SPLITS:
            return _split(draft, self.path[-1], offered)
        return append(draft, self.path[-1], element.kind, **keys_of(self.surface, element, source=self.path))

    def hover(self, entry: Entry | None) -> None:
        """A ghost at its future place."""
        surface = self.surface
        if entry is None or not entry.verdict.ok or self.path not in surface.scene.nodes:
            surface.feedback(NOTHING)
            return
        draft = surface.editor.draft()
        made = (*self.path[:-1], self._make(draft, entry.offer))
        placed = surface.scene_of(draft.document).nodes.get(made)
        rect = placed.rect if placed is not None else self._after(entry.offer)
        surface.feedback(Feedback(ghosts=((entry.offer.element, rect),)))

    def _after(self, offered: Offer) -> Rect:
        """About where it goes in lanes: there it finds its place only once it is there."""
        rect = self.surface.scene.nodes[self.path].rect
        width, height = default_size(offered.element.kind)
        return Rect(rect.right + placement.GAP, rect.center.y - height / 2, width, height)

    def drag(self, entry: Entry, at: QPoint) -> None:
        """Follows the pointer until the button is released; a split has its place already."""
        if entry.offer in SPLITS:
            self.choose(entry)
            return
        gesture = CreateGesture(self.surface, entry.offer.element, self.path)
        self.surface.carry(Drag(self.surface, gesture), at)


class _Create(_Choice):
    """Something new at a point, connected from a node if the menu was opened by a flow that ended there."""

    def __init__(self, surface: Surface, at: Point, path: Path | None, port: str) -> None:
        super().__init__(surface)
        self.at = at
        self.source = path
        self.port = port or None
        self.leads_back = leads_back(surface.editor.document, self.port)
        self.container = path[:-1] if path is not None else surface.container_at(at)

    def entries(self) -> list[Entry]:
        """Everything, with what may stand here or follow there; a second way out offers the splits first."""
        found = [Entry(offer, self._verdict(offer.element.kind)) for offer in OFFERS]
        if self.source is not None:
            usual = self._usual()
            found.sort(key=lambda entry: (not entry.verdict.ok, -usual[key_of(entry.offer.element)]))
        return self._splits_here() + numbered(found)

    def _splits_here(self) -> list[Entry]:
        """Where a flow leaves already by the way that this one does, what could part the two."""
        document = self.surface.editor.document
        if self.source is None or self.leads_back:
            return []
        leaving = document.flows_from(self.source[-1])
        is_second = any(self.port in (None, flow.outcome) for flow in leaving)
        return _splits(document, self.source[-1]) if is_second else []

    def _usual(self) -> Counter[str]:
        """How often each element follows (or leads to) one of the source's kind in this document."""
        nodes, source = self.surface.editor.document.nodes, self.source
        assert source is not None
        kind = nodes[source[-1]].kind
        ends = (
            (nodes.get(flow.source), nodes.get(flow.target))
            for flow in self.surface.editor.document.flows.values()
        )
        known = [(begin, end) for begin, end in ends if begin and end]
        if self.leads_back:
            known = [(end, begin) for begin, end in known]
        return Counter(_element_key(other) for one, other in known if one.kind == kind)

    def _verdict(self, kind: NodeKind) -> Verdict:
        document = self.surface.editor.document
        if self.source is not None:
            return may_attach(document, self.source[-1], kind, self.port)
        return may_create(document, kind, self.surface.workflow_of(self.container))

    def choose(self, entry: Entry) -> None:
        """Creates it with its middle (from a flow: the side that this ends at) at the point."""
        with self.surface.editor.edit(f"Add {entry.offer.title.lower()}") as draft:
            made = self._make(draft, entry.offer)
        name_it(self.surface, (*self.container, made))

    def _element(self, offered: Offer) -> Element:
        """What stands where the flow ends: behind a split what usually follows."""
        if self.source is None or offered not in SPLITS:
            return offered.element
        return Element(following(self.surface, self.source))

    def _start(self, draft: Draft, offered: Offer) -> tuple[str | None, str | None]:
        """What the flow leaves, and by which port; a gateway is put behind the source where one is chosen."""
        if self.source is None or offered not in SPLITS:
            return (self.source[-1] if self.source is not None else None), self.port
        return _split(draft, self.source[-1], offered), None

    def _make(self, draft: Draft, offered: Offer) -> str:
        surface, element = self.surface, self._element(offered)
        workflow = surface.workflow_of(self.container)
        source, port = self._start(draft, offered)
        sample = NODE_CLASSES[element.kind].model_validate(
            {
                "id": "sample",
                "workflow": workflow,
                **({"runs": "sample"} if element.kind == "workflow" else {}),
            }
            if element.kind != "boundary"
            else {"id": "sample", "workflow": workflow, "host": "sample"}
        )
        corner, slack = base_corner(surface, self.container, sample, self._rect(element.kind))
        keys = keys_of(surface, element, self.at if self.container == surface.level else None)
        covers = source is None and element.kind != "area" and stands_at(surface, self.container, self.at)
        if covers or surface.lanes is not None or offered in SPLITS:  # that pushes what follows
            size = default_size(element.kind)
            corner = placement.free_place(draft, workflow, Rect(*corner, *size))
        if source is not None:
            made = attach(draft, source, element.kind, corner, port, **keys)
        else:
            made = create(draft, element.kind, workflow, corner, **keys)
        if slack != (0, 0):
            draft.update(made, slack=(slack.x, slack.y))
        return made

    def hover(self, entry: Entry | None) -> None:
        """A ghost at the point, and one of the gateway that comes before it."""
        if entry is None or not entry.verdict.ok:
            self.surface.feedback(NOTHING)
            return
        element = self._element(entry.offer)
        gateway = self._gateway(entry.offer)
        ghosts = [(element, self._rect(element.kind))]
        if gateway is not None:
            ghosts.append((entry.offer.element, gateway.rect))
        self.surface.feedback(Feedback(ghosts=tuple(ghosts), wire=self._wire(gateway)))

    def _gateway(self, offered: Offer) -> Placed | None:
        """The gateway that a split would put between, as it would be seen."""
        if offered not in SPLITS:
            return None
        draft = self.surface.editor.draft()
        made, _ = self._start(draft, offered)
        return self.surface.scene_of(draft.document).nodes.get((*self.container, made or ""))

    def _wire(self, gateway: Placed | None) -> tuple[Point, ...]:
        """The flow that is waiting for its other end, from a gateway that comes first or from the source."""
        scene = self.surface.scene
        placed = gateway or (scene.nodes.get(self.source) if self.source is not None else None)
        if placed is None:
            return ()
        start = Point(placed.rect.right, placed.rect.center.y)
        start = next((p.at for p in scene.ports if (p.box, p.node) == (placed.path, self.port)), start)
        return elbow(self.at, start) if self.leads_back else elbow(start, self.at)

    def _rect(self, kind: NodeKind) -> Rect:
        """Where it would be: its middle at the point, or the side that the flow ends at."""
        direction = self.surface.editor.document.workflows[self.surface.workflow_of(self.container)].direction
        width, height = default_size(kind, direction)
        along = 0.5 if self.source is None else 1.0 if self.leads_back else 0.0
        part = (along, 0.5) if direction == "right" else (0.5, along)
        return Rect(self.at.x - width * part[0], self.at.y - height * part[1], width, height)

    def drag(self, entry: Entry, at: QPoint) -> None:
        """Follows the pointer until the button is released; a split has its place already."""
        if entry.offer in SPLITS:
            self.choose(entry)
            return
        gesture = CreateGesture(self.surface, entry.offer.element, self.source, self.port)
        self.surface.carry(Drag(self.surface, gesture), at)


class _Replace(_Choice):
    """Another kind for a node; id, place, name and flows stay."""

    def __init__(self, surface: Surface, path: Path) -> None:
        super().__init__(surface)
        self.path = path

    def entries(self) -> list[Entry]:
        """Every other kind."""
        document = self.surface.editor.document
        return numbered(
            [
                self._entry(
                    offer, may_replace(document, self.path[-1], offer.element.kind, **_keys(offer.element))
                )
                for offer in OFFERS
                if offer.element.kind not in ("note", "area", "boundary")
            ]
        )

    def _entry(self, offer: Offer, verdict: Verdict) -> Entry:
        lost = self._lost(offer) if verdict.ok else ()
        if not lost:
            return Entry(offer, verdict)
        names = [told(self.surface.editor.document, each) for each in lost]
        return Entry(offer, verdict, f"{short_list(names, NAMED)} cannot stay.", detail="\n".join(names))

    def _lost(self, offer: Offer) -> tuple[str, ...]:
        return illegal_after(self.surface.editor.document, self.path[-1], offer.element.kind)

    def hover(self, entry: Entry | None) -> None:
        """Shows the step as it would be, and in rose what could not stay."""
        surface = self.surface
        if entry is None or not entry.verdict.ok:
            surface.preview(None)
            surface.feedback(NOTHING)
            return
        draft, element = surface.editor.draft(), entry.offer.element
        replace_kind(draft, self.path[-1], element.kind, **_keys(element))
        surface.preview(draft)
        lost = self._lost(entry.offer)
        paths = [path for path in (*surface.scene.flows, *surface.scene.nodes) if path[-1] in lost]
        surface.feedback(Feedback(outlined=frozenset(paths), lost=True))

    def choose(self, entry: Entry) -> None:
        """Replaces it."""
        element = entry.offer.element
        with self.surface.editor.edit(f"Replace by {entry.offer.title.lower()}") as draft:
            report = replace_kind(draft, self.path[-1], element.kind, **_keys(element))
        self.surface.select([self.path])
        if report.deleted:
            gone = "1 flow" if len(report.deleted) == 1 else f"{len(report.deleted)} flows or events"
            take_back = ("Undo", lambda: undo(self.surface))
            self.surface.notice(Notice(f"Replaced · {gone} could not stay", (take_back,)))


def short_list(names: Sequence[str], most: int) -> str:
    """The first few names, and how many there are besides."""
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


SPLITS: tuple[Offer, ...] = (
    Offer(
        Element("decision"), "Decision split", "A decision between this step and what follows it", "choice"
    ),
    Offer(Element("parallel"), "Parallel split", "Several ways at once after this step", "fork"),
)


def _splits(document: Document, node: str) -> list[Entry]:
    """Both, without digits, so that those of the steps are always the same."""
    verdict = may_split(document, node)
    return [Entry(offer, verdict) for offer in SPLITS]


def _split(draft: Draft, node: str, offered: Offer) -> str:
    return split(draft, node, "parallel" if offered.element.kind == "parallel" else "decision")


def _element_key(node: Node) -> str:
    """The name of the element that a node is."""
    task_type = node.type if isinstance(node, Task) and node.type != "manual" else None
    return key_of(Element(node.kind, task_type))


def _keys(element: Element) -> dict[str, Any]:
    return {"type": element.type} if element.type is not None else {}


def name_it(surface: Surface, path: Path) -> None:
    """Selects something new and asks for its name."""
    surface.select([path])
    surface.show_selection()
    surface.rename(path)
