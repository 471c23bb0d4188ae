"""Choices are kept, and a broken file never stops the program."""

import pytest

from designer.app.recent import LIMIT, RecentFiles
from designer.app.settings import Preferences, Settings, read


def test_choices_are_told_and_kept(tmp_path):
    path = tmp_path / "settings.json"
    preferences = Preferences(path)
    told = []
    preferences.changed.connect(told.append)
    preferences.update(theme="dark", snap_grid=False)
    preferences.update(theme="dark")
    assert told == [Settings(theme="dark", snap_grid=False)]
    assert Preferences(path).settings == Settings(theme="dark", snap_grid=False)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"theme": 3, "snap_grid": "no"}', '{"theme": "pink", "text_size": 101, "other": 1}'],
)
def test_what_cannot_be_used_is_the_default(tmp_path, content):
    path = tmp_path / "settings.json"
    path.write_text(content)
    assert read(path) == Settings()


def test_recent_files_are_newest_first_each_once(tmp_path):
    recent = RecentFiles(tmp_path / "recent.json")
    paths = [tmp_path / f"{number}.json" for number in range(LIMIT + 3)]
    for path in paths:
        path.touch()
        recent.add(path)
    recent.add(paths[5])
    assert recent.paths()[0] == paths[5]
    assert len(recent.paths()) == LIMIT == len(set(recent.paths()))


def test_files_that_are_gone_are_not_offered(tmp_path):
    recent = RecentFiles(tmp_path / "recent.json")
    (tmp_path / "a.json").touch()
    recent.add(tmp_path / "a.json")
    recent.add(tmp_path / "gone.json")
    assert recent.paths() == [tmp_path / "a.json"]
    recent.clear()
    assert recent.paths() == []
