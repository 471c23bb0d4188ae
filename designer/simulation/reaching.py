"""From where tokens can still come to a join: what BPMN's rule for inclusive joins asks of the flows."""

from designer.model.nodes import Boundary, Decision
from designer.simulation.places import Places


def is_inclusive_join(places: Places, place: int) -> bool:
    """Whether the node at a place waits for tokens of several flows, but only for those that can come."""
    node = places.nodes[place]
    return isinstance(node, Decision) and node.mode == "inclusive" and len(places.arrows_into(place)) > 1


def reach(places: Places, join: int) -> list[int]:
    """For each place beside a join and each flow into it, whether the one leads to the other (1 or 0).

    Ways that pass the join itself do not count, nor do ways over the border of the box; what happens on the
    border of a step leads on from it. Rows follow `Places.content`, columns `Places.arrows_into`.
    """
    sources = [_sources(places, arrow.source, join) for arrow in places.arrows_into(join)]
    beside = places.content(places.boxes[join])
    return [int(place in reached) for place in beside for reached in sources]


def _sources(places: Places, start: int, join: int) -> set[int]:
    """The places from which there is a way to `start` that does not pass the join."""
    found = {start} - {join}
    waiting = list(found)
    for place in waiting:
        for before in _before(places, place):
            if before != join and before not in found:
                found.add(before)
                waiting.append(before)
    return found


def _before(places: Places, place: int) -> list[int]:
    node = places.nodes[place]
    before = [arrow.source for arrow in places.arrows_into(place)]
    host = places.at(place, node.host) if isinstance(node, Boundary) else None
    return before if host is None else [*before, host]
