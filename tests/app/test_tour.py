"""The tour renders its pictures without anybody's help."""

import subprocess
import sys

import pytest


@pytest.mark.slow
def test_a_small_tour_gives_pictures_and_a_page(tmp_path):
    call = [sys.executable, "-m", "tests.tour", str(tmp_path), "--themes", "light", "--scales", "1"]
    subprocess.run([*call, "--templates", "purchase-approval"], check=True, timeout=300)
    names = {path.stem for path in tmp_path.glob("*.png")}
    assert {"01-start-light-1x", "40-problems-light-1x", "20-inspector-task-light-1x"} <= names
    assert "10-template-purchase-approval-entered-light-1x" in (tmp_path / "index.html").read_text()
