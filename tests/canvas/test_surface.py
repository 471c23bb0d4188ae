"""Looking around: zoom, pan, levels, boxes opened in place, and what the canvas says."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from designer.canvas.dropping import new_element
from designer.canvas.surface import Surface
from designer.canvas.surroundings import surroundings
from designer.canvas.tips import tip
from designer.canvas.tools.stage import Notice
from designer.drawing.theme import theme
from designer.editing.editor import Editor
from designer.editing.nodes import delete, move
from designer.exchange.jsonfile import write
from designer.layout.geometry import Point, Rect
from designer.layout.marks import coin
from designer.model.document import View, Viewport
from designer.model.findings import Finding
from tests.support.build import box, decision, flow, inside, outcome, process, task, trigger, workflow
from tests.support.hand import Hand

NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def document():
    return process(
        workflow("main", name="Order"),
        trigger("start", at=(0, 20)),
        box("check", "checking", at=(200, 0)),
        inside(
            "checking",
            trigger("begin", at=(0, 0)),
            box("credit", "crediting", at=(200, 0)),
            "begin -> credit",
        ),
        inside("crediting", trigger("ask", at=(0, 0)), task("score", at=(200, 0)), "ask -> score"),
        task("below", at=(200, 200)),
        outcome("end", at=(500, 20)),
        "start -> check -> end",
    )


def shown(qtbot, made):
    surface = Surface(Editor(made), theme("light"))
    surface.reduced_motion = True
    qtbot.addWidget(surface)
    surface.resize(1000, 700)
    surface.show()
    surface.setFocus()
    return surface


@pytest.fixture
def surface(qtbot):
    return shown(qtbot, document())


def turn(surface, at, notches, held=NONE):
    place = QPointF(*at)
    event = QWheelEvent(
        place,
        surface.mapToGlobal(place),
        QPoint(0, 0),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(surface, event)


def seen_at(surface, x, y):
    return surface.navigation.camera.to_scene(x, y)


def close(one, other, by=1.0):
    return abs(one.x - other.x) <= by and abs(one.y - other.y) <= by


def test_a_small_process_is_shown_whole_at_100_percent_or_less(surface):
    assert surface.zoom <= 1.0
    assert all(surface.visible.encloses(placed.rect) for placed in surface.scene.nodes.values())


def test_ctrl_wheel_zooms_about_the_pointer(surface):
    before = seen_at(surface, 300, 200)
    turn(surface, (300, 200), 2, CONTROL)
    assert surface.zoom == pytest.approx(1.16**2)
    assert close(seen_at(surface, 300, 200), before)


def test_the_wheel_scrolls(surface):
    before = seen_at(surface, 0, 0)
    turn(surface, (300, 200), -1)
    assert close(seen_at(surface, 0, 0), Point(before.x, before.y + 60 / surface.zoom))


def test_zoom_ends_at_2_and_800_percent(surface):
    surface.set_zoom(0.0001)
    assert surface.zoom == pytest.approx(0.02)
    surface.set_zoom(500)
    assert surface.zoom == pytest.approx(8.0)


@pytest.mark.parametrize("button", [Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton])
def test_the_middle_and_the_right_button_drag_the_view(surface, button):
    before = seen_at(surface, 0, 0)
    QTest.mousePress(surface, button, NONE, QPoint(500, 500))
    QTest.mouseMove(surface, QPoint(530, 520))
    QTest.mouseMove(surface, QPoint(560, 540))
    QTest.mouseRelease(surface, button, NONE, QPoint(560, 540))
    after = seen_at(surface, 0, 0)
    assert close(after, Point(before.x - 60 / surface.zoom, before.y - 40 / surface.zoom), 2.0)
    assert surface.menus.context is None


def test_space_makes_the_left_button_drag_the_view(surface):
    before = seen_at(surface, 0, 0)
    QTest.keyPress(surface, Qt.Key.Key_Space)
    QTest.mousePress(surface, Qt.MouseButton.LeftButton, NONE, QPoint(500, 500))
    QTest.mouseMove(surface, QPoint(550, 500))
    QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, NONE, QPoint(550, 500))
    QTest.keyRelease(surface, Qt.Key.Key_Space)
    assert close(seen_at(surface, 0, 0), Point(before.x - 50 / surface.zoom, before.y), 2.0)


def test_opening_a_box_keeps_its_corner_on_the_screen_and_the_document_clean(surface):
    corner = surface.to_widget(Point(*surface.scene.nodes["check",].rect[:2]))
    before = write(surface.editor.document.with_view(View()))
    surface.toggle([("check",)])
    assert surface.scene.nodes["check",].open
    assert surface.to_widget(Point(*surface.scene.nodes["check",].rect[:2])) == corner
    surface.toggle([("check",)])
    assert not surface.editor.is_dirty
    assert write(surface.editor.document.with_view(View())) == before


def test_opening_deep_opens_what_is_inside(surface):
    surface.toggle([("check",)], deep=True)
    assert ("check", "credit", "score") in surface.scene.nodes
    surface.toggle([("check",)], deep=True)
    assert surface.editor.document.view.open == ()


def test_closing_a_box_selects_it_instead_of_what_it_hides(surface):
    surface.set_open(["check"])
    surface.select([("check", "begin")])
    surface.toggle([("check",)])
    assert surface.selection == {("check",)}


def test_entering_and_leaving_remember_where_the_eye_was(surface):
    surface.set_zoom(0.8)
    surface.scroll(33, 21)
    outside = surface.navigation.viewport
    surface.enter(("check",))
    assert surface.level == ("check",)
    assert ("check", "begin") in surface.scene.nodes
    surface.set_zoom(1.7)
    within = surface.navigation.viewport
    surface.leave()
    assert surface.selection == {("check",)}
    assert surface.navigation.viewport.zoom == outside.zoom
    middle, box = surface.navigation.center, surface.scene.nodes["check",].rect.center
    assert close(middle, box, 2.0)
    surface.enter(("check",))
    assert surface.navigation.viewport == within


def test_the_view_goes_back_and_forward(surface):
    surface.enter(("check",))
    surface.enter(("check", "credit"))
    assert surface.back()
    assert surface.level == ("check",)
    assert surface.forward()
    assert surface.level == ("check", "credit")
    assert not surface.forward()


def test_the_breadcrumb_names_the_way_and_leads_back(surface, qtbot):
    crumbs = surface.furniture.breadcrumb
    assert not crumbs.isVisible()
    surface.enter(("check",))
    surface.enter(("check", "credit"))
    buttons = [crumbs.row.itemAt(n).widget() for n in range(crumbs.row.count())]
    assert [b.text() for b in buttons if b.text() != "\u203a"] == ["Order", "Check", "Credit"]
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert surface.level == ()


def test_a_level_that_goes_away_is_left(surface):
    surface.enter(("check",))
    surface.enter(("check", "credit"))
    with surface.editor.edit("Delete") as draft:
        delete(draft, ["check"])
    assert surface.level == ()
    surface.editor.undo()
    assert ("check",) in surface.scene.nodes


def test_reveal_shows_a_step_wherever_it_is(surface):
    surface.reveal("score")
    assert surface.level == ("check", "credit")
    assert surface.selection == {("check", "credit", "score")}
    surface.reveal("below")
    assert surface.selection == {("below",)}
    assert surface.visible.encloses(surface.scene.nodes["below",].rect)


def test_an_edit_elsewhere_moves_the_picture_not_the_view(surface):
    before = surface.navigation.camera
    with surface.editor.edit("Move") as draft:
        move(draft, ["below"], 40, 0)
    assert surface.scene.nodes["below",].rect.x == 240
    assert surface.navigation.camera == before


def test_a_notice_offers_what_can_be_done_and_goes(surface, qtbot):
    done = []
    surface.notice(Notice("Deleted 3", (("Undo", lambda: done.append(1)),)))
    bar = surface.furniture.notices
    assert (bar.isVisible(), bar.text) == (True, "Deleted 3")
    qtbot.mouseClick(bar._buttons[0], Qt.MouseButton.LeftButton)
    assert done == [1]
    assert not bar.isVisible()


def test_an_empty_process_says_how_to_begin(qtbot):
    surface = shown(qtbot, process(workflow("main")))
    empty = surface.furniture.empty
    assert empty.isVisible()
    with qtbot.waitSignal(surface.templateRequested):
        qtbot.mouseClick(empty.buttons["template"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(empty.buttons["trigger"], Qt.MouseButton.LeftButton)
    assert [placed.node.kind for placed in surface.scene.nodes.values()] == ["trigger"]
    assert not empty.isVisible()


def test_a_drop_from_the_palette_creates_there(surface):
    before = set(surface.editor.document.nodes)
    data = new_element("task:approval")
    place = QPointF(700, 600)
    args = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    surface.dropping.enter(QDropEvent(place, *args))
    surface.dropping.move(QDropEvent(place, *args))
    surface.dropping.drop(QDropEvent(place, *args))
    (made,) = set(surface.editor.document.nodes) - before
    assert surface.editor.document.nodes[made].type == "approval"
    assert close(surface.scene.nodes[made,].rect.center, seen_at(surface, 700, 600), 12)


def test_problems_are_badges_on_what_they_are_about(surface):
    finding = Finding("error", "unfinished", "Score has no role", ("score",), None, None)
    surface.set_problems([finding])
    assert set(surface.problems.badges(surface.scene)) == {("check",)}
    surface.toggle([("check",)], deep=True)
    assert set(surface.problems.badges(surface.scene)) == {("check", "credit", "score")}


@pytest.mark.parametrize("at", [(210, 0), (250, 0), (400, 0), (250, 120), (0, 130), (0, -130), (-300, 0)])
@pytest.mark.parametrize("words", [{"label": "yes"}, {"condition": "amount > 500"}])
def test_the_badge_of_a_flow_covers_neither_its_words_nor_its_channel(qtbot, at, words):
    keys = {"handoff": {"channel": "email"}, **words}
    surface = shown(qtbot, process(task("a"), task("b", at=at), flow("a", "b", **keys)))
    surface.set_problems([Finding("error", "unknown-field", "There is no such field", ("a-b",), None, None)])
    routed = surface.scene.flows["a-b",]
    badge = surface.problems.badges(surface.scene)["a-b",]
    around = Rect(*badge, 0, 0).grown(7.5)
    assert not around.overlaps(surface.label(("a-b",)))
    disc = coin(routed.flow, routed.points)
    assert disc is None or not around.overlaps(disc)


@pytest.mark.parametrize("zoom", [0.26, 0.4, 0.59])
def test_from_afar_a_badge_covers_nothing_of_the_step_beside_it(qtbot, zoom):
    here, beside = task("here", at=(0, 0)), task("beside", at=(171, -20))
    surface = shown(qtbot, process(here, beside))
    camera = surface.navigation.camera.placed(Point(0, 0), Point(300, 300), zoom)
    surface.navigation.use(camera)
    area = camera.rect_to_screen(surface.scene.nodes[("beside",)].rect)
    place = QRect(round(area.x), round(area.y), round(area.w), round(area.h))
    corner = camera.to_screen(*surface.scene.nodes[("here",)].rect[:2])
    whole = QRect(round(corner.x), round(corner.y), 200, 100)
    before, around = surface.grab(place).toImage(), surface.grab(whole).toImage()
    surface.set_problems([Finding("error", "unfinished", "It has no role", ("here",), None, None)])
    assert surface.grab(place).toImage() == before
    assert surface.grab(whole).toImage() != around


def test_a_zoom_is_crisp_after_a_rest(qtbot):
    steps = [task(f"s{n}", at=(200 * (n % 30), 100 * (n // 30))) for n in range(900)]
    surface = shown(qtbot, process(steps))
    surface.set_zoom(0.3)
    surface.repaint()
    surface.set_zoom(0.36)
    surface.repaint()
    assert surface.diagram.backing.camera != surface.navigation.camera
    qtbot.waitUntil(lambda: surface.diagram.backing.camera == surface.navigation.camera, timeout=2000)


def test_dark_and_light_paint_different_grounds(surface):
    light = surface.grab().toImage().pixelColor(500, 650)
    surface.set_theme(theme("dark"))
    assert surface.grab().toImage().pixelColor(500, 650).lightness() < light.lightness()


def test_an_entered_box_says_where_it_comes_from_and_leads_to(surface):
    surface.enter(("check",))
    said = surroundings(surface.editor.document, surface.scene)
    assert [(one.text, one.target) for one in said] == [("from Start", ("start",))]
    port = surface.navigation.camera.rect_to_screen(surface.scene.nodes["check", "begin"].rect)
    QTest.mouseClick(
        surface, Qt.MouseButton.LeftButton, NONE, QPoint(round(port.x) - 30, round(port.center.y))
    )
    assert surface.level == ()
    assert surface.selection == {("start",)}


def test_what_the_keyboard_walks_to_has_a_focus_ring(surface):
    surface.select([("start",)])
    assert surface.overlay.focus is None
    QTest.keyClick(surface, Qt.Key.Key_Tab)
    assert surface.overlay.focus == ("check",)


def test_the_focus_ring_goes_with_what_the_mouse_selects_next(surface):
    surface.select([("start",)])
    QTest.keyClick(surface, Qt.Key.Key_Tab)
    surface.select([("start",)])
    assert surface.overlay.focus is None


def test_a_view_of_everything_follows_the_size_until_somebody_looks_elsewhere(surface):
    surface.fit()
    surface.resize(500, 400)
    assert surface.visible.encloses(surface.scene.bounds)
    surface.scroll(30, 0)
    held = surface.navigation.camera
    surface.resize(450, 380)
    assert surface.navigation.camera == held


def test_a_remembered_view_does_not_follow_the_size(surface):
    seen = Viewport(center=(300.0, 200.0), zoom=0.75)
    document = surface.editor.document.with_view(View(viewports={"": seen}))
    other = Surface(Editor(document), surface.theme)
    for size in ((900, 600), (700, 500)):
        other.resize(*size)
        other.grab()
    assert other.zoom == 0.75


def test_a_resting_pointer_is_told_what_a_control_does(surface):
    rect = surface.scene.nodes["check",].rect
    chevron = surface.hit(Point(rect.x + 16, rect.y + 18))
    assert tip(surface, chevron).startswith("Open in place")


def test_opening_moves_what_it_pushes_and_ends_where_it_says(qtbot):
    surface = shown(qtbot, document())
    surface.reduced_motion = False
    surface.toggle([("check",)])
    assert surface.opening.is_running
    halfway = surface.grab().toImage()
    qtbot.waitUntil(lambda: not surface.opening.is_running, timeout=2000)
    assert surface.grab().toImage() != halfway
    assert surface.diagram.layers == ()


def test_the_first_look_shows_all_of_a_small_process_and_the_beginning_of_a_wide_one(qtbot):
    """Nobody reads names at a tenth of their size; what work begins with is seen first."""
    for steps, whole in ((3, True), (60, False)):
        parts = [task(f"t{i}", at=(180.0 * i + 180, 0)) for i in range(steps)]
        document = process(trigger("s", at=(0, 16)), *parts, " -> ".join(["s", *(p.id for p in parts)]))
        surface = Surface(Editor(document), theme("light"))
        qtbot.addWidget(surface)
        surface.resize(900, 600)
        surface.show()
        seen = surface.navigation.visible
        assert surface.zoom >= 0.6
        assert seen.encloses(surface.scene.nodes["s",].rect)
        assert seen.encloses(surface.scene.nodes[parts[-1].id,].rect) == whole
        surface.resize(1100, 600)
        assert surface.navigation.visible.encloses(surface.scene.nodes["s",].rect)


@pytest.mark.parametrize("zoom", [0.6, 1.0, 1.5])
def test_the_ring_of_a_chosen_decision_leaves_its_name_as_it_is(qtbot, zoom):
    hand = Hand(qtbot, process(decision("d", at=(100, 0), name="Is it all right?")))
    hand.surface.set_zoom(zoom)
    placed, camera = hand.surface.scene.nodes[("d",)], hand.surface.navigation.camera
    name = camera.rect_to_screen(placed.name.area.moved(placed.rect.x, placed.rect.y))
    where = QRect(round(name.x), round(name.y), round(name.w), round(name.h))
    before = hand.surface.grab(where).toImage()
    hand.select("d")
    assert hand.surface.grab(where).toImage() == before
