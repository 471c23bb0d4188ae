"""Tasks that gather a batch, in minutes: V21 and cases by hand."""

import numpy as np
import pytest

from designer.analysis.measure import measure
from designer.analysis.metrics import summary
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.playback import Playback
from tests.support.build import boundary, calendar, number, outcome, process, role, scenario, task, trigger
from tests.support.runs import MIDNIGHT, MINUTE, Run, at, every, exponential, run, start

FIVE = ("00:00", "00:02", "00:03", "00:07", "00:20")


def gathered(*parts, times=FIVE, size=2, wait=None, **keys):
    return (
        start("start", at(*times)),
        task("a", **{"duration": "10 min", "batch": {"size": size, "wait": wait}, **keys}),
        outcome(),
        "start -> a -> done",
        *parts,
    )


def figures(*parts):
    document = process(*parts, MIDNIGHT)
    return summary(measure(compiled(document)))


def test_a_batch_begins_when_it_is_full_and_its_tokens_leave_together():
    done = run(gathered(times=FIVE[:4]))
    assert done.stays("a") == [(2, 12), (2, 12), (7, 17), (7, 17)]
    assert done.waits("a") == [2, 0, 4, 0]
    assert done.ends() == [12, 12, 17, 17]


def test_a_batch_is_one_job_for_its_role():
    done = run(gathered(role("clerk"), times=FIVE[:4], role="clerk"))
    assert done.stays("a") == [(2, 12), (2, 12), (12, 22), (12, 22)]


def test_a_batch_waits_no_longer_than_it_may():
    done = run(gathered(size=3, wait="5 min"))
    # Three by minute 3; one came at 7 and waits until 12, one at 20 until 25.
    assert done.stays("a") == [(3, 13)] * 3 + [(12, 22), (25, 35)]


def test_a_batch_of_one_is_a_task_as_ever():
    assert run(gathered(size=1)).stays("a") == run(gathered(batch=None)).stays("a")


def test_a_batch_that_never_fills_is_named():
    found = figures(gathered())
    (problem,) = found["problems"]
    assert (problem["kind"], problem["node"], problem["cases"]) == ("stuck", "a", 1)
    assert "never fills" in problem["message"]
    assert found["cases"]["finished"] == 4


def test_v21_the_mean_wait_of_a_batch_of_five():
    document = process(
        trigger("start", arrivals=every(exponential(10))),
        task("a", duration="1 min", batch={"size": 5}),
        outcome(),
        "start -> a -> done",
        scenario("run"),
    )
    waits = np.concatenate(
        [np.array(Run(document, cases=5000, seed=seed).waits("a")).reshape(-1, 5) for seed in range(4)]
    )
    error = waits.mean(axis=1).std(ddof=1) / len(waits) ** 0.5
    assert abs(waits.mean() - 20) <= 4 * error
    first, last = waits.max(axis=1), waits.min(axis=1)
    assert abs(first.mean() - 40) <= 4 * first.std() / len(waits) ** 0.5
    assert set(last) == {0}


def test_one_that_goes_leaves_the_others_to_their_batch():
    done = run(
        gathered(
            boundary("late", host="a", after="4 min"),
            "late -> done",
            times=("00:00", "00:05", "00:06"),
        )
    )
    # The first goes at 4, before a second comes; the other two are under way at 6 and go at 9 and 10.
    assert done.stays("a", codes.CANCELLED) == [(4, 4), (6, 9), (6, 10)]
    assert done.ends() == [4, 9, 10]


def test_the_servers_of_a_batch_are_free_when_the_last_of_it_has_gone():
    done = run(
        gathered(
            boundary("late", host="a", after="4 min"),
            "late -> done",
            start("other", at("00:03")),
            task("b", duration="1 min", role="clerk"),
            "other -> b -> done",
            role("clerk"),
            times=("00:00", "00:01"),
            role="clerk",
        )
    )
    assert done.stays("a", codes.CANCELLED) == [(1, 4), (1, 5)]
    assert done.stays("b") == [(5, 6)]


def test_a_batch_all_of_whom_have_gone_is_not_served():
    busy = (start("early", at("00:00")), task("b", duration="30 min", role="clerk"), "early -> b -> done")
    done = run(
        gathered(
            boundary("late", host="a", after="4 min"),
            "late -> done",
            *busy,
            role("clerk"),
            times=("00:01", "00:02"),
            role="clerk",
        )
    )
    assert done.stays("a", codes.CANCELLED) == [(5, 5), (6, 6)]
    assert done.stays("b") == [(0, 30)]
    assert done.ends() == [30, 5, 6]


def test_the_outputs_of_each_are_written_and_one_failure_is_its_own():
    done = run(
        number("size", initial={"kind": "empirical", "values": (0.0, 1.0)}),
        gathered(
            role("clerk"),
            role="clerk",
            times=("00:00",) * 12,
            size=12,
            outputs=({"field": "size", "value": "1 / size"},),
        ),
    )
    failed = done.count(codes.FAILED)
    assert 0 < failed < 12
    assert done.count(codes.COMPLETED) == 12 - failed
    assert len(done.stays("a")) == 12 - failed


def test_instances_gather_too():
    done = run(gathered(role("clerk"), role="clerk", times=("00:00",), size=3, instances={"count": 6}))
    assert done.stays("a") == [(0, 10)] * 3 + [(10, 20)] * 3
    assert done.ends() == [20]


def test_a_batch_costs_and_busies_its_server_once():
    found = figures(gathered(role("clerk", cost_per_hour=60.0), times=FIVE[:4], role="clerk", cost=2.0))
    assert found["process"]["cost"]["mean"] == pytest.approx((10 + 2) / 2)
    assert found["roles"]["clerk"]["utilisation"] == pytest.approx(20 / 22)
    assert found["nodes"]["a"]["working"]["mean"] == 600


def test_the_wait_for_a_batch_has_its_own_cause():
    found = figures(gathered(role("clerk"), times=FIVE[:4], role="clerk"))
    causes = found["process"]["waiting_causes"]
    assert causes["batch"]["mean"] == (2 + 0 + 4 + 0) / 4 * 60
    assert causes["server"]["mean"] == (5 + 5) / 4 * 60
    assert found["roles"]["clerk"]["waiting"]["mean"] == (5 + 5) / 4 * 60


def test_a_batch_formed_at_night_waits_for_the_shift():
    found = figures(
        gathered(calendar(), role("clerk", calendar="office"), times=("07:00", "08:00"), role="clerk")
    )
    causes = found["process"]["waiting_causes"]
    assert causes["batch"]["max"] == 3600
    assert causes["off_shift"]["mean"] == 3600


def test_playback_counts_a_batch_at_work_once():
    done = run(gathered(role("clerk"), times=FIVE[:4], role="clerk"))
    playback = Playback(done.program.document, done.program, done.trace)
    frame = playback.frame(8 * MINUTE, 0)
    here = playback.node_paths.index(("a",))
    assert (frame.busy[here], frame.inside[here], frame.queue[here]) == (1, 4, 2)
    assert (frame.roles[0].busy, frame.roles[0].servers) == (1, 1)


def test_what_is_under_way_is_told():
    done = run(gathered(role("clerk"), times=FIVE[:3], role="clerk"), until=5)
    log = done.trace.log
    assert sorted(log.started.tolist()) == [-1, 2 * MINUTE, 2 * MINUTE]
    assert sorted(log.server.tolist()) == [-1, -1, 0]
