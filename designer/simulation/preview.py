"""What the simulator would draw from a distribution, for pictures of it."""

from array import array

from designer.model.distributions import Distribution
from designer.simulation.columns import PROGRAM
from designer.simulation.running import State, combine, sample
from designer.simulation.sampling import Sampler


def sample_many(distribution: Distribution, count: int, seed: int = 1) -> list[float]:
    """`count` values in the distribution's own unit, always the same ones; named values count from 0."""
    names: dict[str, int] = {}
    sampler = Sampler(intern=lambda name: names.setdefault(name, len(names)))
    row = sampler.value(distribution)
    state = State()
    for name, column in sampler.columns().items():
        whole = PROGRAM[name] != "d"
        setattr(state, name, array(PROGRAM[name], map(int, column) if whole else column))
    values = [sample(state, row, combine(seed, key)) for key in range(count)]
    return [max(value, 0.0) for value in values] if distribution.unit is not None else values
