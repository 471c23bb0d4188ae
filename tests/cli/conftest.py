"""Runs the command line inside the test, with its streams caught."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from designer.cli.main import main


@dataclass(frozen=True)
class Outcome:
    status: int
    out: str
    err: str
    raw: bytes


Call = Callable[..., Outcome]


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Call:
    """`call("check", path)` in an empty folder, without a person's own templates."""
    monkeypatch.chdir(tmp_path)
    home = tmp_path / "home"
    monkeypatch.setattr("designer.exchange.templates.user_folder", lambda: home / "templates")

    def run(*words: object, stdin: bytes = b"", self_test: Callable[[], int] | None = None) -> Outcome:
        out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
        err = io.StringIO()
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
            status = main([str(word) for word in words], self_test=self_test)
            out.flush()
        raw = out.buffer.getvalue()
        return Outcome(status, raw.decode(errors="replace"), err.getvalue(), raw)

    return run


@pytest.fixture
def purchase(call: Call, tmp_path: Path) -> Path:
    """A fresh purchase approval in a file."""
    path = tmp_path / "purchase.process.json"
    assert call("new", path, "--template", "purchase-approval").status == 0
    return path
