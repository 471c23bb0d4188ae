"""A way out of orders that sweeps cannot improve: a few levels are shuffled and ordered anew, time and again.

An iterated local search (Lourenço and others, 2003) whose every try costs only as much as its window holds.
"""

from random import Random

from designer.layout.sugiyama.crossings import Order
from designer.layout.sugiyama.sweeps import Sweeps

_TRIES, _PATIENCE = 120, 40  # windows at most, and without gain before it is left at that
_WORK = 4_000  # vertices in all windows together
_WIDEST = 6  # levels
_TURNS = 10  # sweeps in a window


def loosened(sweeps: Sweeps, order: Order) -> Order:
    """The order with fewer crossings, if there is one to be found by chance; the same for the same graph."""
    draw = Random(len(order))  # noqa: S311 - nothing is secret here
    best = [list(level) for level in order]
    sweeps.counts.number_all(best)
    waited = work = 0
    for turn in range(_TRIES):
        crossed = sweeps.counts.each()
        if not any(crossed) or waited > _PATIENCE or work > _WORK:
            break
        width = 1 + turn % _WIDEST
        at = draw.choices(range(len(best)), crossed)[0]
        first = max(0, at - draw.randrange(width))
        window = range(first, min(len(best), first + width + 1))
        work += sum(len(best[place]) for place in window)
        waited = 0 if _renewed(sweeps, best, window, draw) else waited + 1
    return best


def _renewed(sweeps: Sweeps, order: Order, window: range, draw: Random) -> bool:
    """Orders a window of levels anew, from chance; leaves it as it was if that crosses more."""
    touched = range(max(0, window.start - 1), window.stop)
    before = sweeps.counts.within(touched)
    best, least = [list(order[place]) for place in window], before + 1
    for place in window:
        draw.shuffle(order[place])
        sweeps.keep_groups(order[place])
        sweeps.counts.number(place, order[place])
    for turn in range(_TURNS):
        sweeps.turn(order, window, turn)
        crossings = sweeps.counts.within(touched)
        if crossings < least:
            best, least = [list(order[place]) for place in window], crossings
    for place, level in zip(window, best, strict=True):
        order[place][:] = level
        sweeps.counts.number(place, level)
    return least < before
