"""A canvas that is hardly larger than what floats over it."""

from PySide6.QtTest import QTest

from designer.canvas.element_menu import ElementMenu
from tests.support.build import process, task, workflow
from tests.support.hand import LEFT, Hand


def test_what_an_empty_level_offers_is_seen_whole(qtbot):
    hand = Hand(qtbot, process(workflow("main")))
    empty = hand.surface.furniture.empty
    wide = empty.height()
    hand.surface.resize(400, 300)
    assert hand.surface.rect().contains(empty.geometry())
    buttons = [empty.buttons[name] for name, *_ in empty.OFFERS]
    assert all(empty.rect().contains(button.geometry()) for button in buttons)
    assert buttons[0].geometry().bottom() < buttons[1].geometry().top(), "one below the other"
    hand.surface.resize(1200, 800)
    assert empty.height() == wide
    assert buttons[0].geometry().right() < buttons[1].geometry().left()
    with hand.one_edit():
        QTest.mouseClick(buttons[0], LEFT)
        hand.key("Esc")


def test_a_menu_fits_with_the_words_at_its_foot(qtbot):
    hand = Hand(qtbot, process(task("a"), task("b", at=(300, 0)), "a -> b"))
    hand.surface.resize(400, 300)
    hand.select("b")
    for key in ("A", "N", "R"):
        hand.key(key)
        (menu,) = (each for each in hand.surface.findChildren(ElementMenu) if each.isVisible())
        assert hand.surface.rect().contains(menu.geometry())
        assert menu.rect().contains(menu.foot.geometry())
        hand.key("Esc")
