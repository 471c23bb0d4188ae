import pytest

from designer.editing import flows, placement
from designer.editing.draft import Draft
from designer.editing.rules import RuleError
from tests.editing.sound import faults
from tests.support.build import box, decision, flow, inside, outcome, process, race, task, trigger, wait


def drafted(*parts):
    return Draft(process(*parts))


def line(*parts):
    """a, b and c on one line, 50 apart."""
    return drafted(
        task("a"),
        task("b", at=(210, 0)),
        task("c", at=(420, 0)),
        "b -> c",
        flow("a", "b", condition="x", label="yes", handoff={"channel": "email"}),
        *parts,
    )


def test_the_flow_into_a_spliced_step_is_the_old_one():
    draft = line(task("n", at=(150, 6)))
    onward = flows.splice(draft, "n", "a-b")
    old = draft.flow("a-b")
    assert (old.source, old.target, old.condition, old.label) == ("a", "n", "x", "yes")
    assert old.handoff.channel == "email"
    new = draft.flow(onward)
    assert (new.source, new.target, new.condition, new.label) == ("n", "b", None, "")


def test_a_spliced_step_stands_on_the_line_and_what_follows_makes_room():
    draft = line(task("n", at=(150, 6)), task("other", at=(210, 300)))
    flows.splice(draft, "n", "a-b")
    assert draft.node("n").at == (210, 0)
    assert draft.node("b").at == (420, 0)
    assert draft.node("c").at == (630, 0)
    assert draft.node("other").at == (210, 300)


def test_where_there_is_room_nothing_is_pushed():
    draft = drafted(task("a"), task("b", at=(600, 0)), "a -> b", task("n", at=(300, 10)))
    flows.splice(draft, "n", "a-b")
    assert draft.node("b").at == (600, 0)
    assert draft.node("n").at == (300, 0)


def test_a_step_dropped_too_near_is_moved_into_the_gap_rather_than_pushing():
    draft = drafted(task("a"), task("b", at=(420, 0)), "a -> b", task("n", at=(170, 0)))
    flows.splice(draft, "n", "a-b")
    assert draft.node("n").at == (200, 0)
    assert draft.node("b").at == (420, 0)


def test_what_was_dropped_over_a_step_goes_to_free_ground_beside_it():
    draft = drafted(task("a", at=(0, 240)), task("b"), "a -> b", task("n", at=(20, 220)))
    flows.splice(draft, "n", "a-b")
    assert not placement.rect_of(draft, draft.node("n")).overlaps(placement.rect_of(draft, draft.node("a")))
    assert (draft.node("a").at, draft.node("b").at) == ((0, 240), (0, 0))


def test_in_a_workflow_that_goes_down_what_follows_moves_down():
    draft = drafted(task("a"), task("b", at=(0, 114)), "a -> b", task("n", at=(6, 80)))
    draft.update("main", direction="down")
    flows.splice(draft, "n", "a-b")
    assert draft.node("n").at == (0, 114)
    assert draft.node("b").at == (0, 228)


def test_what_the_pushed_steps_would_cover_moves_too():
    draft = line(task("n", at=(150, 0)), task("behind", at=(600, 20)))
    flows.splice(draft, "n", "a-b")
    assert draft.node("behind").at == (810, 20)


def test_bends_stay_on_their_half():
    draft = drafted(
        task("a"),
        task("b", at=(600, 200)),
        task("n", at=(200, 90)),
        flow("a", "b", via=((280, 32), (280, 232))),
    )
    onward = flows.splice(draft, "n", "a-b")
    assert draft.flow("a-b").via == ((280, 32),)
    assert draft.flow(onward).via == ((280, 232),)
    assert draft.node("n").at == (200, 90)


def test_ports_stay_on_the_half_that_touches_the_box():
    draft = drafted(
        box("p", "one"),
        box("q", "two", at=(600, 0)),
        task("n", at=(300, 0)),
        inside("one", outcome("yes"), outcome("no")),
        inside("two", trigger("t"), trigger("u")),
        flow("p", "q", outcome="no", trigger="u"),
    )
    onward = draft.flow(flows.splice(draft, "n", "p-q"))
    assert (draft.flow("p-q").outcome, draft.flow("p-q").trigger) == ("no", None)
    assert (onward.outcome, onward.trigger) == (None, "u")
    assert faults(draft.document) == []


def test_a_step_with_flows_is_put_into_a_flow_only_on_purpose():
    draft = line(task("n", at=(150, 0)), task("m"), "n -> m")
    assert "press I" in flows.may_splice(draft, "n", "a-b").reason
    assert flows.may_splice(draft, "n", "a-b", anyway=True)
    flows.splice(draft, "n", "a-b")
    assert {f.target for f in draft.flows_from("n")} == {"b", "m"}


def test_a_chain_goes_in_as_a_whole():
    draft = drafted(
        task("a"),
        task("b", at=(210, 0)),
        "a -> b",
        task("n", at=(100, 200)),
        task("m", at=(310, 200)),
        "n -> m",
    )
    flows.splice(draft, ["n", "m"], "a-b")
    assert draft.flow("a-b").target == "n"
    assert [f.target for f in draft.flows_from("m")] == ["b"]
    assert draft.node("m").at[0] - draft.node("n").at[0] == 210


@pytest.mark.parametrize("fits", [False, True])
def test_both_halves_must_be_allowed(fits):
    draft = drafted(race("r"), wait("w", at=(200, 0)), "r -> w", wait("n") if fits else task("n"))
    assert bool(flows.may_splice(draft, "n", "r-w")) == fits
    if not fits:
        with pytest.raises(RuleError, match="Only waits"):
            flows.splice(draft, "n", "r-w")


def test_triggers_and_outcomes_do_not_fit_into_flows():
    draft = line(trigger("t"), outcome("o"))
    assert not flows.may_splice(draft, "t", "a-b")
    assert not flows.may_splice(draft, "o", "a-b")


def test_a_gateway_behind_a_step_takes_over_what_left_there():
    draft = line()
    gateway = flows.split(draft, "b", "parallel")
    assert [f.target for f in draft.flows_from("b")] == [gateway]
    assert [f.id for f in draft.flows_from(gateway)] == ["b-c"]
    assert draft.node(gateway).at == (420, 0)
    assert draft.node("c").at == (420 + 12 + 50, 0)


def test_a_merge_in_a_flow_takes_more_flows():
    draft = line(decision("m", at=(160, 4)), task("late", at=(0, 300)))
    flows.splice(draft, "m", "a-b")
    flows.connect(draft, "late", "m")
    assert {f.source for f in draft.flows_into("m")} == {"a", "late"}
