"""Where moved rectangles come to rest."""

import pytest

from designer.canvas.snapping import Snapper, Tie
from designer.layout.geometry import Point, Rect

MOVING = Rect(0, 0, 100, 40)


def test_the_grid_takes_what_is_in_line_with_nothing():
    snapped = Snapper(MOVING, []).snap(33, 48, 1.0)
    assert (snapped.dx, snapped.dy, snapped.guides) == (30, 50, ())


def test_the_grid_begins_where_the_content_begins():
    snapped = Snapper(MOVING, [], origin=Point(16, 52)).snap(33, 48, 1.0)
    assert ((snapped.dx - 16) % 10, (snapped.dy - 52) % 10) == (0, 0)


def test_without_grid_and_guides_nothing_snaps():
    snapped = Snapper(MOVING, [Rect(0, 100, 100, 40)], grid=False, guides=False).snap(3, 48, 1.0)
    assert (snapped.dx, snapped.dy) == (3, 48)


@pytest.mark.parametrize(("pull", "rest"), [(305, 300), (293, 300), (312, 310)])
def test_middles_are_caught_within_seven_pixels(pull, rest):
    other = Rect(300, 500, 100, 40)
    assert Snapper(MOVING, [other]).snap(pull, 200, 1.0).dx == rest


def test_the_reach_is_in_pixels_of_the_screen():
    other = Rect(300, 500, 100, 40)
    assert Snapper(MOVING, [other], grid=False).snap(312, 200, 0.5).dx == 300
    assert Snapper(MOVING, [other], grid=False).snap(305, 200, 2.0).dx == 305


def test_what_was_caught_is_kept_four_pixels_longer():
    snapper = Snapper(MOVING, [Rect(300, 500, 100, 40)], grid=False)
    assert snapper.snap(310, 200, 1.0).dx == 310
    assert snapper.snap(306, 200, 1.0).dx == 300
    assert snapper.snap(310, 200, 1.0).dx == 300
    assert snapper.snap(312, 200, 1.0).dx == 312


def test_a_straight_flow_is_worth_more_than_a_middle():
    straight, sibling = Rect(400, 103, 60, 40), Rect(700, 98, 60, 40)
    assert (
        Snapper(MOVING, [sibling, straight], ties=[Tie(straight, straight.center)]).snap(0, 100, 1.0).dy
        == 103
    )


def test_edges_come_after_middles():
    middle, edge = Rect(0, 300, 106, 40), Rect(0, 600, 500, 40)
    assert Snapper(MOVING, [middle, edge]).snap(1, 200, 1.0).dx == 3
    assert Snapper(MOVING, [edge]).snap(1, 200, 1.0).dx == 0


def test_gaps_are_repeated_and_shown_as_bands():
    row = [Rect(0, 0, 100, 40), Rect(130, 0, 100, 40)]
    snapped = Snapper(Rect(0, 0, 100, 33), row, grid=False).snap(262, 10, 1.0)
    assert snapped.dx == 260
    assert [round(band.w) for band in snapped.bands] == [30, 30]


def test_guides_reach_from_the_one_to_the_other():
    other = Rect(300, 500, 100, 40)
    ((top, bottom),) = Snapper(MOVING, [other], grid=False).snap(301, 200, 1.0).guides
    assert top.x == bottom.x == 350
    assert top.y < 200
    assert bottom.y > 540
