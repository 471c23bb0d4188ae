"""Arranging until it finds itself again, where pinned nodes stand in its way."""

from collections.abc import Callable

from designer.layout.automatic import Arrangement

_ROUNDS = 16


def settle(find: Callable[[], Arrangement], put: Callable[[Arrangement], object]) -> None:
    """Puts what is found, time and again, until that is what is there.

    Pins that contradict the flow push others about, and these come back another way: where it would go round
    for ever, the first in order of those that it goes through is taken, each time the same.
    """
    known: list[Arrangement] = []
    while len(known) < _ROUNDS:
        found = find()
        if found in known:
            circle = known[known.index(found) :]
            put(min(circle, key=lambda each: sorted(each.places.items())))
            return
        known.append(found)
        put(found)
