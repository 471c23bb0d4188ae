"""`self-test --engine`: theory against simulation, a row each; what disagrees is said and gives 1."""

from dataclasses import replace

import pytest

from designer.analysis import theory


@pytest.fixture
def short(monkeypatch):
    """Only the race of two exponentials, which takes no time."""
    (race,) = [one for one in theory.all_theories() if one.id == "race"]
    rows = []
    monkeypatch.setattr(theory, "all_theories", lambda: tuple(rows))
    rows.append(race)
    return rows


def test_a_row_says_what_was_expected_and_what_was_found(short, call):
    outcome = call("self-test", "--engine")
    assert outcome.status == 0
    (row,) = [line for line in outcome.out.splitlines() if line.startswith("race")]
    assert row.split()[-4] == "1.2000"
    assert row.endswith("agrees")
    assert outcome.out.rstrip().endswith("All 1 agree.")


def test_a_wrong_answer_is_told_and_fails(short, call):
    race = short.pop()
    short.append(replace(race, quantities=(replace(race.quantities[0], exact=1.3),)))
    outcome = call("self-test", "--engine")
    assert outcome.status == 1
    assert "DISAGREES" in outcome.out
    assert outcome.out.rstrip().endswith("0 of 1 agree.")
