"""How the program is started, and what it says when it cannot."""

import os
import subprocess
import sys

import pytest

from designer.__main__ import _means_window
from designer.app import system


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ([], True),
        (["order.process.json"], True),
        (["folder/order"], True),
        (["check", "order.process.json"], False),
        (["--version"], False),
        (["--help"], False),
        (["chekc"], False),
    ],
)
def test_files_open_the_window_and_commands_do_not(words, window):
    assert _means_window(words) is window


def test_the_version_loads_neither_the_toolkit_nor_the_model():
    code = (
        "import sys; from designer.__main__ import main; code = main(['--version']);"
        "print([m for m in ('PySide6', 'pydantic', 'numpy', 'networkx') if m in sys.modules], code)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[] 0"


def test_a_missing_library_is_told_with_its_package():
    error = "libGL.so.1: cannot open shared object file: No such file or directory"
    assert system.explained(error).endswith("sudo apt-get install libgl1")
    assert "libfoo.so.3" in system.explained("libfoo.so.3: cannot open shared object file")
    assert "pip install" in system.explained("No module named 'PySide6'")


@pytest.mark.skipif(sys.platform != "linux", reason="displays of Linux")
def test_no_display_is_told_instead_of_a_crash():
    environment = {
        k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "designer"],
        capture_output=True,
        text=True,
        env=environment,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "there is no display" in done.stderr
