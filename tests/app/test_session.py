"""A session ties a document to its file and to its journal."""

import pytest

from designer.app.session import ChangedOnDiskError, Session, take
from designer.editing.editor import Editor
from designer.exchange import files
from designer.exchange.errors import FileError
from designer.model.document import Document, table_of
from designer.model.nodes import Task
from designer.model.people import Role
from designer.model.workflow import Workflow


def document(**names):
    nodes = [Task(id=key, name=name, workflow="w") for key, name in names.items()]
    return Document(root="w", workflows={"w": Workflow(id="w", name="Work")}, nodes=table_of(nodes))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "work.process.json"
    files.save(document(a="First"), path)
    return path


def rename(session, name, node="a"):
    with session.editor.edit("Rename") as draft:
        draft.update(node, name=name)


def test_an_opened_file_is_clean_and_named_after_itself(file):
    session = Session.open(file)
    assert (session.name, session.is_dirty) == ("work", False)
    session.close()


def test_saving_writes_the_document_and_makes_it_clean(file):
    session = Session.open(file)
    rename(session, "Second")
    assert session.is_dirty
    session.save()
    assert not session.is_dirty
    assert files.load(file).nodes["a"].name == "Second"
    session.close()


def test_saving_as_moves_the_session_to_the_other_file(file, tmp_path):
    session = Session.open(file)
    rename(session, "Second")
    session.save(tmp_path / "other.process.json")
    assert session.name == "other"
    assert files.load(file).nodes["a"].name == "First"
    session.close()


def test_undoing_to_the_saved_state_is_clean_again(file):
    session = Session.open(file)
    rename(session, "Second")
    session.editor.undo()
    assert not session.is_dirty
    session.close()


def test_saving_over_somebody_elses_edit_is_refused_until_it_is_meant(file):
    session = Session.open(file)
    files.save(document(a="Theirs"), file)
    rename(session, "Mine")
    assert session.disk_state() == "changed"
    with pytest.raises(ChangedOnDiskError):
        session.save()
    assert files.load(file).nodes["a"].name == "Theirs"
    session.keep_mine()
    session.save()
    assert files.load(file).nodes["a"].name == "Mine"
    session.close()


def test_reloading_takes_the_files_content_and_can_be_undone(file):
    session = Session.open(file)
    rename(session, "Mine")
    files.save(document(a="Theirs", b="New"), file)
    session.reload()
    assert session.editor.document == document(a="Theirs", b="New")
    assert not session.is_dirty
    session.editor.undo()
    assert session.editor.document == document(a="Mine")
    session.close()


def test_a_file_that_only_was_touched_is_the_same(file):
    session = Session.open(file)
    file.write_bytes(file.read_bytes())
    assert session.disk_state() == "same"
    file.unlink()
    assert session.disk_state() == "gone"
    session.close()


def test_a_save_that_fails_leaves_the_old_file_whole(file, monkeypatch):
    session = Session.open(file)
    rename(session, "Second")
    before = file.read_bytes()
    monkeypatch.setattr("os.replace", _refuse)
    with pytest.raises(FileError):
        session.save()
    assert file.read_bytes() == before
    assert session.is_dirty
    monkeypatch.undo()
    session.close()


def _refuse(*_):
    raise OSError(28, "No space left on device")


def test_an_id_that_changed_tables_is_taken_over():
    before = document(a="First")
    after = Document(root="w", workflows=before.workflows, roles={"a": Role(id="a", name="Clerk")})
    editor = Editor(before)
    take(editor, after, "Reload")
    assert editor.document == after
