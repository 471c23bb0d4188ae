"""How many open cases playback tells to be past what was promised."""

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.editing.draft import Draft
from designer.model.durations import seconds
from designer.simulation import codes
from designer.simulation.late import promise
from designer.simulation.playback import Playback
from tests.support.build import box, inside, outcome, process, role, scenario, task, trigger, workflow
from tests.support.runs import MINUTE, Run, every, minutes
from tests.support.strategies import documents

PROMISES = st.sampled_from((None, "1 min", "20 min", "1.5 s", "3 h"))


def late_at(done: Run, ms: float) -> list[int]:
    """Cases by place, counted one by one from the rows of the log."""
    log, paths = done.trace.log, done.program.paths
    cases: list[set[int]] = [set() for _ in paths]
    for row in range(len(log)):
        sla = promise(done.program.document, done.program.nodes[log.place[row]])
        is_open = log.state[row] in (codes.IN_PROGRESS, codes.STUCK) or ms < log.ended[row]
        if sla is None or not is_open or ms - log.enabled[row] <= seconds(sla) * 1000:
            continue
        path = paths[log.place[row]]
        for place, outer in enumerate(paths):
            if path[: len(outer)] == outer:
                cases[place].add(int(log.case[row]))
    return [len(found) for found in cases[1:]]


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(documents(), st.data())
def test_late_cases_equal_the_log(document, data):
    draft = Draft(document)
    for key, node in sorted(document.nodes.items()):
        if node.kind == "task":
            draft.update(key, sla=data.draw(PROMISES))
    for key in sorted(document.workflows):
        draft.update(key, sla=data.draw(PROMISES))
    done = Run(draft.document, cases=12)
    shown = Playback(draft.document, done.program, done.trace)
    for share in (0.1, 0.5, 0.9, data.draw(st.floats(0, 1))):
        ms = float(int(shown.end_ms * share))
        assert shown.frame(ms, 1000.0).late.tolist() == late_at(done, ms)


def promised():
    return process(
        trigger("start", arrivals=every(minutes(1))),
        box("p", "inner"),
        outcome("end"),
        "start -> p -> end",
        workflow("inner", sla="15 min"),
        inside(
            "inner",
            trigger("in"),
            task("check", role="clerk", duration=minutes(10), sla="10 min"),
            outcome("out"),
            "in -> check -> out",
        ),
        role("clerk"),
        scenario("run", cases=3),
    )


def test_a_case_is_late_from_when_its_promise_has_passed_until_its_work_ends():
    done = Run(promised())
    shown = Playback(done.program.document, done.program, done.trace)
    at = shown.node_paths.index(("p", "check"))
    begin = int(
        done.trace.log.enabled[done.trace.log.place == at + 1][1]
    )  # waits for the first, and ends 9 min late
    moments = [begin + 10 * MINUTE, begin + 10 * MINUTE + 1, begin + 19 * MINUTE - 1, begin + 19 * MINUTE + 1]
    counts = [int(shown.frame(float(ms), 1000.0).late[at]) for ms in moments]
    assert counts[:2] == [0, 1]
    assert counts[2] - counts[3] == 1


def test_a_case_late_with_its_step_and_its_box_is_one_late_case_of_the_box():
    done = Run(promised())
    shown = Playback(done.program.document, done.program, done.trace)
    box_at, step_at = shown.node_paths.index(("p",)), shown.node_paths.index(("p", "check"))
    last = done.trace.log.enabled[done.trace.log.place == step_at + 1][2]
    frame = shown.frame(float(last + 16 * MINUTE), 1000.0)
    assert frame.late[step_at] == frame.late[box_at] == 2


def test_without_promises_nothing_is_late():
    draft = Draft(promised())
    draft.update("check", sla=None)
    draft.update("inner", sla=None)
    done = Run(draft.document)
    shown = Playback(draft.document, done.program, done.trace)
    assert not any(shown.frame(float(ms), 1.0).late.any() for ms in np.linspace(0, shown.end_ms, 40))
