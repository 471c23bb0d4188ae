"""The trace of a run, for programs that play it back."""

import json

from designer import api
from tests.support.build import outcome, process, task
from tests.support.models import lead_to_cash
from tests.support.runs import MIDNIGHT, start


def test_a_trace_tells_every_stay_and_move_by_paths_and_milliseconds():
    document = process(start(), task("a", duration="10 min"), outcome(), "start -> a -> done", MIDNIGHT)
    trace = json.loads(api.simulate(document).trace)
    assert trace["start"] == "2026-01-05T00:00:00"
    assert trace["cases"]["ended"] == [600_000]
    stays = trace["stays"]
    assert [trace["nodes"][place] for place in stays["node"]] == [["a"]]
    assert (stays["started"], stays["ended"], stays["server"]) == ([0], [600_000], [None])
    assert [trace["flows"][flow][-1] for flow in trace["moves"]["flow"]] == ["start-a", "a-done"]


def test_a_long_trace_comes_in_parts_that_make_one():
    run = api.simulate(lead_to_cash(), cases=1500, replications=2)
    parts = list(run.written("trace"))
    trace = json.loads(b"".join(parts))
    assert max(map(len, parts)) < len(run.trace) / 4
    assert len(trace["cases"]["arrived"]) == 1500
    assert len(set(map(len, trace["stays"].values()))) == 1
