"""Ways through a picture."""

from designer.canvas.walking import Walker, connected, downstream, flow_order, nearest, upstream
from designer.layout.unfold import unfold
from tests.support.build import decision, note, process, task, trigger


def scene():
    return unfold(
        process(
            trigger("start", at=(0, 12)),
            decision("d", at=(200, 4)),
            task("up", at=(400, -100)),
            task("down", at=(400, 100)),
            task("loose", at=(0, 300)),
            note("n", at=(0, -200)),
            "start -> d -> up",
            "d -> down",
        )
    )


def test_the_order_is_that_of_the_work_then_what_is_loose():
    assert [path[-1] for path in flow_order(scene(), ())] == ["start", "d", "up", "down", "loose", "n"]


def test_walking_takes_another_branch_each_time_it_comes_back():
    walker, seen = Walker(), scene()
    taken = [walker.next(seen, ("d",), ()) for _ in range(3)]
    assert taken == [("up",), ("down",), ("up",)]
    assert walker.previous(seen, ("up",), ()) == ("d",)


def test_past_an_end_the_next_in_order_follows():
    assert Walker().next(scene(), ("up",), ()) == ("down",)
    assert Walker().next(scene(), None, ()) == ("start",)
    assert Walker().previous(scene(), ("start",), ()) == ("n",)


def test_streams():
    seen = scene()
    assert upstream(seen, [("up",)]) == {("up",), ("d",), ("start",)}
    assert downstream(seen, [("d",)]) == {("d",), ("up",), ("down",)}
    assert connected(seen, [("up",)]) == {("start",), ("d",), ("up",), ("down",)}


def test_the_nearest_lies_ahead_rather_than_aside():
    seen = scene()
    assert nearest(seen, ("start",), "right") == ("d",)
    assert nearest(seen, ("up",), "down") == ("down",)
    assert nearest(seen, ("start",), "left") is None
