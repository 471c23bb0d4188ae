"""What is pinned in place stays there when all is laid out or tidied, and the rest finds room around it."""

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.editing.arranging import pin
from designer.editing.auto_layout import lay_out, lay_out_some
from designer.editing.draft import Draft
from designer.editing.tidying import tidy
from designer.model.document import Document
from designer.model.nodes import Boundary
from tests.layout.graphs import workflows
from tests.layout.test_automatic import laid, overlaps, rects
from tests.support.build import area, note, outcome, process, task, trigger

CHAIN = (trigger("a"), task("b"), task("c"), task("d"), outcome("e"), "a -> b -> c -> d -> e")


@st.composite
def pinned_somewhere(draw: st.DrawFn) -> Document:
    """A workflow of which up to four nodes are pinned, wherever they have come to stand."""
    draft = Draft(draw(workflows()))
    ids = sorted(n.id for n in draft.nodes_in("main") if not isinstance(n, Boundary))
    for key in draw(st.lists(st.sampled_from(ids), min_size=1, max_size=4, unique=True)):
        x, y = draw(st.integers(-40, 120)), draw(st.integers(-30, 60))
        draft.update(key, at=(10.0 * x, 10.0 * y))
        pin(draft, [key])
    return draft.document


def pinned(document: Document, places: dict[str, tuple[float, float]]) -> Document:
    draft = Draft(document)
    for key, at in places.items():
        draft.update(key, at=at)
    pin(draft, places)
    return draft.document


def stray(before: Document, after: Document) -> list[str]:
    """What was pinned and is elsewhere now."""
    return [key for key, n in before.nodes.items() if n.pinned and after.nodes[key].at != n.at]


def covered(document: Document) -> list[tuple[str, str]]:
    """Pairs that overlap, but for those of which somebody has pinned both."""
    nodes = document.nodes
    return [(a, b) for a, b in overlaps(document) if not (nodes[a].pinned and nodes[b].pinned)]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(pinned_somewhere())
def test_a_layout_leaves_what_is_pinned_covers_nothing_and_finds_itself_again(document):
    once = laid(document)
    assert stray(document, once) == []
    assert covered(once) == []
    assert laid(once) == once


@settings(max_examples=60, deadline=None, derandomize=True)
@given(pinned_somewhere())
def test_tidying_leaves_what_is_pinned_covers_nothing_and_finds_itself_again(document):
    draft = Draft(document)
    tidy(draft, [n.id for n in document.nodes_in("main")])
    once = draft.document
    assert stray(document, once) == []
    assert covered(once) == []
    tidy(draft, [n.id for n in document.nodes_in("main")])
    assert draft.document == once


def test_the_rest_of_a_chain_lines_up_with_the_one_that_is_pinned():
    placed = rects(laid(pinned(process(*CHAIN), {"c": (700.0, 333.0)})))
    assert len({placed[key].center.y for key in "abcde"}) == 1
    assert placed["c"][:2] == (700.0, 333.0)
    assert placed["c"].x - placed["b"].right == placed["d"].x - placed["c"].right == 50.0


def test_what_follows_a_step_pinned_further_on_goes_on_from_there():
    placed = rects(laid(pinned(process(*CHAIN), {"b": (0.0, 0.0), "d": (1000.0, 0.0)})))
    assert placed["c"].x - placed["b"].right == 50.0
    assert placed["e"].x - placed["d"].right == 50.0
    assert len({placed[key].center.y for key in "abcde"}) == 1


def test_a_pinned_note_covers_no_step_and_none_covers_it():
    document = process(*CHAIN, note("legend", at=(300.0, 0.0), links=("b",)))
    once = laid(pinned(document, {"legend": (300.0, 0.0)}))
    assert once.nodes["legend"].at == (300.0, 0.0)
    assert covered(once) == []


def test_all_that_a_pinned_area_is_around_stays_with_it():
    frame = area("frame", at=(500.0, 500.0), size=(700.0, 300.0))
    inside = [task("f", at=(520.0, 540.0)), task("g", at=(900.0, 700.0))]
    document = process(*CHAIN, frame, *inside, "b -> f -> g -> e")
    once = laid(pinned(document, {"frame": (500.0, 500.0)}))
    assert all(once.nodes[key] == document.nodes[key] for key in "fg")
    placed = rects(once)
    assert not any(placed["frame"].overlaps(placed[key]) for key in "abcde")


def test_what_is_pinned_in_a_selection_stays_and_the_others_keep_clear_of_all():
    document = pinned(process(*CHAIN, task("other", at=(450.0, 0.0))), {"c": (250.0, 0.0)})
    draft = Draft(document)
    lay_out_some(draft, ["b", "c", "d"])
    after = draft.document
    assert all(after.nodes[key].at == document.nodes[key].at for key in ("c", "other"))
    chosen = {"b", "c", "d", "other"}
    assert not any({a, b} <= chosen for a, b in overlaps(after))


def test_unpinned_it_moves_again():
    draft = Draft(pinned(process(*CHAIN), {"b": (0.0, 0.0), "c": (0.0, 900.0)}))
    pin(draft, ["c"], pinned=False)
    assert draft.node("c").extensions == {}
    lay_out(draft)
    assert rects(draft.document)["c"].center.y == rects(draft.document)["b"].center.y
