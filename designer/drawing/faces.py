"""What each kind of node looks like, in its own coordinates (its corner is 0, 0)."""

from typing import assert_never

from designer.drawing import boxes, cards, paper, signs
from designer.drawing.boxes import chevron_rect
from designer.drawing.flows import flow_shapes, lead_shapes, port_shapes
from designer.drawing.shapes import Shape, Text
from designer.drawing.theme import Theme
from designer.layout.geometry import Rect
from designer.layout.words import Block
from designer.model.document import Document
from designer.model.nodes import (
    Area,
    Boundary,
    Box,
    Decision,
    Node,
    Note,
    Outcome,
    Parallel,
    Race,
    Size,
    State,
    Task,
    Trigger,
    Wait,
)

__all__ = [
    "body",
    "chevron_rect",
    "face",
    "flow_shapes",
    "labels",
    "lead_shapes",
    "port_shapes",
    "title_rect",
]


def face(
    node: Node,
    document: Document,
    theme: Theme,
    size: Size,
    open: bool = False,  # noqa: A002  # what a box is
    depth: int = 0,
    name: Block | None = None,
) -> tuple[Shape, ...]:
    """All of a node: its body, then what is written on and beside it.

    `depth` is how many open boxes lie around it; the `name` beside it stands where the layout
    has given it room.
    """
    written = labels(node, document, theme, size, open, depth, name)
    return body(node, document, theme, size, open, depth) + written


def body(  # noqa: C901  # one line for each kind
    node: Node,
    document: Document,
    theme: Theme,
    size: Size,
    open: bool = False,  # noqa: A002
    depth: int = 0,
    pictured: bool = True,
) -> tuple[Shape, ...]:
    """A node without its name; a closed box with a small picture of what is inside if it is `pictured`."""
    match node:
        case Task():
            return cards.task_body(node, document, theme, size)
        case Box():
            if open:
                return boxes.open_body(node, document, theme, size, depth)
            return boxes.closed_body(node, document, theme, size, depth, pictured=pictured)
        case Trigger() | Outcome():
            return signs.pill_body(node, theme, size)
        case Decision():
            return signs.decision_body(node, theme, size)
        case Parallel():
            return signs.parallel_body(node, theme, size)
        case Wait() | Race():
            return signs.circle_body(node, theme, size)
        case State():
            return cards.state_body(node, theme, size)
        case Boundary():
            return signs.boundary_body(node, theme, size)
        case Note():
            return paper.note_body(node, theme, size)
        case Area():
            return paper.area_body(node, theme, size)
        case _:
            assert_never(node)


def labels(
    node: Node,
    document: Document,
    theme: Theme,
    size: Size,
    open: bool = False,  # noqa: A002
    depth: int = 0,
    name: Block | None = None,
) -> tuple[Text, ...]:
    """The name of a node, on it or beside it."""
    ground = theme.depth_tint(depth)
    match node:
        case Task():
            return cards.task_labels(node, document, theme, size)
        case Box():
            return boxes.box_labels(node, document, theme, size, is_open=open)
        case Trigger() | Outcome():
            return signs.pill_labels(node, theme, size)
        case Decision() | Parallel() | Wait() | Race() | Boundary():
            return signs.sign_labels(node, document, theme, size, ground, name)
        case State():
            return cards.state_labels(node, theme, size)
        case Note():
            return paper.note_labels(node, theme, size)
        case Area():
            return paper.area_labels(node, theme, size)
        case _:
            assert_never(node)


def title_rect(node: Node, document: Document, size: Size) -> Rect:
    """Where the name is written and edited, from the node's corner."""
    w, h = size
    match node:
        case Task():
            return cards.task_title(node, document, size)
        case Box():
            return boxes.box_title(size)
        case Trigger() | Outcome():
            return signs.pill_title(size)
        case Decision() | Parallel() | Wait() | Race():
            return Rect(w / 2 - 64, h + 4, 128, 20)
        case State():
            return Rect(12, h / 2 - 16, w - 24, 32)
        case Boundary():
            return Rect(w + 3, h / 2 + 3, 96, 18)
        case Note():
            return Rect(8, 8, w - 16, h - 16)
        case Area():
            return Rect(12, 8, w - 24, 20)
        case _:
            assert_never(node)
