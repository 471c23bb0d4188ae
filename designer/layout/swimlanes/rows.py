"""Which row of its lane each step stands in: in line with what leads there, and never on another one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from designer.layout.swimlanes.order import Order

Cell = tuple[int, int, int]  # lane, row, rank


def rows(order: Order, lane_of: Mapping[str, int], notes: Mapping[str, str]) -> dict[str, int]:
    """The row of each step within its lane, from 0; `notes` stand below the step that each is about.

    A step goes on in the row of what leads to it from the same lane, further branches go below, in the order
    in which they leave. What comes in from another lane begins on the top row, or the next free one.
    """
    made: dict[str, int] = {}
    taken: set[Cell] = set()
    into: defaultdict[str, list[str]] = defaultdict(list)
    out: defaultdict[str, list[str]] = defaultdict(list)
    for way in order.ways:
        into[way.after].append(way.before)
        out[way.before].append(way.after)
    place = {step: number for number, step in enumerate(order.rank)}
    by_rank: defaultdict[int, list[str]] = defaultdict(list)
    for step, rank in order.rank.items():
        by_rank[rank].append(step)
    for rank in sorted(by_rank):
        wanted = {step: _wanted(step, into[step], out, lane_of, made) for step in by_rank[rank]}
        for step in sorted(by_rank[rank], key=lambda step: (*wanted[step], place[step])):
            made[step] = _free(taken, lane_of[step], rank, wanted[step][0])
            taken.add((lane_of[step], made[step], rank))
    for note in sorted(notes, key=lambda note: (order.rank[notes[note]], made[notes[note]], note)):
        about = notes[note]
        made[note] = _free(taken, lane_of[about], order.rank[about], made[about] + 1)
        taken.add((lane_of[about], made[note], order.rank[about]))
    return made


def _wanted(
    step: str,
    before: Sequence[str],
    out: Mapping[str, list[str]],
    lane_of: Mapping[str, int],
    made: Mapping[str, int],
) -> tuple[int, float, int]:
    """The row in which a step would go on, how far down what leads there stands, its turn among branches."""
    known = [other for other in before if other in made]
    height = sum(lane_of[other] * 100 + made[other] for other in known) / len(known) if known else 0.0
    same = [other for other in known if lane_of[other] == lane_of[step]]
    turn = min((out[other].index(step) for other in known), default=0)
    row = min((made[other] + _within(out[other], lane_of, step).index(step) for other in same), default=0)
    return row, height, turn


def _within(steps: Iterable[str], lane_of: Mapping[str, int], step: str) -> list[str]:
    return [other for other in dict.fromkeys(steps) if lane_of[other] == lane_of[step]]


def _free(taken: set[Cell], lane: int, rank: int, wanted: int) -> int:
    """The free row nearest to the wanted one, in doubt below."""
    distance = 0
    while True:
        for row in (wanted + distance, wanted - distance):
            if row >= 0 and (lane, row, rank) not in taken:
                return row
        distance += 1
