"""What holds for every command."""

import contextlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from designer.cli.main import COMMANDS, NAMES
from designer.exchange.files import save
from tests.support.build import process, task, trigger

PROGRAM = [sys.executable, "-c", "import sys; from designer.cli.main import main; sys.exit(main())"]


def child(*words, code=None, **options):
    command = [sys.executable, "-c", code, *words] if code else [*PROGRAM, *words]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60, **options)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_explains_itself_with_examples(name, call, capsys):
    with pytest.raises(SystemExit) as stop:
        call(name, "--help")
    assert stop.value.code == 0


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_help_names_the_command_and_shows_examples(command):
    done = child(command.name, "--help")
    assert done.returncode == 0
    assert f"usage: process-designer {command.name}" in done.stdout
    assert all(example in done.stdout for example in command.examples)


def test_the_version_is_that_of_the_project(call):
    outcome = call("--version")
    assert outcome.status == 0
    assert outcome.out.startswith("process-designer ")
    assert "debug" not in outcome.out


def test_a_call_without_a_command_shows_the_commands(call):
    outcome = call()
    assert outcome.status == 2
    assert all(name in outcome.out for name in NAMES)


def test_an_unknown_command_is_answered_with_the_nearest(call):
    outcome = call("simulat", "x.process.json")
    assert outcome.status == 2
    assert "there is no command 'simulat'" in outcome.err
    assert "Did you mean `process-designer simulate`?" in outcome.err


def test_an_unknown_option_is_refused_in_words(call):
    outcome = call("check", "x.json", "--jsn")
    assert outcome.status == 2
    assert outcome.err.startswith("error: ")
    assert "--jsn" in outcome.err
    assert "Traceback" not in outcome.err


def test_a_missing_file_is_named_with_a_remedy(call):
    outcome = call("check", "nowhere.process.json")
    assert outcome.status == 2
    assert "nowhere.process.json" in outcome.err
    assert "→" in outcome.err


def test_debug_shows_where_an_error_came_from(call):
    from designer.exchange.errors import FileError

    with pytest.raises(FileError):
        call("simulate", "nowhere.process.json", "--debug")
    with pytest.raises(FileError):
        call("--debug", "simulate", "nowhere.process.json")


def test_ctrl_c_ends_quietly(call, monkeypatch):
    def interrupted(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("designer.cli.streams.load", interrupted)
    outcome = call("check", "x.json")
    assert outcome.status == 130
    assert outcome.err == "error: stopped.\n"


def test_an_error_inside_the_program_asks_for_a_report(call, monkeypatch):
    def broken(*_):
        raise RuntimeError("no idea")

    monkeypatch.setattr("designer.cli.streams.load", broken)
    outcome = call("check", "x.json")
    assert outcome.status == 2
    assert "RuntimeError: no idea" in outcome.err
    assert "--debug" in outcome.err


def test_a_reader_that_has_seen_enough_is_no_error():
    code = "import sys; from designer.cli.main import main; sys.exit(main(['schema']))"
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(timeout=30) == 0


def test_the_version_loads_neither_pydantic_nor_qt():
    done = child(
        code="import sys; from designer.cli.main import main; main(['--version']); "
        "print([m for m in ('pydantic', 'PySide6', 'numpy', 'networkx', 'rich') if m in sys.modules])"
    )
    assert done.stdout.splitlines()[1] == "[]"


@pytest.mark.parametrize(
    "words",
    [
        ["templates"],
        ["new", "a.process.json", "--template", "lead-to-cash"],
        ["check", "p.process.json"],
        ["format", "p.process.json"],
        ["schema"],
        ["simulate", "p.process.json", "--cases", "5", "--replications", "2"],
        ["export", "p.process.json", "-o", "p.svg"],
        ["completion", "bash"],
    ],
    ids=lambda words: words[0],
)
def test_no_command_without_pixels_loads_qt(words, purchase, tmp_path):
    purchase.rename(tmp_path / "p.process.json")
    code = (
        "import json, sys; from designer.cli.main import main; status = main(sys.argv[1:]); "
        "print(json.dumps([status, [m for m in sys.modules if m.startswith('PySide6')]]), file=sys.stderr)"
    )
    done = child(*words, code=code, cwd=tmp_path)
    assert json.loads(done.stderr.splitlines()[-1]) == [0, []]


def test_the_self_test_is_the_windows(call):
    assert call("self-test", self_test=lambda: 7).status == 7
    outcome = call("self-test")
    assert outcome.status == 2
    assert "process-designer self-test" in outcome.err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_knows_every_command_and_option(shell, call):
    script = call("completion", shell).out
    assert all(name in script for name in NAMES)
    assert "warm-up" in script
    assert "as-saved" in script


def test_bash_reads_its_completion(call, tmp_path):
    script = tmp_path / "completion.bash"
    script.write_text(call("completion", "bash").out)
    asked = (
        f"source {script}; COMP_WORDS=(process-designer sim); COMP_CWORD=1; _process_designer; "
        'echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, timeout=20)
    assert done.stdout.split() == ["simulate"]


def test_help_is_a_command_too():
    assert child("help", "check").stdout == child("check", "--help").stdout
    assert child("help").stdout == child("--help").stdout


def test_a_terminal_of_few_letters_is_no_reason_to_stop(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*PROGRAM, "simulat"], capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 2
    assert "Did you mean" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="there Ctrl+C reaches the whole console")
@pytest.mark.slow
def test_ctrl_c_keeps_the_replications_that_are_done(call, tmp_path):
    import signal

    pty = pytest.importorskip("pty")
    call("new", "cash.process.json", "--template", "lead-to-cash")
    words = ("simulate", "cash.process.json", "--cases", "300", "--replications", "20000", "--json", "f.json")
    terminal, its_end = pty.openpty()  # on a terminal a bar says how far it is
    process = subprocess.Popen(
        [*PROGRAM, *words],
        stdout=subprocess.DEVNULL,
        stderr=its_end,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )
    os.close(its_end)
    said = b""
    while not re.search(rb" [1-9]\d?%", said):
        said += os.read(terminal, 1024)
    process.send_signal(signal.SIGINT)
    with contextlib.suppress(OSError):  # how a terminal says that nobody writes to it any more
        while more := os.read(terminal, 1024):
            said += more
    os.close(terminal)
    assert process.wait(timeout=30) == 130
    assert b"of 20000 replications" in said
    assert 1 <= json.loads((tmp_path / "f.json").read_text())["replications"] < 20_000


def test_names_in_a_document_command_the_terminal_to_nothing(call, tmp_path):
    name = "\x1b[31mred\x07"
    save(process(trigger("start", name=name), task("work", name=name, role="gone")), tmp_path / "p.json")
    said = call("check", "p.json")
    assert "red" in said.out
    assert not {"\x1b", "\x07"} & set(said.out + said.err)


@pytest.mark.parametrize("command", ["check", "format", "simulate"])
@pytest.mark.parametrize(
    ("name", "remedy"), [("missing.json", "Check the name"), (".", "Name a file, not a folder")]
)
def test_a_file_that_cannot_be_opened_is_told_alike_by_every_command(command, name, remedy, call):
    said = call(command, name)
    assert said.status == 2
    assert f"error: {name}\n  The file cannot be read: " in said.err
    assert remedy in said.err
