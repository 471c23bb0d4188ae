"""Tidying: what stands nearly in line stands in line, and the arrangement stays the one that was made."""

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.editing.draft import Draft
from designer.editing.placement import rect_of
from designer.editing.tidying import tidy
from tests.layout.boards import boards
from tests.layout.graphs import workflows
from tests.support.build import box, decision, flow, inside, note, outcome, process, task, trigger


def tidied(document):
    draft = Draft(document)
    tidy(draft, [n.id for n in document.nodes_in("main")])
    return draft.document


def solid(document):
    return {
        n.id: rect_of(document, n) for n in document.nodes_in("main") if n.kind not in ("boundary", "note")
    }


@settings(max_examples=60, deadline=None, derandomize=True)
@given(boards(8) | workflows(8))
def test_order_is_kept_overlaps_go_and_a_second_time_nothing_moves(document):
    once = tidied(document)
    before, after = solid(document), solid(once)
    for a, b in itertools.permutations(before, 2):
        if before[a].center.x + 0.01 < before[b].center.x:
            assert after[a].center.x <= after[b].center.x + 0.01
        if before[a].center.y + 0.01 < before[b].center.y:
            assert after[a].center.y <= after[b].center.y + 0.01
    assert not [1 for a, b in itertools.combinations(after, 2) if after[a].overlaps(after[b])]
    assert tidied(once) == once


def test_a_wobbly_row_becomes_a_row_with_even_gaps():
    once = tidied(
        process(
            trigger("a", at=(3, 7)),
            task("b", at=(170, -9)),
            decision("c", at=(388, 2)),
            outcome("d", at=(490, 4)),
            "a -> b -> c -> d",
        )
    )
    placed = solid(once)
    assert len({rect.center.y for rect in placed.values()}) == 1
    row = [placed[key] for key in "abcd"]
    assert all(50 <= right.x - left.right < 60 for left, right in itertools.pairwise(row))


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.integers(50, 240), st.integers(-7, 6)), min_size=1, max_size=8))
def test_a_row_that_covers_nothing_moves_little(steps):
    x, parts = 0, []
    for place, (gap, y) in enumerate(steps):
        parts.append(task(f"t{place}", at=(x, y)))
        x += 160 + gap
    document = process(*parts)
    before, after = solid(document), solid(tidied(document))
    for key, rect in after.items():
        assert abs(rect.y - before[key].y) <= 20
    for a, b in itertools.pairwise(before):
        old, new = before[b].x - before[a].right, after[b].x - after[a].right
        assert 50 <= new <= old + 10
        assert old - new < 30


def test_wide_gaps_and_rows_that_were_meant_stay():
    document = process(task("a"), task("b", at=(400, 0)), task("c", at=(400, 250)))
    placed = solid(tidied(document))
    assert placed["b"].x - placed["a"].right == 240
    assert placed["c"].y - placed["b"].bottom == 186


def test_bends_and_notes_go_along():
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(215, 4)),
        note("n", at=(215, -120), links=("b",)),
        flow("a", "b", id="f", via=((190.0, 200.0),)),
    )
    once = tidied(document)
    dx = once.nodes["b"].at[0] - 215
    assert once.nodes["n"].at[0] - 215 == dx
    assert once.flows["f"].via


def test_an_opened_box_is_tidied_inside_first_and_a_closed_one_is_left_alone():
    document = process(
        box("open", runs="one"),
        box("closed", runs="two", at=(6, 300)),
        *(
            inside(name, task(f"{name}-a", at=(20, 20)), task(f"{name}-b", at=(230, 27)))
            for name in ("one", "two")
        ),
    )
    draft = Draft(document)
    tidy(draft, ["open", "closed"], opened=["open"])
    assert draft.node("one-a").at[1] == draft.node("one-b").at[1]
    assert draft.node("two-b").at == (230, 27)
    assert draft.node("open").at[0] == draft.node("closed").at[0]
