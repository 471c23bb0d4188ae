"""What was edited and not saved survives the death of the program."""

import os
import signal
import subprocess
import sys
import time

import pytest

from designer.app import folders
from designer.app.journal import Journal, Origin
from designer.app.recovery import remains
from designer.app.session import Session
from designer.exchange import files
from designer.model.change import Head
from designer.model.document import Document, table_of
from designer.model.nodes import Task
from designer.model.workflow import Workflow


def document():
    nodes = table_of([Task(id="a", name="First", workflow="w")])
    return Document(root="w", workflows={"w": Workflow(id="w", name="Work")}, nodes=nodes)


def rename(session, name):
    with session.editor.edit("Rename") as draft:
        draft.update("a", name=name)


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


def test_lost_edits_are_found_counted_and_brought_back_as_one(file):
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
    assert len(again.editor.history.done) == 1
    again.editor.undo()
    assert again.editor.document == document()
    again.close()
    assert remains(folders.recovery()) == []


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
    from designer.model.change import Change

    journal.append(Change({"a": (document().nodes["a"], None)}), 1)
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
