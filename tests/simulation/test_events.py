"""Waits, races, events on borders, triggers and how boxes end, in minutes."""

import pytest

from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.program import NotSimulable
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    number,
    outcome,
    parallel,
    process,
    race,
    state,
    task,
    trigger,
    wait,
)
from tests.support.runs import MIDNIGHT, Run, at, every, minutes, run, start


def hosted(host, **event):
    """A task of 10 min, or a box with one inside, with an event on its border that leads to a task of 5."""
    inner = (
        box("a", "inner"),
        inside("inner", trigger("in"), task("x", duration="10 min"), outcome("out")),
        "in -> x -> out",
    )
    return (
        start(),
        *(inner if host == "box" else (task("a", duration="10 min"),)),
        boundary("event", host="a", **event),
        task("c", duration="5 min"),
        outcome(),
        "start -> a -> done",
        "event -> c -> done",
    )


@pytest.mark.parametrize("host", ["task", "box"])
@pytest.mark.parametrize("event", ["timer", "message", "escalation"])
def test_an_event_that_interrupts_at_a_time_ends_its_host(host, event):
    done = run(hosted(host, event=event, after="4 min"))
    assert done.stays("a", codes.CANCELLED) == [(0, 4)]
    assert done.stays("c") == [(4, 9)]
    assert done.ends() == [9]


@pytest.mark.parametrize("host", ["task", "box"])
@pytest.mark.parametrize("event", ["timer", "message", "escalation"])
def test_an_event_that_does_not_interrupt_sends_one_more_token(host, event):
    done = run(hosted(host, event=event, after="4 min", interrupting=False))
    assert done.stays("a") == [(0, 10)]
    assert done.stays("c") == [(4, 9)]
    assert done.entered("done") == 2


@pytest.mark.parametrize("host", ["task", "box"])
@pytest.mark.parametrize("event", ["error", "message", "escalation"])
@pytest.mark.parametrize(("interrupting", "tokens"), [(True, 1), (False, 2)])
def test_an_event_with_a_probability_alone_is_decided_when_its_host_ends(host, event, interrupting, tokens):
    sure = run(hosted(host, event=event, probability=1.0, interrupting=interrupting))
    assert sure.stays("c") == [(10, 15)]
    assert sure.entered("done") == tokens
    never = run(hosted(host, event=event, probability=0.0, interrupting=interrupting))
    assert (never.entered("c"), never.ends()) == (0, [10])


def test_an_event_with_a_time_and_a_probability_happens_as_often():
    document = process(
        trigger("start", arrivals=every(minutes(60))),
        hosted("task", event="message", after="4 min", probability=0.25)[1:],
        MIDNIGHT,
    )
    done = Run(document, cases=2000)
    assert abs(done.entered("c") - 500) < 4 * (2000 * 0.25 * 0.75) ** 0.5
    assert done.entered("c") == len(done.stays("a", codes.CANCELLED))


def racing(**keys):
    return (
        start(),
        race(),
        wait("x", duration="30 min"),
        wait("y", duration="20 min"),
        outcome("by-x"),
        outcome("by-y"),
        "start -> race",
        flow("race", "x"),
        flow("race", "y", **keys),
        "x -> by-x",
        "y -> by-y",
    )


def test_a_wait_behind_a_handoff_begins_when_the_handoff_is_over():
    slow = run(racing(handoff={"delay": "11 min"}))
    assert (slow.entered("by-x"), slow.ends()) == (1, [30])
    quick = run(racing(handoff={"delay": "9 min"}))
    assert (quick.entered("by-y"), quick.ends()) == (1, [29])


def test_a_race_against_the_clock():
    done = run(
        start(arrivals=at("08:30")),
        race(),
        wait("morning", until="09:00"),
        wait("answer", event="Answer", delay="31 min"),
        outcome("early"),
        outcome("late"),
        "start -> race -> morning -> late",
        "race -> answer -> early",
    )
    assert (done.entered("late"), done.ends()) == (1, [9 * 60])


def test_whoever_loses_a_race_in_a_box_that_is_cancelled_leaves_nothing_behind():
    done = run(
        start(),
        box("sub", "inner"),
        boundary("late", host="sub", after="5 min"),
        outcome(),
        "start -> sub -> done",
        "late -> done",
        inside(
            "inner",
            trigger("in"),
            race(),
            wait("x", duration="1 h"),
            wait("y", duration="2 h"),
            outcome("out"),
        ),
        "in -> race -> x -> out",
        "race -> y -> out",
    )
    assert done.ends() == [5]
    assert done.stays("race", codes.CANCELLED) == [(0, 5)]


@pytest.mark.parametrize("keys", [{}, {"event": "Answer"}])
def test_a_wait_that_does_not_say_for_how_long_is_refused_by_name(keys):
    with pytest.raises(NotSimulable) as caught:
        compiled(process(start(), wait("answer", **keys), outcome(), "start -> answer -> done", MIDNIGHT))
    (finding,) = caught.value.findings
    assert (finding.code, finding.ids) == ("wait-without-time", ("answer",))
    assert '"Answer"' in finding.message


def test_cases_come_by_several_triggers_and_one_without_arrivals_waits_for_none():
    done = run(
        start("mail", at("00:01", "00:04")),
        start("phone", at("00:02")),
        trigger("portal"),
        task("a", duration="1 min"),
        outcome(),
        "mail -> a -> done",
        "phone -> a",
        "portal -> a",
    )
    assert done.ends() == [2, 3, 5]
    assert [done.program.triggers[i] for i in done.trace.cases.trigger] == ["mail", "phone", "mail"]


def test_a_box_starts_what_nothing_leads_to_and_ends_when_all_of_it_has():
    done = run(
        start(),
        box("sub", "inner"),
        outcome(),
        "start -> sub -> done",
        inside(
            "inner",
            trigger("in"),
            task("x", duration="3 min"),
            task("beside", duration="8 min"),
            task("after", duration="1 min"),
            outcome("out"),
        ),
        "in -> x -> out",
        "beside -> after",
    )
    assert done.stays("beside") == [(0, 8)]
    assert done.stays("sub") == [(0, 9)]


def test_terminate_within_a_box_within_a_box_ends_the_inner_one_only():
    done = run(
        start(),
        box("outer", "middle"),
        outcome(),
        "start -> outer -> done",
        inside(
            "middle",
            trigger("m-in"),
            parallel("m-fork"),
            task("long", duration="20 min"),
            box("sub", "inner"),
            outcome("m-out"),
        ),
        "m-in -> m-fork -> long -> m-out",
        "m-fork -> sub -> m-out",
        inside(
            "inner",
            trigger("in"),
            parallel("fork"),
            task("x", duration="2 min"),
            task("y", duration="9 min"),
            outcome("stop", terminate=True),
        ),
        "in -> fork -> x -> stop",
        "fork -> y -> stop",
    )
    assert done.stays("sub") == [(0, 2)]
    assert done.stays("y", codes.CANCELLED) == [(0, 2)]
    assert done.stays("outer") == [(0, 20)]


def test_a_transition_needs_both_its_condition_and_its_luck():
    done = run(
        start(),
        number("size", initial=0.0),
        state("new"),
        outcome("lucky"),
        outcome("other"),
        "start -> new",
        flow("new", "lucky", condition="size > 1", probability=1.0, order=1),
        flow("new", "other", after="5 min", order=2),
    )
    assert (done.entered("other"), done.ends()) == (1, [5])


def test_the_visits_of_a_step_count_through_all_boxes_that_run_it():
    done = run(
        start(),
        box("first", "inner"),
        box("second", "inner"),
        outcome(),
        "start -> first -> second -> done",
        inside(
            "inner",
            trigger("in"),
            decision("again"),
            task("x", duration="1 min"),
            outcome("out"),
        ),
        "in -> again",
        flow("again", "x", condition="visits > 1"),
        flow("again", "out", default=True),
        "x -> out",
    )
    assert done.stays("x") == [(0, 1)]
