"""Random workflows whose flows go on, branch, meet again and lead back, all unplaced or placed anyhow."""

from hypothesis import strategies as st

from designer.model.document import Document
from designer.model.flow import Flow
from tests.support.build import area as area_at
from tests.support.build import boundary, box, decision, inside, node, note, outcome, process, trigger

KINDS = ("task", "task", "task", "decision", "parallel", "wait", "state")


@st.composite
def workflows(draw: st.DrawFn, most: int = 12) -> Document:
    """Steps with mostly forward flows; some are boxes, some carry events or notes; sometimes two parts."""
    count = draw(st.integers(1, most))
    placed = draw(st.booleans())
    spot = st.tuples(st.integers(-40, 120), st.integers(-30, 60))
    at = [tuple(10.0 * v for v in draw(spot)) if placed else (0.0, 0.0) for _ in range(count + 4)]
    parts: list[object] = [trigger("begin", at=at[-1]), outcome("end", at=at[-2], result="success")]
    keys = [f"n{index}" for index in range(count)]
    parts.append(node("task", keys[0], at=at[0]))
    for index, key in enumerate(keys[1:], 1):
        parts += _step(draw, key, at[index])
    if draw(st.booleans()):
        parts.append(note("words", at=at[-3], links=(draw(st.sampled_from(keys)),)))
    flows = [("begin", keys[0]), (keys[-1], "end")]
    places = st.integers(0, count - 1)
    flows += [(keys[a], keys[b]) for a, b in draw(st.lists(st.tuples(places, places), max_size=count + 4))]
    parts += [Flow(id=f"f{i}", source=a, target=b) for i, (a, b) in enumerate(flows)]
    if draw(st.booleans()):
        parts.append(boundary("late", host=keys[0], event="timer", after="1 d"))
        parts.append(Flow(id="late-end", source="late", target=keys[-1]))
    return process(*parts)


def _step(draw: st.DrawFn, key: str, at: tuple[float, float]) -> list[object]:
    if draw(st.integers(0, 5)) == 0:
        ends = [outcome(f"{key}-{end}", at=(200.0, 60.0 * place)) for place, end in enumerate(("ok", "no"))]
        return [
            box(key, runs=f"{key}-inside", at=at),
            *inside(
                f"{key}-inside",
                trigger(f"{key}-in"),
                decision(f"{key}-ask", at=(30.0, 40.0)),
                *ends,
                f"{key}-in -> {key}-ask -> {key}-ok",
                f"{key}-ask -> {key}-no",
            ),
        ]
    return [node(draw(st.sampled_from(KINDS)), key, at=at)]


def framed(document: Document) -> Document:
    """The document with an area far away in which two further steps stand, joined to its first step."""
    frame = area_at("frame", at=(5000.0, 5000.0), size=(600.0, 300.0))
    parts = [
        node("task", "in-one", at=(5050.0, 5050.0)),
        node("task", "in-two", at=(5300.0, 5150.0)),
        Flow(id="in-a", source="in-one", target="in-two"),
        Flow(id="in-b", source="in-two", target="n0"),
    ]
    return process(*document.nodes.values(), *document.flows.values(), *_others(document), frame, *parts)


def _others(document: Document) -> list[object]:
    return [each for each in document.workflows.values() if each.id != document.root]
