import pytest

from designer.editing.draft import Draft
from designer.editing.nodes import move, move_to
from designer.editing.rules import RuleError, may_move_into
from tests.editing.sound import faults
from tests.support.build import (
    area,
    boundary,
    box,
    flow,
    inside,
    note,
    outcome,
    process,
    task,
    trigger,
)


def drafted(*parts):
    return Draft(process(*parts))


def ends(draft):
    return sorted((f.source, f.target) for f in draft.document.flows.values())


def test_a_step_moves_and_may_stand_left_of_zero():
    draft = drafted(task("a"))
    move(draft, ["a"], -300, -20)
    assert draft.node("a").at == (-300, -20)


def test_bends_between_moved_steps_move_along():
    draft = drafted(
        task("a"), task("b", at=(400, 200)), flow("a", "b", via=((280, 32), (280, 232)), label_at=(280, 100))
    )
    move(draft, ["a", "b"], 10, 20)
    assert draft.flow("a-b").via == ((290, 52), (290, 252))
    assert draft.flow("a-b").label_at == (290, 120)


def test_the_bend_next_to_a_moved_end_keeps_the_line_square():
    draft = drafted(task("a"), task("b", at=(400, 200)), flow("a", "b", via=((280, 32), (280, 232))))
    move(draft, ["a"], 0, 50)
    assert draft.flow("a-b").via == ((280, 82), (280, 232))
    move(draft, ["b"], 0, 30)
    assert draft.flow("a-b").via == ((280, 82), (280, 262))


def test_notes_about_moved_steps_move_along_and_so_does_what_an_area_holds():
    draft = drafted(
        area("f", at=(-20, -20)),
        task("a"),
        note("n", links=("a",), at=(0, 400)),
        note("m", links=("a", "z")),
        task("z", at=(900, 0)),
    )
    move(draft, ["f"], 100, 0)
    assert draft.node("a").at == (100, 0)
    assert draft.node("n").at == (100, 400)
    assert draft.node("z").at == (900, 0)
    assert draft.node("m").at[0] == 100  # it stands in the frame


def test_a_box_and_something_inside_it_move_once():
    draft = drafted(box("b", "sub"), inside("sub", task("x")))
    move(draft, ["b", "x"], 10, 10)
    assert draft.node("b").at == (10, 10)
    assert draft.node("x").at == (0, 0)


def test_steps_put_at_places_forget_their_slack():
    draft = drafted(task("a", slack=(5, 5)))
    move_to(draft, {"a": (30, 30)})
    assert draft.node("a").slack is None
    move_to(draft, {"a": (40, 30)}, slack={"a": (0, 12)})
    assert draft.node("a").slack == (0, 12)


def test_into_a_box_the_place_that_was_left_is_healed():
    draft = drafted(
        task("a"), task("x"), task("b"), "a -> x -> b", box("p", "sub"), inside("sub", trigger("t"))
    )
    report = move_to(draft, {"x": (200, 0)}, "sub")
    assert draft.node("x").workflow == "sub"
    assert draft.node("x").at == (200, 0)
    assert ends(draft) == [("a", "b")]
    assert report.healed == ("a-x",)
    assert [f.id for f in report.cut] == ["x-b"]
    assert faults(draft.document) == []


def test_flows_among_the_moved_go_along():
    draft = drafted(task("x"), task("y"), "x -> y", box("p", "sub"), inside("sub", trigger("t")))
    move_to(draft, {"x": (0, 0), "y": (300, 0)}, "sub")
    assert ends(draft) == [("x", "y")]
    assert faults(draft.document) == []


def test_events_and_notes_go_along_into_the_box():
    draft = drafted(
        task("x"),
        boundary("late", "x"),
        note("n", links=("x",), at=(0, 100)),
        note("m", links=("x", "y")),
        task("y"),
        box("p", "sub"),
        inside("sub", trigger("t")),
    )
    move_to(draft, {"x": (500, 0)}, "sub")
    assert draft.node("late").workflow == "sub"
    assert draft.node("n").workflow == "sub"
    assert draft.node("n").at == (500, 100)
    assert draft.node("m").workflow == "main"
    assert draft.node("m").links == ("y",)


def test_keeping_connected_builds_the_way_across():
    draft = drafted(
        task("a"),
        task("x"),
        task("b"),
        "a -> x -> b",
        box("p", "sub"),
        inside("sub", trigger("t"), task("z"), outcome("o"), "t -> z -> o"),
    )
    report = move_to(draft, {"x": (0, 0)}, "sub", keep_connected=True)
    assert report.cut == ()
    assert report.connected
    (into,), (out,) = draft.flows_from("a"), draft.flows_into("b")
    assert into.target == out.source == "p"
    assert [f.target for f in draft.flows_from(into.trigger)] == ["x"]
    assert [f.source for f in draft.flows_into(out.outcome)] == ["x"]
    assert faults(draft.document) == []


def test_a_step_behind_a_box_moved_into_it_does_its_last_work_there():
    draft = drafted(
        trigger("s"),
        box("p", "sub"),
        task("x"),
        task("b"),
        "s -> p -> x -> b",
        inside("sub", trigger("t"), task("z"), outcome("o"), "t -> z -> o"),
    )
    move_to(draft, {"x": (0, 0)}, "sub", keep_connected=True)
    assert ends(draft) == [("p", "b"), ("s", "p"), ("t", "z"), ("x", "o"), ("z", "x")]
    assert faults(draft.document) == []


def test_a_trigger_does_not_go_into_a_box_that_has_one():
    draft = drafted(trigger("s"), box("p", "sub"), inside("sub", trigger("t")))
    verdict = may_move_into(draft, ["s"], "sub")
    assert "has a trigger already" in verdict.reason
    with pytest.raises(RuleError):
        move_to(draft, {"s": (0, 0)}, "sub")
    assert not draft.change


def test_a_box_never_goes_into_itself_nor_a_link_into_its_definition():
    draft = drafted(
        box("p", "one"), inside("one", box("q", "two")), inside("two", task("x")), box("again", "one")
    )
    assert "contain itself" in may_move_into(draft, ["p"], "two").reason
    assert "contain itself" in may_move_into(draft, ["again"], "one").reason


def test_an_event_moves_with_its_step_only():
    draft = drafted(task("a"), boundary("late", "a"), box("p", "sub"), inside("sub", task("x")))
    assert not may_move_into(draft, ["late"], "sub")
    assert may_move_into(draft, ["a", "late"], "sub")


def test_a_port_that_leaves_its_box_takes_the_flows_outside_along():
    draft = drafted(
        task("a"),
        box("p", "sub"),
        task("b"),
        inside("sub", trigger("t"), outcome("o"), outcome("u", at=(0, 99))),
        "a -> p",
        flow("p", "b", outcome="u"),
    )
    move_to(draft, {"u": (0, 0)}, "main")
    assert ends(draft) == [("a", "p")]
    assert faults(draft.document) == []
