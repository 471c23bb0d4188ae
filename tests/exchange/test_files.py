import os
import stat
import sys

import pytest

from designer.exchange import files
from designer.exchange.errors import FileError
from tests.support.build import purchase


def test_a_saved_document_loads(tmp_path):
    path = tmp_path / "plan.process.json"
    files.save(purchase(), path)
    assert files.load(path) == purchase()
    assert list(tmp_path.iterdir()) == [path]


def test_a_failed_save_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "plan.process.json"
    path.write_bytes(b"old")

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileError, match="No space left"):
        files.save(purchase(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_save_leaves_the_old_file_whole(tmp_path, monkeypatch):
    path = tmp_path / "plan.process.json"
    path.write_bytes(b"old")

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.save(purchase(), path)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are of POSIX")
def test_the_mode_of_the_file_is_kept(tmp_path):
    path = tmp_path / "plan.process.json"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.save(purchase(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_stays_a_link(tmp_path):
    real, link = tmp_path / "real.json", tmp_path / "link.json"
    real.write_bytes(b"old")
    link.symlink_to(real)
    files.save(purchase(), link)
    assert link.is_symlink()
    assert files.load(real) == purchase()


def test_a_file_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileError) as caught:
        files.load(tmp_path / "gone.json")
    (problem,) = caught.value.problems
    assert problem.code == "cannot-read"
    assert problem.fix


def test_a_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(FileError) as caught:
        files.save(purchase(), tmp_path / "gone" / "plan.json")
    assert caught.value.problems[0].code == "cannot-write"
