"""Builds the onedir program and tries the artefact: self-test, sizes, time to start. Prints a table.

Usage: python packaging/smoke_test.py [--no-build]
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = ROOT / "dist" / "process-designer" / ("process-designer" + (".exe" if os.name == "nt" else ""))


def main() -> int:
    """Builds, runs, reports; non-zero when anything fails."""
    if "--no-build" not in sys.argv:
        build()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": ""}
    started = {}
    with tempfile.TemporaryDirectory() as elsewhere:
        for words in (["--version"], ["templates"], ["self-test"]):
            begin = time.perf_counter()
            subprocess.run([PROGRAM, *words], check=True, cwd=elsewhere, env=environment, timeout=300)
            started[" ".join(words)] = time.perf_counter() - begin
    size = sum(
        file.stat().st_size for file in PROGRAM.parent.rglob("*") if file.is_file() and not file.is_symlink()
    )
    print(f"\n{'folder':<12}{size / 1e6:8.0f} MB")
    for words, seconds in started.items():
        print(f"{words:<12}{seconds:8.2f} s")
    return 0


def build() -> None:
    """Runs PyInstaller on the spec."""
    spec = ROOT / "packaging" / "process-designer.spec"
    subprocess.run(
        [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN", spec], check=True, cwd=ROOT
    )


if __name__ == "__main__":
    sys.exit(main())
