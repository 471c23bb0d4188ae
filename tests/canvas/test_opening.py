"""Boxes opened in place (C11): the chevron stays, what is in them is seen or entered, drags find back."""

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from designer.canvas.controls import chevron
from designer.canvas.faces import PICTURED
from designer.layout.geometry import Point, Rect
from tests.support.build import box, inside, outcome, process, task, trigger
from tests.support.hand import Hand


def wide():
    """A box whose content is wider than the view, with a step on each side."""
    return process(
        task("before", at=(0, 4)),
        box("p", "inner", at=(240, 0)),
        task("behind", at=(480, 4)),
        task("below", at=(240, 200)),
        "before -> p -> behind",
        inside(
            "inner",
            trigger("in", at=(0, 12)),
            *(task(f"s{place}", at=(200 + 240 * place, 0)) for place in range(6)),
            outcome("out", at=(1700, 12)),
            "in -> s0 -> s1 -> s2 -> s3 -> s4 -> s5 -> out",
        ),
    )


def on_screen(hand, at):
    return hand.surface.to_widget(at)


def test_a_chevron_stays_under_the_pointer_however_often_it_is_clicked(qtbot):
    hand = Hand(qtbot, wide())
    place = chevron(hand.surface.scene.nodes[("p",)]).center
    screen = on_screen(hand, place)
    with hand.no_edit():
        for opened in (True, False, True, False):
            hand.click(hand.surface.navigation.camera.to_scene(screen.x(), screen.y()))
            assert hand.surface.scene.nodes[("p",)].open == opened
            assert on_screen(hand, chevron(hand.surface.scene.nodes[("p",)]).center) == screen


def test_a_chevron_stays_where_another_box_is_open_before_it(qtbot):
    document = process(
        box("p", "one", at=(0, 0)),
        box("q", "two", at=(300, 300)),
        inside("one", task("x"), task("y", at=(500, 300))),
        inside("two", task("z"), task("w", at=(600, 0))),
    )
    hand = Hand(qtbot, document, opened=("p",))
    screen = on_screen(hand, chevron(hand.surface.scene.nodes[("q",)]).center)
    for _ in range(2):
        hand.click(hand.surface.navigation.camera.to_scene(screen.x(), screen.y()))
        assert on_screen(hand, chevron(hand.surface.scene.nodes[("q",)]).center) == screen


def test_a_box_that_does_not_fit_the_view_offers_to_be_entered_and_is_not_zoomed(qtbot):
    hand = Hand(qtbot, wide())
    assert not list(hand.surface.doors.all(hand.surface))
    hand.click(chevron(hand.surface.scene.nodes[("p",)]).center)
    assert hand.surface.zoom == 1.0
    ((path, place),) = hand.surface.doors.all(hand.surface)
    assert path == ("p",)
    assert Rect(0, 0, hand.surface.width(), hand.surface.height()).encloses(place)
    at = hand.surface.navigation.camera.to_scene(*place.center)
    assert hand.rect("p").y < at.y < hand.rect("p").y + hand.surface.scene.nodes[("p",)].header
    hand.hover(at)
    assert QWidget.cursor(hand.surface).shape() == Qt.CursorShape.PointingHandCursor
    with hand.no_edit():
        hand.click(at)
    assert hand.surface.level == ("p",)


def test_a_box_that_fits_offers_nothing(qtbot):
    hand = Hand(qtbot, wide(), opened=("p",))
    hand.look(Point(-100, -100), 0.5)
    assert not list(hand.surface.doors.all(hand.surface))


def test_the_picture_of_the_content_is_shown_from_160_by_90_pixels_on(qtbot):
    document = process(
        box("small", "inner", at=(0, 0)),
        box("large", "inner", at=(0, 200), size=(200, 120)),
        inside("inner", task("x"), task("y", at=(300, 0))),
    )
    hand = Hand(qtbot, document)
    for node in ("small", "large"):
        placed = hand.surface.scene.nodes[(node,)]
        face = hand.surface.diagram.faces.face(placed)
        least = max(PICTURED[0] / placed.rect.w, PICTURED[1] / placed.rect.h)
        assert len(face.at(least)) > len(face.at(least * 0.99))
    assert hand.rect("small").h < PICTURED[1]


def test_sizes_of_a_box_open_and_closed_are_kept_apart(qtbot):
    document = process(box("p", "inner", size=(220, 100), open_size=(400, 300)), inside("inner", task("x")))
    hand = Hand(qtbot, document)
    assert (hand.rect("p").w, hand.rect("p").h) == (220, 100)
    hand.select("p")
    hand.key("Alt+Right")
    assert (hand.rect("p").w, hand.rect("p").h) == (400, 300)
    corner = Point(hand.rect("p").right, hand.rect("p").bottom)
    with hand.one_edit():
        hand.drag(corner, corner + Point(50, 60))
    assert hand.node("p").size == (220, 100)
    hand.key("Alt+Left")
    assert (hand.rect("p").w, hand.rect("p").h) == (220, 100)


def test_closing_an_outer_box_keeps_what_is_open_inside_and_the_key_for_all_sets_them(qtbot):
    document = process(
        box("p", "middle"),
        inside("middle", box("q", "inner"), task("m", at=(300, 0))),
        inside("inner", task("x")),
    )
    hand = Hand(qtbot, document, opened=("p", "q"))
    hand.select("p")
    hand.key("Alt+Left")
    hand.key("Alt+Right")
    assert hand.surface.scene.nodes[("p", "q")].open
    hand.key("Alt+Shift+Left")
    hand.key("Alt+Right")
    assert not hand.surface.scene.nodes[("p", "q")].open


spots = st.tuples(st.integers(-40, 110), st.integers(-20, 70))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example((89, 0))  # a hair before the stretch that a box has opened
@given(spots)
def test_what_is_dragged_beside_open_boxes_lands_where_it_is_let_go(qtbot, spot):
    document = process(
        box("p", "one", at=(0, 0)),
        box("q", "two", at=(400, 200)),
        task("t", at=(-300, -200)),
        inside("one", task("x"), task("y", at=(300, 200))),
        inside("two", task("z"), task("w", at=(300, 100))),
    )
    hand = Hand(qtbot, document, opened=("p", "q"))
    hand.surface.resize(1600, 1200)
    hand.look(Point(-500, -400), 0.7)
    target = Point(spot[0] * 10.0, spot[1] * 10.0)
    before, start = hand.bytes, hand.center("t")
    hand.drag(start, target)
    if hand.node("t").workflow != "main" or hand.bytes == before:
        return  # into a box, or back to where it was
    open_places = {key: hand.rect(key) for key in ("p", "q", "t")}
    seen = hand.rect("t").center
    covered = [hand.rect(key) for key in ("p", "q")]
    if not any(rect.holds(*target) for rect in covered):
        assert abs(seen.x - target.x) <= 12
        assert abs(seen.y - target.y) <= 12
    hand.surface.set_open(())
    closed = {key: hand.rect(key) for key in ("p", "q", "t")}
    if not any(open_places["t"].overlaps(open_places[key]) for key in ("p", "q")):
        assert not any(closed["t"].overlaps(closed[key]) for key in ("p", "q"))
    hand.surface.set_open(("p", "q"))
    assert {key: hand.rect(key) for key in ("p", "q", "t")} == open_places
