from hypothesis import given
from hypothesis import strategies as st

from designer.layout.geometry import Point, Rect
from designer.layout.obstacles import Obstacles

NUMBER = st.integers(-2000, 2000).map(float)
SIZE = st.integers(1, 400).map(float)
RECT = st.builds(Rect, NUMBER, NUMBER, SIZE, SIZE)


@given(st.lists(RECT, max_size=12), NUMBER, NUMBER, NUMBER)
def test_a_piece_hits_what_it_runs_over(rects: list[Rect], x: float, y: float, other: float) -> None:
    obstacles = Obstacles(((str(i), rect) for i, rect in enumerate(rects)), 0.0)
    left, right = min(x, other), max(x, other)
    hit = obstacles.hit(Point(x, y), Point(other, y), ("", ""))
    over = [r for r in rects if r.x < right and left < r.right and r.y < y < r.bottom]
    assert (hit in over) if over else (hit is None)


@given(st.lists(RECT, min_size=1, max_size=8), RECT, RECT)
def test_changing_is_as_good_as_making_anew(rects: list[Rect], to: Rect, area: Rect) -> None:
    named = [(str(i), rect) for i, rect in enumerate(rects)]
    changed = Obstacles(named).changed([named[0]], [("0", to)])
    anew = Obstacles([("0", to), *named[1:]])
    assert set(changed.touching(area)) == set(anew.touching(area))


def test_a_rectangle_as_large_as_the_world_is_no_burden() -> None:
    obstacles = Obstacles([("wide", Rect(-1e9, -1e9, 2e9, 2e9)), ("small", Rect(0, 0, 10, 10))])
    assert obstacles.hit(Point(-1e9, 500), Point(1e9, 500), ("small", "")) is not None
    assert obstacles.hit(Point(-1e9, 500), Point(1e9, 500), ("wide", "")) is None
