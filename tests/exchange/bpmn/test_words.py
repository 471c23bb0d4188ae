"""Expressions in FEEL, durations in ISO 8601."""

import pytest

from designer.exchange.bpmn.events import iso_duration
from designer.exchange.bpmn.feel import feel
from designer.model.distributions import Exponential, Lognormal, Weibull


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ("amount < 500", "amount < 500"),
        ("approved", "approved"),
        ("a == 1 or b != 2", "a = 1 or b != 2"),
        ("0 < a <= b", "0 < a and a <= b"),
        ("not (0 < a <= b)", "not(0 < a and a <= b)"),
        ("(a or b) and c", "(a or b) and c"),
        ("region in ['EU', 'US']", 'region in ("EU", "US")'),
        ("region not in ['EU']", 'not(region in ("EU"))'),
        ("1 if a else 2", "if a then 1 else 2"),
        ("(1 if a else 2) + 3", "(if a then 1 else 2) + 3"),
        ("-(a + b) * 2", "-(a + b) * 2"),
        ("hour % 24 - 1", "modulo(hour, 24) - 1"),
        ("round(a / 2)", "round half up(a / 2, 0)"),
        ("max(ceil(a), floor(b), abs(c))", "max(ceiling(a), floor(b), abs(c))"),
        ('name == "a \\"b\\""', 'name = "a \\"b\\""'),
    ],
)
def test_expressions_are_written_in_feel(ours, expected):
    assert feel(ours) == expected


@pytest.mark.parametrize("words", ["", "a <", "no such ("])
def test_what_is_no_expression_has_no_feel(words):
    assert feel(words) is None


@pytest.mark.parametrize(
    ("ours", "expected"),
    [
        ("45 min", "PT45M"),
        ("1.5 h", "PT1H30M"),
        ("2 d", "P2D"),
        ("1 w", "P7D"),
        ("0 s", "PT0S"),
        ("2.5 s", "PT2.5S"),
        ("25 h", "P1DT1H"),
        (Exponential(mean=90, unit="s"), "PT1M30S"),
        (Lognormal(mean=-1, sd=1, unit="h"), None),
        (Weibull(shape=1e-6, scale=1, unit="h"), None),
        ("99999999999 w", None),
        (None, None),
    ],
)
def test_durations_are_written_as_iso_8601(ours, expected):
    assert iso_duration(ours) == expected
