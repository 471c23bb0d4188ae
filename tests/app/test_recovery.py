"""What was edited and not saved survives the death of the program."""

import os
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.app import chronicle, folders
from designer.app.journal import Journal, Origin
from designer.app.recovery import remains
from designer.app.session import Session
from designer.editing.history import Entry
from designer.exchange import files
from designer.model.change import Change, Head
from designer.model.document import Document, table_of
from designer.model.nodes import Task
from designer.model.workflow import Workflow


def document():
    nodes = table_of([Task(id="a", name="First", workflow="w")])
    return Document(root="w", workflows={"w": Workflow(id="w", name="Work")}, nodes=nodes)


def rename(session, name):
    with session.editor.edit("Rename") as draft:
        draft.update("a", name=name)


def titles(session):
    return [entry.title for entry in session.editor.history.done]


def crashed(session):
    """Leaves the session's journal behind as a crash would: written, and nobody holding it."""
    session._journal.settle()
    session._journal._lock.unlock()


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "work.process.json"
    files.save(document(), path)
    return path


def test_nothing_is_written_before_the_first_edit(file):
    session = Session.open(file)
    session._journal.settle()
    assert not list(folders.recovery().glob("*.journal"))
    session.close()


def test_a_clean_close_leaves_nothing_behind(file):
    session = Session.open(file)
    rename(session, "Second")
    session.close()
    assert remains(folders.recovery()) == []
    assert not list(folders.recovery().iterdir())


def test_a_save_leaves_nothing_to_recover(file):
    session = Session.open(file)
    rename(session, "Second")
    session.save()
    crashed(session)
    assert remains(folders.recovery()) == []


def test_lost_edits_are_found_counted_and_brought_back_by_their_names(file):
    session = Session.open(file)
    for name in ("Second", "Third", "Fourth"):
        rename(session, name)
    with session.editor.edit("Currency") as draft:
        draft.set_head(Head(root="w", currency="EUR"))
    crashed(session)

    (left,) = remains(folders.recovery())
    assert (left.path, left.name, left.edits) == (file, "work", 4)
    assert left.base == document()

    again = Session.open(file)
    again.offer(left)
    again.restore()
    assert again.editor.document == session.editor.document
    assert again.is_dirty
    assert titles(again) == ["Rename", "Rename", "Rename", "Currency"]
    again.editor.travel(0)
    assert again.editor.document == document()
    assert not again.is_dirty
    again.close()
    assert remains(folders.recovery()) == []


def test_edits_that_were_brought_back_survive_another_crash(file):
    session = Session.open(file)
    for name in ("Second", "Third"):
        rename(session, name)
    crashed(session)
    (left,) = remains(folders.recovery())
    again = Session.open(file)
    again.offer(left)
    again.restore()
    rename(again, "Fourth")
    crashed(again)
    (left,) = remains(folders.recovery())
    assert left.edits == 3
    assert left.document.nodes["a"].name == "Fourth"
    left.discard()


def test_edits_are_brought_back_as_one_where_the_document_has_moved_on(file):
    session = Session.open(file)
    rename(session, "Second")
    rename(session, "Third")
    crashed(session)
    (left,) = remains(folders.recovery())
    again = Session.open(file)
    again.offer(left)
    rename(again, "Other")
    again.restore()
    assert titles(again) == ["Rename", "Restore edits"]
    assert again.editor.document.nodes["a"].name == "Third"
    again.close()


@given(st.lists(st.sampled_from(("edit", "spin", "undo", "redo", "save")), max_size=14))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_done_comes_back_with_its_history(file, acts):
    files.save(document(), file)
    session = Session.open(file)
    for number, act in enumerate(acts):
        if act == "save":
            session.save()
        elif act in ("undo", "redo"):
            session.editor.undo() if act == "undo" else session.editor.redo()
        else:
            with session.editor.edit(f"Rename {number}", "spin" if act == "spin" else None) as draft:
                draft.update("a", name=f"{number}")
    crashed(session)
    again = Session.open(file)
    for left in remains(folders.recovery()):
        again.offer(left)
        again.restore()
    assert again.editor.document == session.editor.document
    again.editor.travel(0)
    assert again.editor.document == document()
    again.close()
    session.close()


def test_the_history_of_a_saved_file_goes_on_after_a_restart(file):
    session = Session.open(file)
    for name in ("Second", "Third"):
        rename(session, name)
    session.save()
    session.close()
    again = Session.open(file)
    assert titles(again) == ["Rename", "Rename"]
    assert not again.is_dirty
    rename(again, "Fourth")
    assert again.is_dirty
    again.editor.travel(1)
    assert again.editor.document.nodes["a"].name == "Second"
    again.editor.travel(2)
    assert not again.is_dirty
    again.close()


def test_a_file_that_somebody_else_wrote_has_no_history(file):
    session = Session.open(file)
    rename(session, "Second")
    session.save()
    session.close()
    files.save(document(), file)
    again = Session.open(file)
    assert titles(again) == []
    again.close()


@pytest.mark.parametrize("spoil", [lambda data: b"", lambda data: data[:-30], lambda data: b"[1]\n" + data])
def test_a_history_that_cannot_be_read_is_none(file, spoil):
    session = Session.open(file)
    rename(session, "Second")
    session.save()
    session.close()
    (kept,) = folders.histories().iterdir()
    kept.write_bytes(spoil(kept.read_bytes()))
    again = Session.open(file)
    assert titles(again) == []
    again.close()


def test_only_so_many_edits_and_files_are_remembered(tmp_path, monkeypatch):
    monkeypatch.setattr(chronicle, "MOST_FILES", 2)
    change = Change({"a": (document().nodes["a"], None)})
    for number in range(3):
        chronicle.keep(tmp_path / f"{number}", "x", [Entry(f"{n}", change) for n in range(300)])
    assert len(list(folders.histories().iterdir())) == 2
    assert [entry.title for entry in chronicle.recall(tmp_path / "2", "x")] == [
        f"{n}" for n in range(100, 300)
    ]


def test_undone_edits_stay_undone(file):
    session = Session.open(file)
    rename(session, "Second")
    rename(session, "Third")
    session.editor.undo()
    crashed(session)
    (left,) = remains(folders.recovery())
    assert left.document.nodes["a"].name == "Second"
    assert left.edits == 1
    left.discard()


def test_only_edits_after_the_last_save_are_counted(file):
    session = Session.open(file)
    for name in ("Second", "Third", "Fourth"):
        rename(session, name)
    session.save()
    rename(session, "Fifth")
    crashed(session)
    (left,) = remains(folders.recovery())
    assert left.edits == 1
    left.discard()


def test_a_truncated_last_line_loses_only_itself(file):
    session = Session.open(file)
    rename(session, "Second")
    rename(session, "Third")
    crashed(session)
    (journal,) = folders.recovery().glob("*.journal")
    journal.write_bytes(journal.read_bytes()[:-20])
    (left,) = remains(folders.recovery())
    assert left.document.nodes["a"].name == "Second"
    left.discard()


@pytest.mark.parametrize(
    "content", [b"", b"{", b'{"journal":99}\n', b"[1]\n", b'{"journal":1,"base":3,"name":"x","path":null}\n']
)
def test_what_cannot_be_read_is_cleared_away(content):
    (folders.recovery() / "broken.journal").write_bytes(content)
    assert remains(folders.recovery()) == []
    assert not list(folders.recovery().iterdir())


def test_the_journal_of_a_living_program_is_left_alone(file):
    session = Session.open(file)
    rename(session, "Second")
    session._journal.settle()
    assert remains(folders.recovery()) == []
    session.close()


def test_declined_remains_wait_for_the_next_start(file):
    session = Session.open(file)
    rename(session, "Second")
    crashed(session)
    (left,) = remains(folders.recovery())
    again = Session.open(file)
    again.offer(left)
    again.close()
    (still,) = remains(folders.recovery())
    still.discard()


def test_a_full_disk_is_told_and_editing_goes_on(tmp_path):
    told = []
    journal = Journal(tmp_path / "missing", Origin(None, "x", document()), told.append)
    journal.append("edit", "Delete", Change({"a": (document().nodes["a"], None)}))
    journal.settle()
    assert "Save often" in told[0]
    journal.close()


CHILD = """
import sys
from pathlib import Path
from designer.app.session import Session

session = Session.open(Path(sys.argv[1]))
for number in range(200):
    with session.editor.edit("Rename") as draft:
        draft.update("a", name=f"Edit {number}")
    if number == 20:
        session._journal.settle()
        print("editing", flush=True)
while True:
    pass
"""


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")
def test_a_killed_program_loses_at_most_what_was_not_yet_on_the_disk(file):
    child = subprocess.Popen([sys.executable, "-c", CHILD, str(file)], stdout=subprocess.PIPE, env=os.environ)
    assert child.stdout.readline() == b"editing\n"
    time.sleep(0.2)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    (left,) = remains(folders.recovery())
    assert left.edits >= 21
    assert left.document.nodes["a"].name == f"Edit {left.edits - 1}"
    left.discard()
