from itertools import pairwise

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from designer.layout.geometry import Point, Rect
from designer.layout.obstacles import Obstacles
from designer.layout.routing import middle, route

SIDES = ("left", "right", "top", "bottom")
OUTWARDS = {"left": (-1, 0), "right": (1, 0), "top": (0, -1), "bottom": (0, 1)}
APART = 1.5  # how far from nodes a way must lead that certainly exists
SOURCE = Rect(0, 0, 160, 64)

PLACE = st.integers(-12, 12).map(lambda n: n * 25.0)
RECTS = st.builds(
    Rect, PLACE, PLACE, st.sampled_from((44.0, 160.0, 12.0)), st.sampled_from((44.0, 64.0, 300.0))
)


def crosses(rect: Rect, a: Point, b: Point) -> bool:
    left, right = min(a.x, b.x), max(a.x, b.x)
    top, bottom = min(a.y, b.y), max(a.y, b.y)
    return left < rect.right and right > rect.x and top < rect.bottom and bottom > rect.y


def way_exists(start: Point, end: Point, solid: list[Rect]) -> bool:
    """Floods the plane, cut into cells by all borders, from one point."""
    grown = [rect.grown(APART) for rect in solid]
    xs = sorted({-1e6, 1e6, *(v for r in grown for v in (r.x, r.right))})
    ys = sorted({-1e6, 1e6, *(v for r in grown for v in (r.y, r.bottom))})

    def cell(at: Point) -> tuple[int, int]:
        return (
            next(i for i, (a, b) in enumerate(pairwise(xs)) if a <= at.x <= b),
            next(i for i, (a, b) in enumerate(pairwise(ys)) if a <= at.y <= b),
        )

    def is_open(column: int, row: int) -> bool:
        if not (0 <= column < len(xs) - 1 and 0 <= row < len(ys) - 1):
            return False
        at = Point((xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2)
        return not any(rect.holds(*at) for rect in grown)

    goal, reached = cell(end), [cell(start)]
    if not is_open(*reached[0]) or not is_open(*goal):
        return False
    seen = set(reached)
    for column, row in reached:
        for to in ((column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1)):
            if to not in seen and is_open(*to):
                seen.add(to)
                reached.append(to)
    return goal in seen


@given(RECTS, st.lists(RECTS, max_size=9), st.sampled_from(SIDES), st.sampled_from(SIDES))
@settings(max_examples=100, deadline=None)
def test_no_flow_runs_over_a_node_where_there_is_a_way_around(
    target: Rect, others: list[Rect], out: str, into: str
) -> None:
    assume(
        not any(
            rect.overlaps(end.grown(4))
            for rect in (SOURCE, *others)
            for end in (SOURCE, target)
            if rect is not end
        )
    )
    a, b = middle(SOURCE, out), middle(target, into)
    start = Point(a.x + OUTWARDS[out][0] * 1.6, a.y + OUTWARDS[out][1] * 1.6)
    end = Point(b.x + OUTWARDS[into][0] * 1.6, b.y + OUTWARDS[into][1] * 1.6)
    assume(way_exists(start, end, [SOURCE, target, *others]))
    obstacles = Obstacles((str(index), rect) for index, rect in enumerate(others))
    points = route(SOURCE, out, target, into, obstacles=obstacles).points
    assert (points[0], points[-1]) == (a, b)
    assert all(one.x == other.x or one.y == other.y for one, other in pairwise(points))
    for rect in (SOURCE.grown(-1), target.grown(-1), *others):
        assert not any(crosses(rect, one, other) for one, other in pairwise(points))


@given(st.lists(RECTS, max_size=9), st.randoms())
def test_the_way_does_not_depend_on_what_was_put_first(others: list[Rect], dice) -> None:
    target = Rect(400, 100, 160, 64)
    named = [(str(index), rect) for index, rect in enumerate(others)]
    shuffled = list(named)
    dice.shuffle(shuffled)
    ways = [route(SOURCE, "right", target, "left", obstacles=Obstacles(order)) for order in (named, shuffled)]
    assert ways[0].points == ways[1].points


@given(st.lists(RECTS, max_size=9), RECTS)
def test_what_stands_where_nobody_looked_changes_nothing(others: list[Rect], more: Rect) -> None:
    target = Rect(400, 100, 160, 64)
    named = [(str(index), rect) for index, rect in enumerate(others)]
    before = route(SOURCE, "right", target, "left", obstacles=Obstacles(named))
    assume(not any(rect.grown(8).overlaps(more) for rect in before.tried))
    after = route(SOURCE, "right", target, "left", obstacles=Obstacles([*named, ("more", more)]))
    assert after.points == before.points
