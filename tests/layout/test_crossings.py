"""Flows of a laid out workflow cross no more than they must, and where they dock they stay apart."""

from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.editing.auto_layout import lay_out
from designer.editing.draft import Draft
from designer.layout.geometry import Point
from designer.layout.judging import crossings
from designer.layout.sizes import size_of
from designer.layout.unfold import unfold
from designer.model.document import Document
from designer.model.flow import Flow
from tests.support.build import decision, outcome, process, task, trigger


def laid(document: Document) -> Document:
    draft = Draft(document)
    lay_out(draft)
    return draft.document


def lines(document: Document) -> dict[str, tuple[Point, ...]]:
    return {path[-1]: routed.points for path, routed in unfold(document, (), ()).flows.items()}


def crossed(document: Document) -> int:
    return crossings(list(lines(document).values()))


def test_pieces_that_only_touch_do_not_cross():
    level = [Point(0, 0), Point(100, 0)]
    assert crossings([level, [Point(50, -10), Point(50, 10)]]) == 1
    assert crossings([level, [Point(50, -10), Point(50, 0)]]) == 0
    assert crossings([[*level, Point(100, 50), Point(50, 50), Point(50, -10)]]) == 0


@st.composite
def structured(draw: st.DrawFn) -> Document:
    """Chains within branches within chains; some lead back to their beginning."""
    parts: list[object] = [trigger("begin"), outcome("end")]
    made = [0]

    def step(branches: bool) -> str:
        made[0] += 1
        key = f"n{made[0]:02}"
        parts.append(decision(key) if branches else task(key))
        return key

    def chain(depth: int) -> tuple[str, str]:
        pieces = [branched(depth) for _ in range(draw(st.integers(1, 2)))]
        parts.extend(f"{a} -> {b}" for (_, a), (b, _) in pairwise(pieces))
        return pieces[0][0], pieces[-1][1]

    def branched(depth: int) -> tuple[str, str]:
        if depth == 0 or draw(st.booleans()):
            key = step(branches=False)
            return key, key
        fork, join = step(branches=True), step(branches=False)
        for _ in range(draw(st.integers(2, 3))):
            first, last = chain(depth - 1)
            parts.extend((f"{fork} -> {first}", f"{last} -> {join}"))
        return fork, join

    first, last = chain(2)
    parts.extend((f"begin -> {first}", f"{last} -> end"))
    return process(*parts)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(structured())
def test_branches_within_branches_are_drawn_without_crossings(document):
    assert crossed(laid(document)) == 0


def test_a_loop_from_a_branch_leads_back_below_what_led_there():
    once = laid(
        process(
            trigger("a"),
            *(task(key) for key in ("write", "read", "mend")),
            decision("good"),
            decision("bad"),
            outcome("done", result="success"),
            outcome("no", result="failure"),
            "a -> write -> read -> good -> done",
            "good -> mend -> bad -> write",
            "bad -> no",
        )
    )
    assert crossed(once) == 0
    assert max(p.y for p in lines(once)["bad-write"]) > max(p.y for p in lines(once)["good-mend"])


def test_a_way_past_several_steps_goes_above_and_branches_lie_below():
    once = laid(
        process(
            trigger("a"),
            decision("skip"),
            *(task(key) for key in ("b", "c", "d", "e")),
            decision("fine"),
            outcome("yes", result="success"),
            outcome("no", result="failure"),
            "a -> skip -> b -> fine -> c -> yes",
            "skip -> c",
            "fine -> d -> e -> no",
        )
    )
    assert crossed(once) == 0
    assert min(point.y for point in lines(once)["skip-c"]) < min(p.y for p in lines(once)["fine-c"])


def test_loops_to_one_step_lie_within_each_other():
    document = process(
        task("a"),
        decision("one", at=(250, 4)),
        decision("other", at=(450, 4)),
        task("z", at=(600, 0)),
        "a -> one -> other -> z",
        "one -> a",
        "other -> a",
    )
    assert crossed(document) == 0


def test_of_two_ways_down_to_one_step_the_nearer_one_meets_it_higher():
    document = process(
        decision("far"), decision("near", at=(200, 80)), task("z", at=(400, 250)), "far -> z", "near -> z"
    )
    assert crossed(document) == 0


def test_of_two_ways_down_in_one_row_the_one_past_the_other_step_leaves_ahead():
    document = process(
        decision("ask"),
        task("near", at=(150, 60)),
        task("far", at=(400, 60)),
        "ask -> near -> far",
        "ask -> far",
    )
    assert crossed(document) == 0


@settings(max_examples=60, deadline=None, derandomize=True)
@given(structured(), st.data())
def test_a_step_put_into_a_flow_changes_the_order_of_no_others(document, data):
    once = laid(document)
    flow = once.flows[data.draw(st.sampled_from(sorted(once.flows)))]
    draft = Draft(once)
    (ax, ay), (bx, by) = once.nodes[flow.source].at, once.nodes[flow.target].at
    draft.put(task("new", at=((ax + bx) / 2, (ay + by) / 2)))
    draft.put(flow.model_copy(update={"target": "new"}))
    draft.put(Flow(id="further", source="new", target=flow.target))
    lay_out(draft)
    before, after = middles(once), middles(draft.document)
    for a, b in combinations(before, 2):
        if before[a].x == before[b].x and after[a].x == after[b].x:
            assert (before[a].y < before[b].y) == (after[a].y < after[b].y)


def middles(document: Document) -> dict[str, Point]:
    found = ((n, size_of(n)) for n in document.nodes.values())
    return {n.id: Point(n.at[0] + size[0] / 2, n.at[1] + size[1] / 2) for n, size in found}
