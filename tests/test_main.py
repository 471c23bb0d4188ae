"""What the words after the program's name lead to."""

import pytest

from designer import __main__ as program


@pytest.fixture
def opened(monkeypatch):
    """What the window was asked to show."""
    seen = []
    monkeypatch.setattr("designer.app.system.missing_for_window", lambda: "")
    monkeypatch.setattr(
        "designer.app.main.run", lambda files, template=None: seen.append((list(files), template)) or 0
    )
    return seen


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ([], ([], None)),
        (["a.process.json", "b.process.json"], (["a.process.json", "b.process.json"], None)),
        (["--template", "purchase-approval"], ([], "purchase-approval")),
    ],
)
def test_no_words_files_and_a_template_open_the_window(opened, words, shown):
    assert program.main(words) == 0
    assert opened == [shown]


def test_a_command_does_not_open_the_window(opened, capsys):
    assert program.main(["templates"]) == 0
    assert opened == []
    assert "purchase-approval" in capsys.readouterr().out


def test_a_mistyped_command_is_not_taken_for_a_file(opened, capsys):
    assert program.main(["simulte", "a.process.json"]) == 2
    assert opened == []
    assert "simulate" in capsys.readouterr().err
