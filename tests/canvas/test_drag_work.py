"""A move of the mouse lays out once what it tries out, however many ask how that would look."""

import pytest

from designer.canvas import diagram, floating, still
from designer.canvas.commands import run
from designer.layout import following, lines, seats, sketch, unfold
from designer.layout.geometry import Point
from tests.support.build import box, inside, process, purchase, task
from tests.support.calls import calls
from tests.support.hand import Hand


@pytest.fixture
def unfolded(monkeypatch):
    made = []

    def counted(*args, **keys):
        made.append(unfold.unfold(*args, **keys))
        return made[-1]

    monkeypatch.setattr(still, "unfold", counted)
    return made


def test_moving_a_step_in_an_open_box_lays_out_once_a_move(qtbot, unfolded):
    hand = Hand(qtbot, purchase(), opened=("approve",))
    start = hand.center("manager-approves")
    hand.press(start)
    hand.move(Point(start.x + 20, start.y + 10))
    unfolded.clear()
    hand.move(Point(start.x + 30, start.y + 20))
    hand.surface.repaint()
    assert len(unfolded) == 1


def test_a_move_within_one_step_of_the_grid_lays_out_nothing(qtbot, unfolded):
    hand = Hand(qtbot, purchase(), opened=("approve",))
    start = hand.center("manager-approves")
    hand.press(start)
    hand.move(Point(start.x + 20, start.y + 10))
    hand.surface.repaint()
    unfolded.clear()
    hand.move(Point(start.x + 21, start.y + 10))
    hand.surface.repaint()
    assert not unfolded


def test_moving_an_open_box_lays_out_once_a_move(qtbot, unfolded):
    hand = Hand(qtbot, purchase(), opened=("approve",))
    rect = hand.rect("approve")
    start = Point(rect.x + 80, rect.y + 18)
    hand.press(start)
    hand.move(Point(start.x + 20, start.y + 10))
    hand.surface.repaint()
    unfolded.clear()
    hand.move(Point(start.x + 40, start.y + 20))
    hand.surface.repaint()
    assert len(unfolded) == 1


def many_boxes():
    """Forty open boxes of five steps each."""
    boxes = [box(f"b{n}", runs=f"w{n}", at=(600 * (n % 8), 300 * (n // 8))) for n in range(40)]
    content = [
        inside(
            f"w{n}",
            *(task(f"t{n}-{m}", at=(20 + 200 * m, 40 + 60 * (m % 4))) for m in range(5)),
            f"t{n}-0 -> t{n}-1",
        )
        for n in range(40)
    ]
    return process(*boxes, *content)


@pytest.fixture
def busy(qtbot, monkeypatch):
    """A hand over many boxes, and how much was seated and compared for it."""
    hand = Hand(qtbot, many_boxes(), opened=tuple(f"b{n}" for n in range(40)))
    work = {"seated": 0, "compared": 0}

    def counted(module, name, what, size):
        real = getattr(module, name)

        def call(*args, **keys):
            work[what] += size(args)
            return real(*args, **keys)

        monkeypatch.setattr(module, name, call)

    counted(unfold, "seated", "seated", lambda _: 1)
    counted(floating, "_turned", "compared", lambda args: len(args[1]))
    return hand, work


def moved_once(hand, work, start):
    hand.press(start)
    hand.move(Point(start.x + 20, start.y + 10))
    hand.surface.repaint()
    for what in work:
        work[what] = 0
    hand.move(Point(start.x + 30, start.y + 20))
    hand.surface.repaint()
    return work


def test_moving_a_step_reads_its_own_box_and_those_around_it(busy):
    hand, work = busy
    found = moved_once(hand, work, hand.center("t9-1"))
    assert found["seated"] <= 2
    assert found["compared"] <= 2 * (40 + 5 + 1)


def test_moving_an_open_box_reads_nothing_of_what_is_in_it(busy):
    hand, work = busy
    rect = hand.rect("b9")
    found = moved_once(hand, work, Point(rect.x + 80, rect.y + 18))
    assert found["seated"] <= 2
    assert found["compared"] <= 2 * 40


def test_a_box_is_painted_once_and_then_carried(busy, monkeypatch):
    hand, _ = busy
    painted = []
    real = diagram.ScenePainter.paint_items

    def counted(self, painter, arrays, camera, nodes, flows):
        painted.extend(arrays.nodes[i].node.id for i in nodes)
        real(self, painter, arrays, camera, nodes, flows)

    rect = hand.rect("b0")
    start = Point(rect.x + 80, rect.y + 18)
    hand.press(start)
    for step in range(1, 4):
        hand.move(Point(start.x + 10 * step, start.y + 10))
        hand.surface.repaint()
    monkeypatch.setattr(diagram.ScenePainter, "paint_items", counted)
    hand.move(Point(start.x + 50, start.y + 10))
    hand.surface.repaint()
    assert painted == []


def test_a_box_and_its_ghost_are_painted_once(busy, monkeypatch):
    hand, _ = busy
    painted = []
    real = diagram.ScenePainter.paint_items

    def counted(self, painter, arrays, camera, nodes, flows, notes=None):
        painted.extend(arrays.nodes[i].node.id for i in nodes)
        real(self, painter, arrays, camera, nodes, flows, notes)

    monkeypatch.setattr(diagram.ScenePainter, "paint_items", counted)
    rect = hand.rect("b0")
    start = Point(rect.x + 80, rect.y + 18)
    hand.press(start)
    hand.surface.repaint()
    painted.clear()
    hand.move(Point(start.x + 20, start.y + 10))
    hand.surface.repaint()
    assert painted.count("t0-1") == 1


def nested_boxes():
    """Nine open boxes in three rows, in each of them three open boxes with five steps each."""
    outer = [box(f"big{n}", runs=f"wb{n}", at=(400 * (n % 3), 300 * (n // 3))) for n in range(9)]
    middle = [
        inside(f"wb{n}", *(box(f"b{n}-{m}", runs=f"w{n}-{m}", at=(20, 60 + 120 * m)) for m in range(3)))
        for n in range(9)
    ]
    content = [
        inside(
            f"w{n}-{m}",
            *(task(f"t{n}-{m}-{k}", at=(20 + 200 * k, 40 + 60 * (k % 2))) for k in range(5)),
            f"t{n}-{m}-0 -> t{n}-{m}-1",
        )
        for n in range(9)
        for m in range(3)
    ]
    return process(*outer, "big0 -> big1 -> big2", *middle, *content)


@pytest.fixture
def pushing(qtbot):
    """A hand that has begun to move an open box, so that the box around it grows and pushes others."""
    names = [f"big{n}" for n in range(9)] + [f"b{n}-{m}" for n in range(9) for m in range(3)]
    hand = Hand(qtbot, nested_boxes(), opened=tuple(names))
    rect = hand.rect("b0-2")
    start = Point(rect.x + 80, rect.y + 18)
    hand.press(start)
    for step in (20, 40, 60):
        hand.move(Point(start.x + step, start.y + 2 * step))
        hand.surface.repaint()
    return hand, start


def test_what_is_pushed_aside_is_neither_read_nor_painted(pushing, monkeypatch):
    hand, start = pushing
    made, painted = [], []
    real, real_paint = seats._nodes, diagram.ScenePainter.paint_items

    def counted(seat, nodes):
        made.append(seat.spot.path)
        return real(seat, nodes)

    def counted_paint(self, painter, arrays, camera, nodes, flows, *rest):
        painted.extend(arrays.nodes[i].node.id for i in nodes)
        real_paint(self, painter, arrays, camera, nodes, flows, *rest)

    monkeypatch.setattr(seats, "_nodes", counted)
    monkeypatch.setattr(diagram.ScenePainter, "paint_items", counted_paint)
    hand.move(Point(start.x + 70, start.y + 140))
    hand.surface.repaint()
    assert set(made) == {(), ("big0",)}
    assert set(painted) == {"big0"}


def test_what_is_pushed_aside_is_seen_where_it_would_be(pushing):
    hand, start = pushing
    for step in (70, 30, 90):
        hand.move(Point(start.x + step, start.y + 2 * step))
        hand.surface.repaint()
    seen = {path: placed.rect for path, placed in hand.surface.scene.nodes.items()}
    for layer in hand.surface.diagram.layers:
        seen |= {path: there.rect for path in seen if (there := layer.node(path)) is not None}
    before = dict(hand.surface.scene.nodes)
    hand.release(Point(start.x + 90, start.y + 180))
    after = hand.surface.scene.nodes
    assert {path: tuple(map(round, rect)) for path, rect in seen.items()} == {
        path: tuple(map(round, placed.rect)) for path, placed in after.items()
    }
    moved = {
        (after[path].rect.x - placed.rect.x > 0, after[path].rect.y - placed.rect.y > 0)
        for path, placed in before.items()
        if path[0] != "big0"
    }
    assert len(moved) == 3  # some to the right, some down, some both


@pytest.fixture
def led(monkeypatch):
    """The flows that were led anew, each time by itself."""
    found = []
    for module in (sketch, lines):
        real = module.way_of
        monkeypatch.setattr(
            module, "way_of", lambda flow, ground, real=real: found.append(flow.id) or real(flow, ground)
        )
    return found


def many_steps():
    """Twenty rows of fifteen steps one after the other, so near that flows of all rows stand side by side."""
    steps = [task(f"t{row}-{n}", at=(200 * n, 90 * row)) for row in range(20) for n in range(15)]
    flows = [f"t{row}-{n} -> t{(row + 1) % 20}-{n + 1}" for row in range(20) for n in range(14)]
    return process(*steps, *flows)


def at_rest(surface):
    return not surface.diagram.sketches


def test_a_move_leads_only_the_flows_of_what_moves(qtbot, led):
    hand = Hand(qtbot, many_steps())
    start = hand.center("t3-2")
    hand.press(start)
    hand.move(Point(start.x + 20, start.y + 10))
    hand.surface.repaint()
    led.clear()
    hand.move(Point(start.x + 30, start.y + 20))
    hand.surface.repaint()
    document = hand.editor.document
    joined = (*document.flows_from("t3-2"), *document.flows_into("t3-2"))
    assert sorted(led) == sorted(flow.id for flow in joined)


def test_a_move_that_rests_shows_what_a_release_would(qtbot):
    hand = Hand(qtbot, many_steps())
    start = hand.center("t3-2")
    hand.press(start)
    hand.move(Point(start.x + 20, start.y + 10))
    hand.move(Point(start.x + 45, start.y + 37))
    hand.surface.repaint()
    qtbot.waitUntil(lambda: at_rest(hand.surface))
    hand.surface.repaint()
    shown = {path: hand.surface.diagram.scene.flows[path] for path in hand.surface.scene.flows}
    for layer in hand.surface.diagram.layers:
        shown |= dict(layer.arrays.scene.flows)
    hand.release(Point(start.x + 45, start.y + 37))
    assert dict(hand.surface.scene.flows) == shown
    assert shown == dict(unfold.unfold(hand.editor.document).flows)


def test_taking_back_a_great_edit_lays_out_nothing(qtbot, monkeypatch):
    monkeypatch.setattr(still, "GREAT", 100)
    hand = Hand(qtbot, many_boxes(), opened=tuple(f"b{n}" for n in range(40)))
    before = dict(hand.surface.scene.nodes)
    laid_out = []
    real = following.lay_out

    def counted(*args, **keys):
        laid_out.append(args)
        return real(*args, **keys)

    monkeypatch.setattr(following, "lay_out", counted)
    run(hand.surface, "select-all")
    run(hand.surface, "delete")
    laid_out.clear()
    run(hand.surface, "undo")
    assert dict(hand.surface.scene.nodes) == before
    run(hand.surface, "redo")
    assert not hand.surface.scene.nodes
    assert not laid_out


def test_where_a_box_would_shrink_a_release_lays_out_nothing_in_others(busy, monkeypatch):
    hand, _ = busy
    made = []
    real = following.lay_out
    monkeypatch.setattr(following, "lay_out", lambda content: made.append(content) or real(content))
    start = hand.center("t9-4")
    hand.press(start)
    hand.move(Point(start.x - 20, start.y + 10))
    hand.release(Point(start.x - 120, start.y + 10))
    assert hand.surface.editor.document.nodes["b9"].open_size is not None
    assert {content.nodes[0].workflow for content in made} == {"w9", "main"}


def test_a_drag_after_an_edit_is_no_more_work_among_many_steps_than_among_few(qtbot):
    def work(count):
        steps = [task(f"t{n}", at=(200 * (n % 40), 100 * (n // 40))) for n in range(count)]
        hand = Hand(qtbot, process(*steps))
        start = hand.center("t1")
        hand.drag(start, Point(start.x + 40, start.y + 20))
        start = hand.center("t1")
        hand.press(start)
        hand.move(Point(start.x + 20, start.y + 10))
        hand.surface.repaint()

        def move():
            hand.move(Point(start.x + 40, start.y + 20))
            hand.surface.repaint()

        return calls(move)

    assert work(800) < 1.2 * work(200)
