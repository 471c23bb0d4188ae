"""The window: documents on tabs, panels that follow them, nothing lost."""

import re

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton

from designer.app.actions import table
from designer.app.menus import MENUS, TOOLBAR
from designer.exchange import files
from designer.exchange.templates import catalogue, instantiate
from designer.model.document import Document, table_of
from designer.model.nodes import Task
from designer.model.workflow import Workflow
from tests.support.build import process, task


def key(window, name, modifiers=Qt.KeyboardModifier.ControlModifier):
    QTest.keyClick(window.focusWidget() or window, name, modifiers)


def small():
    nodes = table_of(
        [
            Task(id="a", name="First", workflow="w", at=(0, 0)),
            Task(id="b", name="Second", workflow="w", at=(240, 0)),
        ]
    )
    return Document(root="w", workflows={"w": Workflow(id="w", name="Work")}, nodes=nodes)


@pytest.fixture
def view(window):
    return window.desk.new(small(), "Small")


def rename(view, name):
    with view.editor.edit("Rename") as draft:
        draft.update("a", name=name)


# Actions


def test_no_key_means_two_things():
    keys = [key.lower() for action in table() for key in action.keys]
    assert sorted(keys) == sorted(set(keys))


def test_menus_and_toolbar_name_actions_that_are_there():
    known = {action.id for action in table()} | {"recent"}
    listed = [each for _, ids in MENUS for each in ids if each]
    within = [each for _, ids in (each for each in listed if isinstance(each, tuple)) for each in ids if each]
    named = {*(each for each in listed if isinstance(each, str)), *within, *filter(None, TOOLBAR)}
    assert named <= known


def test_no_menu_is_longer_than_a_small_screen(window):
    for action in window.menuBar().actions():
        assert action.menu().sizeHint().height() < 720, action.text()


def test_what_is_within_a_menu_says_its_topic_once(window):
    view = next(action.menu() for action in window.menuBar().actions() if action.text() == "&View")
    theme = next(action.menu() for action in view.actions() if action.text() == "&Theme")
    assert [action.text() for action in theme.actions()][:3] == ["Follow the system", "Light", "Dark"]


def test_a_menu_tells_what_is_on_and_what_can_be_done_as_it_opens(window):
    bar = {action.text(): action.menu() for action in window.menuBar().actions()}
    theme = next(action.menu() for action in bar["&View"].actions() if action.text() == "&Theme")
    for name in ("dark", "light"):
        window.preferences.update(theme=name)
        theme.aboutToShow.emit()
        assert [action.text() for action in theme.actions() if action.isChecked()] == [name.capitalize()]
    pin = window.commands.actions["pin"]
    view = window.desk.new(process(task("a")), "Order")
    for chosen in ({("a",)}, set()):
        view.surface.select(chosen)
        bar["&Process"].aboutToShow.emit()
        assert pin.isEnabled() == bool(chosen)


def test_what_an_action_needs_is_said_when_nothing_is_open(window):
    for action in table():
        obstacle = action.obstacle(window)
        assert obstacle == "" or obstacle.endswith("."), action.id
    assert not window.commands.run("save")
    assert window.status.text == "Open or create a document first."


SKIPPED = {"quit", "open", "save", "save-as", "import-template", "close", "run", "revert"}


@pytest.mark.parametrize("action_id", [action.id for action in table() if action.id not in SKIPPED])
def test_every_action_runs_or_says_why_not(window, view, action_id):
    view.surface.select([("a",)])
    window.commands.run(action_id)
    for dialog in window.findChildren(QDialog):
        dialog.reject()


# Documents


def test_the_start_page_offers_every_template(window, qtbot):
    window.start.refresh()
    titles = [card.title for card in window.start.cards]
    assert sorted(titles) == sorted(info.name for info in catalogue())
    assert titles[:3] == ["Purchase approval", "Employee onboarding", "Support ticket"]
    window.start.cards[0].chosen.emit()
    assert window.view.title == titles[0]


def test_only_the_start_page_is_seen_until_there_is_a_document(window):
    assert not window.playback_bar.isVisible()
    assert not any(dock.isVisible() for dock in window.docks.all())
    window.desk.new()
    assert window.playback_bar.isVisible()
    assert window.docks["palette"].isVisible()
    window.desk.show_start()
    assert not window.docks["palette"].isVisible()


def test_saving_and_opening_again_gives_an_equal_document(window, view, tmp_path, monkeypatch):
    target = tmp_path / "small.process.json"
    monkeypatch.setattr(window.filing, "ask_target", lambda _: target)
    rename(view, "Changed")
    assert window.filing.save()
    assert not view.session.is_dirty
    window.filing.close(view)
    again = window.filing.open_path(target)
    assert again.editor.document == view.editor.document
    assert window.recent.paths() == [target]
    window._recent_menu.aboutToShow.emit()
    assert [action.text() for action in window._recent_menu.actions()] == [target.name, "", "Clear"]
    assert window.filing.open_path(target) is again


def test_closing_unsaved_edits_asks_and_obeys(window, view, monkeypatch):
    rename(view, "Changed")
    answers = iter(["cancel", "discard"])
    monkeypatch.setattr(window.filing, "ask_unsaved", lambda _: next(answers))
    window.filing.close(view)
    assert window.desk.views == [view]
    window.filing.close(view)
    assert window.desk.views == []


def test_a_window_with_unsaved_edits_stays_when_told_so(window, view, monkeypatch):
    rename(view, "Changed")
    monkeypatch.setattr(window.filing, "ask_unsaved", lambda _: "cancel")
    assert not window.close()
    assert window.isVisible()
    monkeypatch.setattr(window.filing, "ask_unsaved", lambda _: "discard")


def test_the_title_tells_what_is_not_saved(window, view):
    assert not window.isWindowModified()
    rename(view, "Changed")
    assert window.isWindowModified()
    window.undo()
    assert not window.isWindowModified()


def test_t41_a_file_changed_by_somebody_else_is_told_in_a_bar(window, tmp_path):
    path = tmp_path / "small.process.json"
    files.save(small(), path)
    view = window.filing.open_path(path)
    rename(view, "Mine")
    theirs = small().apply(_rename_b())
    files.save(theirs, path)
    view.look_at_disk()
    assert "changed by another program" in view.bars.texts()[0]
    assert not window.filing.save()
    assert files.load(path) == theirs
    view.reload()
    assert view.editor.document == theirs
    assert view.bars.texts() == []
    window.undo()
    assert view.editor.document.nodes["a"].name == "Mine"


def test_t41_the_file_and_what_is_here_are_compared_before_one_is_taken(window, tmp_path):
    path = tmp_path / "small.process.json"
    files.save(small(), path)
    view = window.filing.open_path(path)
    rename(view, "Mine")
    files.save(small().apply(_rename_b()), path)
    view.look_at_disk()
    press(view, "Compare")
    beside = window.desk.view
    assert beside is not view
    assert beside.title == "small (on disk)"
    assert beside.editor.document.nodes["b"].name == "Theirs"
    assert beside.bars.texts() == ["Beside yours: 2 changed: ‹First›, ‹Theirs›."]  # noqa: RUF001
    assert beside.surface.selected_ids() == ("a", "b")
    assert "changed by another program" in view.bars.texts()[0]
    assert view.editor.document.nodes["a"].name == "Mine"
    press(view, "Keep mine")
    assert window.filing.save(view)
    assert files.load(path).nodes["a"].name == "Mine"


def press(view, label):
    next(b for b in view.bars.findChildren(QPushButton) if b.text() == label and not b.isHidden()).click()


def _rename_b():
    from designer.editing.draft import Draft

    draft = Draft(small())
    draft.update("b", name="Theirs")
    return draft.change


def test_a_broken_file_is_explained_in_full(window, tmp_path, qtbot):
    from designer.app.dialogs.problems import FileProblems

    path = tmp_path / "broken.process.json"
    path.write_text(
        '{"format": "process-designer/1", "root": "w", "nodes": [{"id": "A!"}, {"id": "b", "kin": 1}]}'
    )
    assert window.filing.open_path(path) is None
    (dialog,) = window.findChildren(FileProblems)
    assert str(path) in dialog.text
    assert dialog.text.count("\n") > 3
    dialog.reject()


def test_what_a_crash_left_is_offered_and_restored(window, tmp_path):
    from designer.app.session import Session

    path = tmp_path / "small.process.json"
    files.save(small(), path)
    lost = Session.open(path)
    with lost.editor.edit("Rename") as draft:
        draft.update("a", name="Lost")
    lost._journal.settle()
    lost._journal._lock.unlock()

    window.filing.recover()
    view = window.view
    assert view.session.path == path
    assert "1 edit" in view.bars.texts()[0]
    view.session.restore()
    assert view.editor.document.nodes["a"].name == "Lost"


def test_a_file_that_is_open_already_gets_the_offer_on_its_own_tab(window, tmp_path):
    from designer.app.session import Session

    path = tmp_path / "small.process.json"
    files.save(small(), path)
    lost = Session.open(path)
    with lost.editor.edit("Rename") as draft:
        draft.update("a", name="Lost")
    lost._journal.settle()
    lost._journal._lock.unlock()
    view = window.filing.open_path(path)
    window.filing.recover()
    assert window.desk.views == [view]
    assert "1 edit" in view.bars.texts()[0]
    view.session.forget()


def test_edits_to_a_file_that_moved_on_come_back_beside_it(window, tmp_path):
    from designer.app.session import Session

    path = tmp_path / "small.process.json"
    files.save(small(), path)
    lost = Session.open(path)
    with lost.editor.edit("Rename") as draft:
        draft.update("a", name="Lost")
    lost._journal.settle()
    lost._journal._lock.unlock()
    files.save(small().apply(_rename_b()), path)
    window.filing.recover()
    view = window.view
    assert (view.session.path, view.title) == (None, "small (recovered)")
    view.session.restore()
    assert view.editor.document.nodes["a"].name == "Lost"


def test_what_was_recovered_once_is_called_so_once(window):
    from designer.app.session import Session

    lost = Session(small(), name="Untitled (recovered)")
    with lost.editor.edit("Rename") as draft:
        draft.update("a", name="Lost")
    lost._journal.settle()
    lost._journal._lock.unlock()
    window.filing.recover()
    assert window.view.title == "Untitled (recovered)"


# Panels


def test_the_tree_shows_every_level_and_follows_edits(window, qtbot):
    window.desk.new(instantiate("purchase-approval"))
    names = [row.name for row in window.structure.tree.top.children]
    assert "Approval" in names
    inner = next(row for row in window.structure.tree.top.children if row.name == "Approval")
    assert inner.children
    with window.view.editor.edit("Rename") as draft:
        draft.update(inner.id, name="Consent")
    qtbot.waitUntil(lambda: "Consent" in [row.name for row in window.structure.tree.top.children])


def test_a_click_in_the_tree_goes_to_the_step(window):
    view = window.desk.new(instantiate("purchase-approval"))
    box = next(row for row in window.structure.tree.top.children if row.children)
    window.structure.revealed.emit([box.children[0].path])
    assert view.surface.level == (box.id,)
    assert view.surface.selected_ids() == (box.children[0].id,)


def test_renaming_in_the_tree_is_one_edit(window, view):
    window.structure.renamed.emit("a", "Other")
    assert view.editor.document.nodes["a"].name == "Other"
    assert len(view.editor.history.done) == 1


def test_the_canvas_selection_is_the_trees(window, view):
    view.surface.select([("a",), ("b",)])
    chosen = [index.data() for index in window.structure.view.selectedIndexes()]
    assert sorted(chosen) == ["First", "Second"]


def test_problems_are_found_counted_and_shown(window, view, qtbot):
    qtbot.waitUntil(lambda: view.checker.is_current, timeout=3000)
    assert view.checker.findings
    assert window.problems.model.rowCount() == len(view.checker.findings)
    window.commands.run("next-problem")
    finding = view.checker.findings[0]
    assert not finding.ids or finding.ids[0] in (
        *view.surface.selected_ids(),
        *view.editor.document.workflows,
    )


def test_the_palette_finds_by_any_word(window):
    window.palette_panel.search.setText("gateway if")
    assert [tile.offer.title for tile in window.palette_panel.tiles()] == ["Decision"]
    window.palette_panel.search.setText("nothing like it")
    assert window.palette_panel.tiles() == []


def test_a_click_in_the_palette_adds_after_the_selection(window, view):
    view.surface.select([("b",)])
    window.palette_panel.search.setText("decision chooses")
    window.palette_panel.tiles()[0].click()
    made = [flow.target for flow in view.editor.document.flows_from("b")]
    assert [view.editor.document.nodes[i].kind for i in made] == ["decision"]
    assert len(view.editor.history.done) == 1


def test_a_click_in_the_palette_without_selection_adds_on_free_ground(window, view):
    view.surface.select([])
    window.palette_panel.search.setText("outcome")
    window.palette_panel.tiles()[0].click()
    kinds = sorted(node.kind for node in view.editor.document.nodes.values())
    assert kinds == ["outcome", "task", "task"]


def test_the_command_palette_ranks_and_runs(window, view):
    from designer.app.dialogs.command_palette import score

    assert score("zi", "Zoom in") is not None
    assert score("xyz", "Zoom in") is None
    assert score("save", "Save") < score("save", "Save as template…")
    palette = window.dialogs.command_palette()
    palette.field.setText("theme dark")
    assert palette.titles()[0] == "Theme: Dark"
    palette.choose_first()
    assert window.look.theme.name == "dark"


def test_the_command_palette_takes_an_edit_as_a_line(window, view):
    palette = window.dialogs.command_palette()
    palette.field.setText("connect first second")
    assert palette.titles()[0] == "connect first second"
    palette.choose_first()
    assert [(f.source, f.target) for f in view.editor.document.flows.values()] == [("a", "b")]
    view.surface.select([("b",)])
    palette = window.dialogs.command_palette()
    palette.field.setText("append outcome name=Done")
    palette.choose_first()
    assert ("b", "outcome") in {
        (f.source, view.editor.document.nodes[f.target].kind) for f in view.editor.document.flows.values()
    }
    assert [entry.title for entry in view.editor.history.done] == ["Draw a flow", "Add the next step"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("connect first", "needs 'target'. connect SOURCE TARGET"),
        ("connect first secnd", "Did you mean 'Second'?"),
        ("delete first heal=perhaps", "neither yes nor no"),
    ],
)
def test_a_line_that_is_not_understood_says_why_and_does_nothing(window, view, line, why):
    said = []
    window.say = said.append
    palette = window.dialogs.command_palette()
    palette.field.setText(line)
    palette.choose_first()
    assert why in said[-1]
    assert not view.editor.history.done
    palette.reject()


def test_an_edit_by_line_that_the_rules_refuse_says_why(window, view):
    said = []
    window.say = said.append
    palette = window.dialogs.command_palette()
    palette.field.setText("dissolve first")
    palette.choose_first()
    assert said
    assert not view.editor.history.done


def test_a_new_theme_reaches_every_part(window, view):
    window.preferences.update(theme="dark")
    assert view.surface.theme.name == "dark"
    assert window.playback_bar.timeline.theme.name == "dark"
    window.preferences.update(theme="light")
    assert view.surface.theme.name == "light"


def test_the_shortcut_sheet_is_searched(window):
    sheet = window.dialogs.shortcuts()
    sheet.search.setText("undo")
    assert sheet.shown() == ["Undo"]
    sheet.reject()


def test_properties_are_one_edit_and_wrong_ones_are_explained(window, view):
    dialog = window.dialogs.properties()
    dialog.goal.setText("Done by noon")
    dialog.currency.setCurrentText("eur")
    dialog.sla.setText("soon")
    dialog.try_accept()
    assert "duration" in dialog.wrong.text()
    assert not view.session.is_dirty
    dialog.sla.setText("2 d")
    dialog.try_accept()
    root = view.editor.document.workflows["w"]
    assert (root.goal, root.sla, view.editor.document.currency) == ("Done by noon", "2 d", "EUR")
    assert len(view.editor.history.done) == 1


@pytest.mark.parametrize("form", ["svg", "png", "pdf", "bpmn"])
def test_pictures_are_exported(window, view, tmp_path, form):
    dialog = window.dialogs.export()
    dialog.format.setCurrentIndex(dialog.format.findData(form))
    target = tmp_path / f"picture.{form}"
    assert dialog.write(target) == ""
    head = target.read_bytes()[:64]
    assert {"svg": b"<svg", "png": b"PNG", "pdf": b"%PDF", "bpmn": b"<?xml"}[form] in head
    assert "cannot be written" in dialog.write(tmp_path / "missing" / "x.svg")
    dialog.reject()


def test_a_pdf_has_a_page_for_each_workflow_unless_one_is_wanted(window):
    window.dialogs.open_template("purchase-approval")
    dialog = window.dialogs.export()
    dialog.format.setCurrentIndex(dialog.format.findData("pdf"))
    pages = dict.fromkeys((True, False), 0)
    for on in pages:
        dialog.book.setChecked(on)
        pages[on] = len(re.findall(rb"/Type\s*/Page\b", dialog.data()))
    levels = dialog.level.count()
    dialog.reject()
    assert pages == {True: levels, False: 1}
    assert levels > 1


def test_bpmn_is_written_of_the_chosen_workflow_and_without_a_look(window):
    window.dialogs.open_template("purchase-approval")
    dialog = window.dialogs.export()
    dialog.format.setCurrentIndex(dialog.format.findData("bpmn"))
    assert [each for each in (dialog.theme, dialog.scale, dialog.hops) if each.isEnabled()] == []
    assert b"Place the order" in dialog.data()
    dialog.level.setCurrentIndex(1)
    inner = dialog.data()
    dialog.reject()
    assert b"Director decides" in inner
    assert b"Place the order" not in inner


def test_pictures_show_the_lanes_that_the_canvas_shows_unless_said(window):
    window.dialogs.open_template("purchase-approval")
    window.commands.run("lanes")
    assert window.commands.actions["lanes"].isChecked()
    dialog = window.dialogs.export()
    written = {}
    for key in ("lanes", "plain"):
        if key == "plain":
            dialog.view.setCurrentIndex(dialog.view.findData(key))
        written[key] = dialog.data()
    dialog.reject()
    assert b"Lane: Buyer" in written["lanes"]
    assert b"Lane: " not in written["plain"]


def test_a_document_becomes_a_template_and_comes_back(window, view, tmp_path):
    dialog = window.dialogs.save_template()
    dialog.name.setText("My way")
    dialog.try_accept()
    (mine,) = [info for info in catalogue() if not info.builtin]
    window.dialogs.use_template(mine)
    assert window.view.editor.document.nodes.keys() == view.editor.document.nodes.keys()


def test_a_template_travels_as_a_file(window, view, tmp_path):
    dialog = window.dialogs.save_template()
    dialog.name.setText("To hand on")
    dialog.write(tmp_path / "mine.process.json")
    assert not [info for info in catalogue() if not info.builtin]
    window.dialogs.import_template(tmp_path / "mine.process.json")
    assert [info.name for info in catalogue() if not info.builtin] == ["To hand on"]


def test_an_unexpected_error_is_told_and_the_work_is_whole(window, view):
    window.show_error("ValueError: something")
    assert "Your work is whole" in view.bars.texts()[0]


def test_the_keys_go_round_all_panels_and_come_back(window):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 2000)
    view = window.desk.new()
    QApplication.processEvents()
    view.surface.setFocus()
    passed = []
    for _ in range(3):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
        holder = window.focusWidget()
        passed.append(next(dock.objectName() for dock in window.docks.all() if dock.isAncestorOf(holder)))
    assert passed == ["inspector", "palette", "structure"]
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6)
    assert view.surface.hasFocus()
    QTest.keyClick(window.focusWidget(), Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier)
    assert window.docks["structure"].isAncestorOf(window.focusWidget())


def test_tab_stays_in_the_form_that_f6_leads_to(window, view, qtbot):
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window, 2000)
    view.surface.reveal("a")
    view.surface.setFocus()
    QTest.keyClick(view.surface, Qt.Key.Key_F6)
    for _ in range(4):
        assert window.inspector.isAncestorOf(window.focusWidget())
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)


def test_a_narrow_window_leaves_the_canvas_room_and_a_wide_one_gives_panels_theirs_back(window, qtbot):
    view = window.desk.new()
    qtbot.wait(50)
    window.resize(1440, 900)
    qtbot.wait(20)
    wide = window.docks["palette"].width()
    window.resize(1024, 700)
    qtbot.waitUntil(lambda: window.docks["palette"].width() < wide)
    assert view.surface.width() >= 500
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: window.docks["palette"].width() == wide)
