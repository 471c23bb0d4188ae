"""A copy of unsaved edits beside the file, and the file only where that is wanted."""

import pytest
from PySide6.QtWidgets import QApplication, QPushButton

from designer.app.autosave import copy_of
from designer.editing.draft import Draft
from designer.exchange import files
from tests.app.test_window import rename, small


@pytest.fixture
def path(tmp_path):
    made = tmp_path / "work.process.json"
    files.save(small(), made)
    return made


@pytest.fixture
def view(window, path):
    return window.filing.open_path(path)


def wait(view):
    """The pause after an edit is over, and what was to be written is on the disk."""
    view.autosave.save()
    view.session._journal.settle()


def test_unsaved_edits_are_written_beside_the_file_and_never_into_it(view, path):
    before = path.read_bytes()
    wait(view)
    assert not copy_of(path).exists()
    rename(view, "One")
    assert view.autosave._timer.isActive()
    wait(view)
    assert files.load(copy_of(path)) == view.editor.document
    assert path.read_bytes() == before
    assert view.session.is_dirty


@pytest.mark.parametrize("end", ["save", "undo", "close"])
def test_the_copy_goes_when_there_is_nothing_left_to_keep(window, view, path, end):
    rename(view, "One")
    wait(view)
    if end == "save":
        window.filing.save(view)
    elif end == "undo":
        view.editor.undo()
        wait(view)
    else:
        window.filing.close(view)
    if end != "close":
        view.session._journal.settle()
    assert not copy_of(path).exists()


def test_the_file_is_saved_by_itself_only_where_that_is_wanted(window, view, path):
    window.preferences.update(autosave_file=True)
    rename(view, "One")
    wait(view)
    assert not view.session.is_dirty
    assert files.load(path).nodes["a"].name == "One"
    assert not copy_of(path).exists()


def test_a_file_that_somebody_else_wrote_is_not_saved_over_by_itself(window, view, path):
    window.preferences.update(autosave_file=True)
    rename(view, "One")
    theirs = path.read_bytes().replace(b"Work", b"Theirs") + b"\n"
    path.write_bytes(theirs)
    wait(view)
    assert path.read_bytes() == theirs
    assert any("another program" in text for text in view.bars.texts())


def test_neither_is_written_where_both_are_switched_off(window, view, path):
    window.preferences.update(autosave_beside=False)
    rename(view, "One")
    wait(view)
    assert not copy_of(path).exists()


@pytest.mark.parametrize("answer", ["Take them over", "Discard"])
def test_a_copy_that_was_left_behind_is_offered(window, path, answer):
    left = small()
    left = left.apply(_renamed(left, "Left"))
    files.save(left, copy_of(path))
    view = window.filing.open_path(path)
    (text,) = view.bars.texts()
    assert "holds edits that were not saved" in text
    _answer(view, answer)
    assert view.editor.document.nodes["a"].name == ("Left" if answer == "Take them over" else "First")
    window.filing.save(view)
    view.session._journal.settle()
    assert not copy_of(path).exists()


def test_a_copy_that_cannot_be_read_is_told_and_not_written_over(window, path):
    copy_of(path).write_bytes(b"{ half")
    view = window.filing.open_path(path)
    assert any("cannot be read" in text for text in view.bars.texts())
    rename(view, "One")
    wait(view)
    assert copy_of(path).read_bytes() == b"{ half"
    _answer(view, "Discard it")
    view.session._journal.settle()
    assert not copy_of(path).exists()


def test_a_copy_that_cannot_be_written_is_told_once(window, view, path):
    copy_of(path).mkdir()
    rename(view, "One")
    wait(view)
    QApplication.processEvents()
    assert any("work.autosave.process.json cannot be written" in text for text in view.bars.texts())
    view.bars.drop("journal")
    wait(view)
    QApplication.processEvents()
    assert view.bars.texts() == []
    assert not view.session._journal._broken


def _renamed(document, name):
    draft = Draft(document)
    draft.update("a", name=name)
    return draft.change


def _answer(view, label):
    next(b for b in view.bars.findChildren(QPushButton) if b.text() == label).click()
