"""Random boards of nodes that do not overlap, some of them boxes with content, for properties of layout."""

from hypothesis import strategies as st

from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Node
from tests.support.build import box, inside, node, outcome, process, task, trigger

KINDS = ("task", "decision", "wait", "trigger", "outcome", "parallel", "state")
COLUMN, ROW = 220, 110


@st.composite
def boards(draw: st.DrawFn, most: int = 14) -> Document:
    """Siblings on a jittered grid; two in five are boxes with a few tasks, some of them nested."""
    count = draw(st.integers(2, most))
    cells = draw(
        st.lists(
            st.tuples(st.integers(-2, 4), st.integers(-2, 4)), min_size=count, max_size=count, unique=True
        )
    )
    parts: list[object] = []
    keys: list[str] = []
    for index, (column, row) in enumerate(cells):
        key = f"n{index}"
        jitter = draw(st.tuples(st.integers(0, 40), st.integers(0, 30)))
        at = (float(column * COLUMN + jitter[0]), float(row * ROW + jitter[1]))
        keys.append(key)
        if draw(st.integers(0, 4)) < 2:
            parts += [box(key, runs=f"w{index}", at=at), *_content(draw, index)]
        else:
            parts.append(node(draw(st.sampled_from(KINDS)), key, at=at))
    pairs = draw(st.lists(st.tuples(st.sampled_from(keys), st.sampled_from(keys)), max_size=count * 2))
    flows = [Flow(id=f"f{index}", source=a, target=b) for index, (a, b) in enumerate(pairs)]
    return process(*parts, *flows)


def _content(draw: st.DrawFn, index: int) -> list[object]:
    width = draw(st.integers(1, 3))
    made: list[object] = [
        trigger(f"t{index}", at=(16.0, 40.0)),
        outcome(f"o{index}", at=(200.0 * width, 40.0)),
    ]
    chain = [f"t{index}"]
    for step in range(1, width):
        made.append(task(f"s{index}-{step}", at=(180.0 * step, 30.0 * draw(st.integers(-1, 3)))))
        chain.append(f"s{index}-{step}")
    parts = inside(f"w{index}", *made, " -> ".join([*chain, f"o{index}"]))
    if draw(st.booleans()):
        inner = inside(f"v{index}", trigger(f"vt{index}"), outcome(f"vo{index}", at=(300.0, 0.0)))
        parts += [*inside(f"w{index}", box(f"x{index}", runs=f"v{index}", at=(40.0, 160.0))), *inner]
    return parts


def boxes_of(document: Document) -> list[str]:
    """All boxes, by id."""
    return sorted(key for key, found in document.nodes.items() if found.kind == "workflow")


@st.composite
def opened_boards(draw: st.DrawFn) -> tuple[Document, frozenset[str]]:
    """A board and some of its boxes to open."""
    document = draw(boards())
    boxes = boxes_of(document)
    return document, frozenset(draw(st.sets(st.sampled_from(boxes))) if boxes else ())


def siblings(document: Document, workflow: str = "main") -> tuple[Node, ...]:
    """The nodes of a workflow."""
    return document.nodes_in(workflow)
