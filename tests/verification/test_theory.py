"""The simulator against theory: the rows that `self-test --engine` prints, each a test."""

import pytest

from designer.analysis.theory import agreements, all_theories

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    "theory", all_theories(), ids=lambda theory: f"{theory.id} {theory.model}".replace(" ", "-")
)
def test_the_simulator_agrees_with_theory(theory):
    for found in agreements([theory]):
        assert found.holds, (found.quantity.name, found.quantity.exact, found.mean, found.error)
