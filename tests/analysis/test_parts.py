"""A run read part by part says what it says as a whole, however small the parts."""

import csv
import io
import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer import api
from designer.analysis import samples
from designer.analysis.measure import Measured, measure
from designer.analysis.metrics import summary
from designer.analysis.queueing import Longest, Profile
from designer.analysis.samples import Sample, Values
from designer.analysis.tally import Tally
from designer.exchange import tables
from designer.simulation.compile import compile as compiled
from designer.simulation.parts import parts, whole
from tests.support.models import lead_to_cash
from tests.support.runnable import runnables

CASES = 40
properties = settings(max_examples=25, deadline=None)


def in_parts(program, cases=3, steps=50):
    tally = Tally(program, 0)
    for part in parts(program, 0, cases=cases, steps=steps):
        tally.take(part)
    made = Measured(program)
    made.take(tally)
    return summary(made)


def assert_same(one, other, path=""):
    """Equal to the bit but for sums of floats: money, ratios and spreads."""
    assert type(one) is type(other), path
    if isinstance(one, dict):
        assert one.keys() == other.keys(), path
        for key in one:
            assert_same(one[key], other[key], f"{path}/{key}")
    elif isinstance(one, list):
        for number, pair in enumerate(zip(one, other, strict=True)):
            assert_same(*pair, f"{path}/{number}")
    elif isinstance(one, float) and any(word in path for word in ("/cost", "/sd", "/flow_efficiency")):
        assert math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9), path
    else:
        assert one == other, path


@properties
@given(runnables(), st.integers(1, 7), st.sampled_from([None, "3 h"]))
def test_small_parts_give_the_figures_of_the_whole(document, cases, warm_up):
    given_ = {"warm_up": warm_up} if warm_up else {}
    program = compiled(document, cases=CASES, replications=1, **given_)
    assert_same(in_parts(program, cases), summary(measure(program)))


@pytest.mark.parametrize("template", [info.id for info in api.templates()])
def test_so_they_do_for_the_templates(template):
    program = compiled(api.new(template), cases=60, replications=1)
    assert_same(in_parts(program, steps=200), summary(measure(program)))


@properties
@given(runnables())
def test_every_row_leaves_once_with_its_case(document):
    program = compiled(document, cases=CASES)
    every, found = whole(program, 0), list(parts(program, 0, keeps_moves=True, cases=2, steps=50))
    row = np.concatenate([part.rows for part in found])
    order = np.argsort(row)
    assert row[order].tolist() == list(range(len(every.log)))
    assert sorted(n for part in found for n in part.cases.number.tolist()) == list(range(CASES))
    of_case = np.concatenate([part.cases.number[part.log.case] for part in found])
    assert (of_case[order] == every.log.case).all()
    assert sum(len(part.moves.case) for part in found) == len(every.moves.case)
    for before, after in pairwise(found):
        assert after.log.enabled.min(initial=before.settled_ms) >= before.settled_ms


@pytest.mark.parametrize("document", [lead_to_cash(), api.new("order-fulfilment")], ids=["cash", "orders"])
def test_the_log_is_in_order_across_parts(document, monkeypatch):
    program = compiled(document, cases=80)
    straight = b"".join(tables.log_csv(program, [0, 1]))
    monkeypatch.setattr(tables, "parts", lambda *run: parts(*run, cases=3, steps=100))
    written = b"".join(tables.log_csv(program, [0, 1]))
    assert written == straight
    rows = list(csv.DictReader(io.StringIO(written.decode())))
    keys = [(row["replication"], row["ended"], row["started"], int(row["case"])) for row in rows]
    assert keys == sorted(keys)


def test_quantiles_of_more_values_than_are_kept_are_off_by_less_than_is_said(monkeypatch):
    monkeypatch.setattr(samples, "EXACT", 4000)
    monkeypatch.setattr(samples, "RUN", 1000)
    values = np.random.default_rng(3).exponential(1000, 300_000).astype(np.int64)
    kept = Values()
    for part in np.split(values, 300):
        kept.add(part)
    bound = np.log2(len(values) / 1000) / 2000
    for share, found in zip((0.5, 0.9, 0.95), kept.quantiles((0.5, 0.9, 0.95)), strict=True):
        assert abs((values <= found).mean() - share) <= bound + 1 / 1000
    assert sum(len(part) for level in kept._levels for part in level) < 12_000


def test_a_sample_in_parts_has_the_mean_and_the_spread_of_all():
    values = np.random.default_rng(4).integers(0, 10**9, 10_000)
    made, other = Sample(), Sample()
    for number, part in enumerate(np.split(values, 20)):
        (made if number % 2 else other).add(part)
    made.merge(other)
    assert (made.count, made.total, made.low, made.high) == (
        len(values),
        values.sum(),
        values.min(),
        values.max(),
    )
    assert math.isclose(made.squares / (made.count - 1), values.var(ddof=1), rel_tol=1e-12)


def test_a_queue_told_in_parts():
    rng = np.random.default_rng(5)
    came = np.sort(rng.integers(0, 10_000_000, 2000))
    left = came + rng.integers(0, 50_000, 2000)
    longest, profile = Longest(), Profile()
    for part in np.split(np.arange(2000), 20):
        later = came[part[-1] + 1] if part[-1] + 1 < len(came) else 2 * 10**7
        longest.add(came[part], left[part], int(later))
        profile.add(came[part], left[part])
    moments = np.unique(came)
    lengths = (came[:, None] <= moments).sum(axis=0) - (left[:, None] <= moments).sum(axis=0)
    assert longest.most == lengths.max()
    inside = np.clip(left, 2_000_000, 5_000_000) - np.clip(came, 2_000_000, 5_000_000)
    assert math.isclose(profile.mean(2_000_000, 5_000_000), inside.sum() / 3_000_000, rel_tol=1e-3)
