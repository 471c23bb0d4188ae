import itertools
import random

import pytest
from hypothesis import given, settings

from designer.editing.auto_layout import lay_out, lay_out_some
from designer.editing.draft import Draft
from designer.layout.geometry import Rect
from designer.layout.layout import is_solid
from designer.layout.sugiyama.ranking import ranks
from designer.layout.unfold import unfold
from designer.model.document import Document
from designer.model.workflow import Workflow
from tests.layout.graphs import framed, workflows
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    note,
    outcome,
    parallel,
    process,
    task,
    trigger,
)

PLACED = {"at", "size", "slack"}
BENT = {"via", "label_at"}


def laid(document: Document) -> Document:
    draft = Draft(document)
    lay_out(draft)
    return draft.document


def rects(document: Document, workflow: str = "main") -> dict[str, Rect]:
    level = () if workflow == document.root else (document.boxes_running(workflow)[0].id,)
    return {path[-1]: placed.rect for path, placed in unfold(document, level, ()).nodes.items()}


def overlaps(document: Document) -> list[tuple[str, str]]:
    found = []
    for workflow in document.workflows:
        if workflow != document.root and not document.boxes_running(workflow):
            continue
        solid = {
            key: rect
            for key, rect in rects(document, workflow).items()
            if document.nodes[key].kind not in ("area", "boundary")
        }
        found += [(a, b) for a, b in itertools.combinations(solid, 2) if solid[a].overlaps(solid[b])]
    return found


def run_over(document: Document) -> list[tuple[str, str]]:
    """Flows whose line crosses a node that is not its end, as drawn with every box closed."""
    scene = unfold(document, (), ())
    solid = {
        p: each for p, each in scene.nodes.items() if is_solid(each.node) and each.node.kind != "boundary"
    }
    found = []
    for path, routed in scene.flows.items():
        own = {routed.source, routed.target}
        host = getattr(scene.nodes[routed.source].node, "host", None)
        own.add((host,) if host else routed.source)
        for a, b in itertools.pairwise(routed.points):
            line = Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x) + 0.01, abs(a.y - b.y) + 0.01)
            found += [
                (path[-1], other[-1])
                for other, placed in solid.items()
                if other not in own and line.overlaps(placed.rect.grown(-0.5))
            ]
    return found


@settings(max_examples=60, deadline=None, derandomize=True)
@given(workflows())
def test_nothing_overlaps_and_a_second_layout_changes_nothing(document):
    once = laid(document)
    assert overlaps(once) == []
    assert run_over(once) == []
    assert laid(once) == once


@settings(max_examples=30, deadline=None, derandomize=True)
@given(workflows())
def test_only_places_change(document):
    once = laid(document)
    for old in document.nodes.values():
        new = once.nodes[old.id]
        assert new.model_dump(exclude=PLACED) == old.model_dump(exclude=PLACED)
    for old in document.flows.values():
        assert once.flows[old.id].model_dump(exclude=BENT) == old.model_dump(exclude=BENT)
    assert once.workflows == document.workflows
    assert once.nodes.keys() == document.nodes.keys()


@settings(max_examples=30, deadline=None, derandomize=True)
@given(workflows(8).map(framed))
def test_an_area_stays_around_its_content_and_nothing_else(document):
    once = laid(document)
    placed = rects(once)
    inner = {key for key in placed if key != "frame" and placed["frame"].encloses(placed[key])}
    assert inner == {"in-one", "in-two"}
    assert not any(
        placed["frame"].overlaps(rect) for key, rect in placed.items() if key not in (*inner, "frame")
    )
    assert laid(once) == once


def test_a_chain_is_straight_and_begins_with_its_trigger():
    once = laid(process(task("b"), trigger("a"), outcome("d"), decision("c"), "a -> b -> c -> d"))
    scene = unfold(once, (), ())
    assert all(len(routed.points) == 2 for routed in scene.flows.values())
    placed = rects(once)
    assert sorted(placed, key=lambda key: placed[key].x) == ["a", "b", "c", "d"]
    assert placed["b"].x - placed["a"].right == 50.0


def test_the_rules_of_a_decision_stay_in_their_order():
    steps = [task(f"t{index}") for index in range(4)]
    flows = [flow("ask", f"t{index}", order=4 - index) for index in range(4)]
    placed = rects(laid(process(trigger("a"), decision("ask"), *steps, "a -> ask", *flows)))
    assert sorted((f"t{i}" for i in range(4)), key=lambda key: placed[key].y) == ["t3", "t2", "t1", "t0"]


def test_the_way_to_success_runs_straight_and_failures_branch_off():
    once = laid(
        process(
            trigger("a"),
            task("check"),
            decision("fine"),
            task("do"),
            task("excuse"),
            outcome("yes", result="success"),
            outcome("no", result="failure"),
            "a -> check -> fine -> do -> yes",
            "fine -> excuse -> no",
        )
    )
    placed = rects(once)
    row = [placed[key].center.y for key in ("a", "check", "fine", "do", "yes")]
    assert len(set(row)) == 1
    assert placed["yes"].center.x == placed["no"].center.x


def test_a_lesser_outcome_stands_right_after_what_leads_to_it():
    document = process(
        trigger("a"),
        decision("fine"),
        *(task(f"t{i}") for i in range(4)),
        outcome("yes", result="success"),
        outcome("no", result="failure"),
        "a -> fine -> t0 -> t1 -> t2 -> t3 -> yes",
        "fine -> no",
    )
    once = laid(document)
    placed = rects(once)
    assert placed["no"].center.x == placed["t0"].center.x
    assert max(placed, key=lambda key: placed[key].right) == "yes"
    assert laid(once) == once


def test_several_steps_of_a_loop_stand_on_the_way_back_where_it_is_as_long():
    once = laid(
        process(
            trigger("a"),
            *(task(key) for key in ("write", "read", "check", "mend", "try")),
            decision("good"),
            outcome("z"),
            "a -> write -> read -> check -> good -> z",
            "good -> mend -> try -> write",
        )
    )
    placed = rects(once)
    assert placed["good"].x > placed["mend"].x > placed["try"].x > placed["write"].x
    assert placed["mend"].y > placed["check"].bottom
    assert placed["mend"].center.y == placed["try"].center.y
    assert run_over(once) == []
    assert laid(once) == once


def test_a_split_stands_in_the_middle_of_its_branches():
    placed = rects(
        laid(
            process(
                trigger("a"),
                parallel("split"),
                task("x"),
                task("y"),
                parallel("join"),
                outcome("z"),
                "a -> split -> x -> join -> z",
                "split -> y -> join",
            )
        )
    )
    middle = (placed["x"].center.y + placed["y"].center.y) / 2
    assert placed["split"].center.y == placed["join"].center.y == placed["a"].center.y == middle


def test_a_loop_is_led_around_and_back_edges_do_not_turn_the_order():
    once = laid(
        process(
            trigger("a"),
            task("write"),
            task("read"),
            decision("good"),
            task("mend"),
            outcome("z"),
            "a -> write -> read -> good -> z",
            "good -> mend -> write",
        )
    )
    placed = rects(once)
    assert placed["write"].x < placed["read"].x < placed["good"].x < placed["z"].x
    assert placed["mend"].y > placed["read"].bottom
    assert run_over(once) == []


def test_a_branch_of_an_event_lies_below_its_host():
    once = laid(
        process(
            trigger("a"),
            task("work"),
            outcome("z"),
            task("remind"),
            boundary("late", host="work", event="timer", after="1 d"),
            "a -> work -> z",
            "late -> remind",
        )
    )
    placed = rects(once)
    assert placed["remind"].center.y > placed["work"].bottom
    assert placed["remind"].x > placed["work"].x


def test_parts_that_no_flow_joins_stand_below_each_other():
    placed = rects(laid(process(trigger("a"), task("b"), task("c"), task("d"), "a -> b", "c -> d")))
    assert placed["c"].y > max(placed["a"].bottom, placed["b"].bottom)
    assert placed["c"].center.y == placed["d"].center.y


def test_a_note_stands_at_its_step():
    once = laid(process(trigger("a"), task("b"), note("n", links=("b",), at=(900, 900)), "a -> b"))
    placed = rects(once)
    assert placed["n"].center.x == placed["b"].center.x
    assert 0 < placed["b"].y - placed["n"].bottom <= 30


def test_a_workflow_that_goes_down_is_laid_out_downwards():
    document = process(
        Workflow(id="main", direction="down"), trigger("a"), task("b"), outcome("c"), "a -> b -> c"
    )
    placed = rects(laid(document))
    assert placed["a"].center.x == placed["b"].center.x == placed["c"].center.x
    assert placed["a"].y < placed["b"].y < placed["c"].y


def test_flows_leave_a_box_uncrossed_whatever_the_order_of_its_outcomes_was():
    document = process(
        trigger("a"),
        box("work", runs="inner"),
        outcome("fine"),
        outcome("bad"),
        "a -> work",
        flow("work", "bad", outcome="o1"),
        flow("work", "fine", outcome="o2"),
        inside(
            "inner",
            trigger("in"),
            decision("ask"),
            outcome("o1", at=(300, 0)),
            outcome("o2", at=(300, 80)),
            "in -> ask -> o1",
            "ask -> o2",
        ),
    )
    once = laid(document)
    outer, inner = rects(once), rects(once, "inner")
    assert (inner["o1"].y < inner["o2"].y) == (outer["bad"].y < outer["fine"].y)


def test_adding_a_step_moves_the_others_little():
    base = laid(
        process(
            trigger("a"),
            decision("d"),
            *(task(f"t{i}") for i in range(6)),
            outcome("z"),
            "a -> d -> t0 -> t1 -> z",
            "d -> t2 -> t3 -> z",
            "d -> t4 -> t5 -> z",
        )
    )
    draft = Draft(base)
    draft.put(task("new", at=(0, 0)))
    draft.put(flow("d", "new", id="to-new"))
    draft.put(flow("new", "z", id="from-new"))
    lay_out(draft)
    before, after = rects(base), rects(draft.document)
    order = sorted((f"t{i}" for i in (0, 2, 4)), key=lambda key: before[key].y)
    assert sorted(order, key=lambda key: after[key].y) == order
    assert [k for k in before if after[k].x != before[k].x] == []


def test_a_step_put_into_a_chain_moves_one_end_of_it_only():
    base = laid(process(*(task(f"t{i}") for i in range(9)), " -> ".join(f"t{i}" for i in range(9))))
    draft = Draft(base)
    draft.remove("t5-t6")
    draft.put(task("new", at=(0, 0)))
    draft.put(flow("t5", "new", id="to-new"))
    draft.put(flow("new", "t6", id="from-new"))
    lay_out(draft)
    before, after = rects(base), rects(draft.document)
    assert [key for key in before if after[key] != before[key]] == ["t6", "t7", "t8"]


def test_a_planar_mesh_is_drawn_without_crossings_however_its_steps_are_listed():
    draw = random.Random(2)
    cells = [f"c{i}-{j}" for i in range(7) for j in range(6)]
    draw.shuffle(cells)
    ways = [
        (f"c{i}-{j}", f"c{i + 1}-{j + k}") for i in range(6) for j in range(6) for k in (0, 1) if j + k < 6
    ]
    draw.shuffle(ways)
    names = {cell: f"t{place:02}" for place, cell in enumerate(cells)}
    once = laid(
        process(*(task(name) for name in names.values()), *(f"{names[a]} -> {names[b]}" for a, b in ways))
    )
    placed = rects(once)
    for rank in range(7):
        column = sorted(range(6), key=lambda j: placed[names[f"c{rank}-{j}"]].y)
        assert column in ([*range(6)], [*range(5, -1, -1)])


def test_some_steps_are_laid_out_where_they_cover_none_of_the_others_which_stay():
    document = process(
        task("a", at=(0, 0)),
        task("b", at=(300, 200)),
        task("c", at=(40, 400)),
        task("other", at=(210, 0)),
        task("far", at=(210, 120)),
        "a -> b -> c",
    )
    draft = Draft(document)
    lay_out_some(draft, ["a", "b", "c"])
    before, placed = rects(document), rects(draft.document)
    assert placed["a"].center.y == placed["b"].center.y == placed["c"].center.y
    assert (placed["other"], placed["far"]) == (before["other"], before["far"])
    assert overlaps(draft.document) == []
    again = Draft(draft.document)
    lay_out_some(again, ["a", "b", "c"])
    assert not again.change


def test_boxes_open_no_larger_than_their_content_needs():
    document = process(
        trigger("a"),
        box("work", runs="inner", open_size=(1500.0, 900.0)),
        "a -> work",
        inside("inner", trigger("in"), task("do"), outcome("out"), "in -> do -> out"),
    )
    scene = unfold(laid(document), (), ("work",))
    inside_it = [placed.rect for path, placed in scene.nodes.items() if len(path) == 2]
    whole = scene.nodes["work",].rect
    assert whole.right - max(rect.right for rect in inside_it) < 60
    assert whole.h < 300


@pytest.mark.parametrize("keep", [True, False])
def test_bends_are_given_up_unless_they_are_to_be_kept(keep):
    document = process(
        task("a"),
        task("b"),
        flow("a", "b", id="f", via=((300.0, 300.0), (400.0, 300.0)), label_at=(350.0, 300.0)),
    )
    draft = Draft(document)
    lay_out(draft, keep_bends=keep)
    assert bool(draft.flow("f").via) == bool(draft.flow("f").label_at) == keep


def test_no_rank_is_left_empty_even_where_ends_are_led_away_from():
    found = ranks(5, [(0, 1), (0, 4), (1, 2), (2, 3)], ["last", "", "last", "", ""])
    assert set(found) == set(range(max(found) + 1))
