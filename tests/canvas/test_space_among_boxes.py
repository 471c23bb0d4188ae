"""Space made and taken away among boxes that are open in place (C10, C11): all is seen to move by as much."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from designer.layout.geometry import Point
from tests.support.build import box, inside, process, task
from tests.support.hand import CONTROL, NONE, Hand


def among_boxes():
    return process(
        box("p", "one", at=(0, 0)),
        box("q", "two", at=(400, 250)),
        *(
            task(key, at=at)
            for key, at in (
                ("a", (300, 0)),
                ("b", (0, 200)),
                ("c", (700, 0)),
                ("d", (0, 420)),
                ("e", (800, 500)),
            )
        ),
        *("p -> a -> c", "b -> q -> e"),
        inside("one", task("x"), task("y", at=(300, 200)), "x -> y"),
        inside("two", task("z"), task("w", at=(300, 100)), "z -> w"),
    )


def seen(hand):
    """Where what stands on the level is seen."""
    return {path[-1]: placed.rect for path, placed in hand.surface.scene.nodes.items() if len(path) == 1}


def differs(one, other):
    return max(abs(one.x - other.x), abs(one.y - other.y)) > 0.6


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spot=st.tuples(st.integers(-10, 130), st.integers(-10, 100)),
    across=st.booleans(),
    by=st.sampled_from([-70, -40, -20, 30, 60, 90]),
    held=st.sampled_from([NONE, CONTROL]),
    opened=st.sampled_from([(), ("p",), ("p", "q")]),
    beside=st.sampled_from([None, Point(20, 300), Point(340, 120)]),
)
def test_what_lies_beyond_moves_as_one_and_all_else_stays(qtbot, spot, across, by, held, opened, beside):
    hand = Hand(qtbot, among_boxes(), opened=opened)
    hand.surface.resize(1700, 1300)
    hand.look(Point(-200, -200), 0.9)
    if beside is not None:  # a step that is stored with slack, in the stretch that a box has opened
        hand.drag(hand.center("b"), beside)
    start = Point(spot[0] * 10.0 + 3, spot[1] * 10.0 + 3)
    assume(hand.surface.hit(start).kind == "canvas")
    before, entries, bytes_before = seen(hand), len(hand.titles), hand.bytes
    hand.key("S")
    hand.drag(start, start + (Point(by, 0) if across else Point(0, by)), held)
    assume(len(hand.titles) > entries)
    after, bytes_after = seen(hand), hand.bytes
    ahead = (by >= 0) != (held == CONTROL)
    line = start.x if across else start.y
    distances = set()
    for key, rect in before.items():
        low, high = (rect.x, rect.right) if across else (rect.y, rect.bottom)
        if low >= line if ahead else high <= line:
            distances.add((round(after[key].x - rect.x), round(after[key].y - rect.y)))
        elif not (low < line < high and hand.surface.scene.nodes[(key,)].open):
            assert not differs(after[key], rect), key
    assert len(distances) <= 1
    hand.key("Ctrl+Z")
    assert hand.bytes == bytes_before
    hand.key("Ctrl+Shift+Z")
    assert hand.bytes == bytes_after


def test_a_box_that_the_line_crosses_grows_with_its_content_and_shrinks_again(qtbot):
    hand = Hand(qtbot, among_boxes(), opened=("p",))
    hand.surface.resize(1700, 1300)
    hand.look(Point(-200, -200), 0.9)
    before = {key: hand.rect(key) for key in "pxya"}
    line = Point((before["x"].right + before["y"].x) / 2, before["p"].y - 60)
    hand.key("S")
    with hand.one_edit():
        hand.drag(line, line + Point(80, 0))
    hand.key("S")
    assert hand.rect("p").w == before["p"].w + 80
    assert hand.rect("x") == before["x"]
    assert hand.rect("y").x == before["y"].x + 80
    assert hand.rect("a").x == before["a"].x + 80
    with hand.one_edit():
        hand.drag(line + Point(80, 0), line, CONTROL)
    assert {key: hand.rect(key) for key in "pxya"} == before
