"""What an eye for looks sees at once: words cut off, colours left behind, rows out of line."""

import re
from collections import Counter
from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QStyleOptionToolButton,
    QToolButton,
)

from designer.analysis.comparison import amount, change
from designer.analysis.kpis import KPIS
from designer.analysis.money import money
from designer.app.docks import SLIM
from designer.app.panels.inspector.parts import MoneyEntry
from designer.app.start_page import CARD
from designer.app.stylesheet import stylesheet
from designer.drawing.theme import THEMES, mixed, theme
from designer.exchange.templates import catalogue, instantiate
from designer.layout.text import wrap
from tests.drawing.contrast import contrast
from tests.support.samples import one_of_each, with_odd_names


def seen(widget):
    """What is seen of a widget in its window, grounds included."""
    top = widget.window()
    return top.grab(QRect(widget.mapTo(top, QPoint(0, 0)), widget.size())).toImage()


def strongest(widget):
    """How well the ink that stands out most is told from the ground of a widget."""
    image = seen(widget)
    counts = Counter(
        image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())
    )
    (ground, _), *others = counts.most_common()
    return max(contrast(ground, other) for other, _ in others)


@pytest.mark.parametrize("other", [name for name in THEMES if name != "light"])
def test_all_symbols_take_the_colours_of_a_theme_chosen_later(window, preferences, other):
    view = window.desk.new(one_of_each(), "One of each")
    view.surface.reveal("check")
    toolbar = window.findChild(QToolButton, "search").parentWidget()
    buttons = [
        button
        for button in toolbar.findChildren(QToolButton)
        if button.isVisible() and button.isEnabled() and not button.icon().isNull()
    ]
    signs = [*buttons, window.inspector._icon]
    before = [strongest(sign) for sign in signs]
    preferences.update(theme=other)
    assert len(signs) > 6
    assert all(now >= 3 and then >= 3 for now, then in zip(map(strongest, signs), before, strict=True))


def test_patches_of_colour_are_those_of_the_theme(window, preferences):
    view = window.desk.new(one_of_each(), "One of each")
    view.surface.select(list(view.surface.scene.nodes)[:3])
    for name in ("light", "dark"):
        preferences.update(theme=name)
        button = next(b for b in window.inspector.findChildren(QToolButton) if b.toolTip() == "Rose")
        at = button.rect().center()
        assert button.grab().toImage().pixelColor(at) == QColor(theme(name).document["rose"].stroke)


def test_no_words_of_a_template_are_cut_on_its_card():
    for info in catalogue():
        assert len(wrap(info.shows, CARD.width() - 26, 12, 400, 9)) <= 3, info.name


def test_a_form_has_its_height_from_the_first_moment(window, qtbot):
    view = window.desk.new(instantiate("purchase-approval"), "Purchase")
    qtbot.wait(20)
    box = next(n for n in view.editor.document.nodes_in(view.editor.document.root) if n.kind == "workflow")
    view.surface.enter((box.id,))
    page = window.inspector._page
    first = page.height()
    qtbot.wait(50)
    assert first == page.height() >= page.minimumSizeHint().height()


@pytest.mark.parametrize("document", [one_of_each, with_odd_names])
def test_what_a_form_of_usual_width_says_is_not_cut(window, qtbot, document):
    window.resize(1440, 900)
    view = window.desk.new(document(), "Shown")
    qtbot.wait(20)
    for path in (*view.surface.scene.nodes, *view.surface.scene.flows, None):
        view.surface.select([path] if path is not None else [])
        for label in window.inspector.findChildren(QLabel):
            if label.isVisible() and not label.wordWrap() and not label.toolTip():
                assert label.width() >= label.fontMetrics().horizontalAdvance(label.text()), label.text()
        for combo in window.inspector.findChildren(QComboBox):
            if combo.isVisible() and combo.currentText() not in {
                role.name for role in document().roles.values()
            }:
                room = combo.width() - 10 - 24 - 2
                assert room >= combo.fontMetrics().horizontalAdvance(combo.currentText()), combo.currentText()


@pytest.mark.parametrize("table", ["roles", "people", "calendars", "fields", "scenarios"])
def test_forms_are_no_wider_than_their_panel(window, qtbot, table):
    view = window.desk.new(instantiate("employee-onboarding"), "Onboarding")
    window.docks["inspector"].setMaximumWidth(SLIM[1])
    for record_id in getattr(view.editor.document, table):
        window.inspector.show_record(record_id)
        qtbot.wait(1)
        assert window.inspector._page.width() <= window.inspector._scroll.viewport().width(), record_id


def test_names_too_long_for_their_row_end_in_dots(window, qtbot):
    window.desk.new(with_odd_names(), "Names")
    qtbot.wait(20)
    row = next(b for b in window.inspector.findChildren(QPushButton, "row") if b.text().startswith("Head of"))
    assert row.fontMetrics().horizontalAdvance(row.text()) > row.width()
    right = row.grab().toImage()
    ground = right.pixelColor(right.width() - 2, 2)
    assert all(right.pixelColor(right.width() - 3, y) == ground for y in range(right.height()))


def test_everything_in_a_form_and_the_title_above_begin_on_one_line(window, qtbot):
    window.desk.new(one_of_each(), "One of each")
    qtbot.wait(20)
    inspector = window.inspector
    title = window.docks["inspector"].titleBarWidget().findChild(QLabel)
    fields = [field for field in inspector.findChildren(QComboBox) if field.isVisible()]
    edges = {widget.mapTo(window, QPoint(0, 0)).x() for widget in (title, inspector._icon, *fields)}
    assert len(edges) == 1


def test_the_pair_of_fields_of_a_dialog_is_equally_wide_in_every_row(window):
    window.desk.new(one_of_each(), "One of each")
    dialog = window.dialogs.export()
    widths = {choice.width() for choice in (dialog.format, dialog.view, dialog.level, dialog.boxes)}
    dialog.reject()
    assert max(widths) - min(widths) <= 1


def test_the_zoom_control_keeps_its_size(window):
    view = window.desk.new(one_of_each(), "One of each")
    sizes = set()
    for zoom in (0.03, 0.35, 1.0, 8.0):
        view.surface.set_zoom(zoom)
        sizes.add(view.surface.furniture.zoom.size().toTuple())
    assert len(sizes) == 1


@pytest.mark.parametrize("name", THEMES)
def test_the_keyboard_is_seen_where_it_is(window, preferences, qtbot, name):
    """Each kind of control looks otherwise with the keyboard in it, and that can be told from its ground."""
    preferences.update(theme=name)
    window.resize(1440, 900)
    window.activateWindow()
    window.desk.new(instantiate("purchase-approval"), "Purchase")
    qtbot.wait(20)
    inspector = window.inspector
    inspector._scroll.verticalScrollBar().setValue(10_000)
    row = inspector.findChildren(QPushButton, "row")[-1]
    bar = window.playback_bar
    for control in (bar.run, bar.scenario, row, window.structure.view):
        window.view.surface.setFocus()
        plain = seen(control)
        control.setFocus(Qt.FocusReason.TabFocusReason)
        turned = seen(control)
        changes = [
            contrast(turned.pixelColor(x, y).name(), plain.pixelColor(x, y).name())
            for x in range(turned.width())
            for y in range(turned.height())
            if turned.pixelColor(x, y) != plain.pixelColor(x, y)
        ]
        assert len(changes) > 40, control
        assert max(changes) >= 3, control


@pytest.mark.parametrize("name", THEMES)
def test_the_tab_in_front_and_the_panels_are_told_from_the_canvas(window, preferences, name):
    """Where one tone serves for all, lines tell them apart."""
    preferences.update(theme=name)
    window.resize(1440, 900)
    window.desk.new(one_of_each(), "In front")
    QApplication.processEvents()
    bar = window.desk.tabBar()
    tabs = [seen(bar).copy(bar.tabRect(at)) for at in (0, 1)]
    edges = [
        {tab.pixelColor(x, y).name() for x in range(6) for y in range(8, tab.height() - 8)} for tab in tabs
    ]
    assert edges[0] != edges[1]
    inspector = window.docks["inspector"]
    image = window.grab().toImage()
    left = inspector.mapTo(window, QPoint(0, 0)).x()
    assert len({image.pixelColor(x, 200).name() for x in range(left - 6, left + 2)}) > 1


@pytest.mark.parametrize("name", THEMES)
def test_whatever_the_frame_writes_can_be_read(name):
    """Each rule of the stylesheet that sets words on a ground of its own, and links on every bar."""
    rules = re.findall(r"([^{}]+)\{([^{}]*)\}", stylesheet(theme(name)))
    faded = mixed(theme(name).text, theme(name).surface, 0.45)
    pairs = {}
    for which, body in rules:
        ground, ink = re.search(r"background: (#\w{6})", body), re.search(r"(?<![-\w])color: (#\w{6})", body)
        if ground and ink and ink[1].upper() != faded and ":disabled" not in which:
            pairs[which.strip()] = (ink[1], ground[1])
        if ground and which.strip().startswith("QFrame#bar"):
            pairs[f"a link in {which.strip()}"] = (theme(name).accent, ground[1])
    assert len(pairs) > 12
    assert not {which: pair for which, pair in pairs.items() if contrast(*pair) < 4.5}


@pytest.mark.parametrize("name", ["about", "properties", "save_template"])
def test_words_of_a_dialog_keep_their_room_however_low_the_screen_is(window, qtbot, name):
    window.desk.new(instantiate("purchase-approval"), "Purchase")
    dialog = getattr(window.dialogs, name)()
    dialog.resize(dialog.width(), 40)
    qtbot.wait(20)
    labels = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
    for label in labels:
        assert label.height() >= label.heightForWidth(label.width()), label.text()
    for one, other in combinations([*labels, *dialog.findChildren(QPlainTextEdit)], 2):
        assert not one.geometry().intersects(other.geometry()), (one, other)
    dialog.reject()


def test_fields_of_several_lines_cut_none_through(window, qtbot):
    view = window.desk.new(instantiate("support-process"), "Support process")
    qtbot.wait(20)
    dialog = window.dialogs.properties()
    fields = [field for field in window.findChildren(QPlainTextEdit) if field.isVisible()]
    qtbot.waitUntil(lambda: all(field.viewport().height() for field in fields))
    assert len(fields) > 2, view.title
    for field in fields:
        lines, rest = divmod(field.viewport().height(), field.fontMetrics().lineSpacing())
        assert rest <= 5
        field.setPlainText("\n".join(["Some words"] * lines))
        assert field.verticalScrollBar().maximum() == 0, "what fits is not scrolled"
        field.setPlainText("a line longer than the field is wide is broken " * 20)
        assert field.viewport().height() // field.fontMetrics().lineSpacing() == lines, "nothing lies over it"
    dialog.reject()


def test_the_words_of_a_choice_end_in_an_ellipsis_where_they_do_not_fit(window, qtbot):
    window.desk.new(instantiate("document-approval"), "Document approval")
    choice = window.playback_bar.scenario
    words = choice.currentText()
    assert choice.fontMetrics().horizontalAdvance(words) > choice.width() - 40
    shown = choice.grab().toImage()
    choice.setItemText(choice.currentIndex(), words + " and much more")
    assert choice.grab().toImage() == shown


def test_names_of_elements_end_in_an_ellipsis_where_the_palette_is_narrow(window):
    tile = next(tile for tile in window.palette_panel.tiles() if tile.offer.title == "Status check")
    option = QStyleOptionToolButton()
    said = []
    for width in (120, 70):
        tile.resize(width, tile.height())
        tile.initStyleOption(option)
        said.append(option.text)
    assert said[0] == "Status check"
    assert said[1].startswith("Sta")
    assert said[1].endswith("…")
    assert tile.toolTip().startswith("Status check: ")


def test_amounts_of_money_are_written_one_way_with_their_currency(window):
    document = instantiate("purchase-approval")
    cost = next(kpi for kpi in KPIS if kpi.unit == "money")
    assert amount(cost, 1234.5, "USD") == money(1234.5, "USD") == "$1\u202f234.50"
    assert change(cost, -0.5, "EUR") == "\N{MINUS SIGN}€0.50"
    assert amount(cost, 2, "CHF") == "2.00 CHF"
    window.desk.new(document, "Purchase")
    window.inspector.show_record("buyer")
    entry = window.inspector.findChild(MoneyEntry)
    assert "$" in [label.text() for label in entry.findChildren(QLabel)]


def test_figures_side_by_side_have_as_many_digits():
    throughput = next(kpi for kpi in KPIS if kpi.unit == "per hour")
    assert [amount(throughput, value, "USD") for value in (0.51, 0.512, 12, 1234)] == [
        *("0.510 / h", "0.512 / h"),
        *("12.0 / h", "1,234 / h"),
    ]
