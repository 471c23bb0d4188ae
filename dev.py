#!/usr/bin/env python3
"""Sets up a checkout and opens the program, or runs every check and test. Needs Python 3.11 and nothing else.

    python3 dev.py run            sets up and opens the program on a template
    python3 dev.py run FILE …     … on files of yours
    python3 dev.py check          sets up, then format, lint, import contracts, types and all tests
    python3 dev.py check -k WORD  the same, with options for pytest

System libraries that Qt needs are installed when this runs as root on Debian or Ubuntu; otherwise the
command that installs them is printed.
"""

import ctypes
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ENVIRONMENT = HERE / ".venv"
SCRIPTS = ENVIRONMENT / ("Scripts" if os.name == "nt" else "bin")
TEMPLATE = "purchase-approval"

# Library that is loaded → Debian package that holds it. The second table is for a window on an X11 screen.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
WINDOW_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}


def main() -> int:
    """Runs what the command line asks for."""
    if sys.version_info < (3, 11):  # noqa: UP036  # this file must still run on what it refuses
        return stop(f"Python 3.11 or newer is needed; this is {sys.version.split()[0]}.")
    match sys.argv[1:]:
        case ["run", *files]:
            return run(files)
        case ["check", *options]:
            return check(options)
    print(__doc__)
    return 2


def run(files: list[str]) -> int:
    """Opens the program on `files`, or on a template."""
    if not (install_system_packages({**QT_LIBRARIES, **WINDOW_LIBRARIES}) and set_up("")):
        return 1
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return stop("There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set).")
    arguments = files or ["--template", TEMPLATE]
    return subprocess.call([python(), "-m", "designer", *arguments], cwd=None if files else HERE)


def check(options: list[str]) -> int:
    """Format, lint, import contracts, types, tests; stops at the first that fails."""
    if not install_system_packages(QT_LIBRARIES):
        return 1
    if not shutil.which("cc"):
        install(["gcc", "python3-dev", "libc6-dev"])  # without it the checks run, but for a long time
    if not set_up("[dev]"):
        return 1
    steps = [
        [tool("ruff"), "format", "--check", "."],
        [tool("ruff"), "check", "."],
        [tool("lint-imports")],
        [tool("mypy")],
        [python(), "-m", "pytest", "-n", str(os.cpu_count() or 1), *options],
    ]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    for step in steps:
        print("→", " ".join([Path(step[0]).name, *step[1:]]), flush=True)
        if code := subprocess.call(step, cwd=HERE, env=environment):
            return code
    return 0


def set_up(extra: str) -> bool:
    """Makes the environment beside this file and installs the project into it, unless it is up to date."""
    stamp = ENVIRONMENT / f"set-up{extra}"
    sources = [
        HERE / "pyproject.toml",
        HERE / "setup.py",
        *sorted((HERE / "designer/simulation").glob("*.p*")),
    ]
    state = hashlib.sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()
    if stamp.exists() and stamp.read_text() == state:
        return True
    if importlib.util.find_spec("ensurepip") is None and not install(["python3-venv"]):
        return False
    if not shutil.which("cc"):
        print("No C compiler: the simulator will run uncompiled, with the same results but slower.")
    print("Setting up (a few minutes the first time) …", flush=True)
    if not Path(python()).exists():
        venv.create(ENVIRONMENT, with_pip=True)
    pip = [python(), "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    if subprocess.call([*pip, "-e", f"{HERE}{extra}"]):
        stop("The packages could not be installed; the lines above say why.")
        return False
    stamp.write_text(state)
    return True


def install_system_packages(libraries: dict[str, str]) -> bool:
    """Whether all libraries are there, installing their packages where that is possible."""
    if sys.platform != "linux":
        return True
    missing = [package for library, package in libraries.items() if not is_loadable(library)]
    return not missing or install(missing)


def is_loadable(library: str) -> bool:
    """Whether the system has a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def install(packages: list[str]) -> bool:
    """Installs Debian packages when this is root; otherwise says how."""
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        stop(f"Qt needs system libraries. Install them and run this again:\n\n    sudo {' '.join(command)}\n")
        return False
    print("Installing", *packages, "…", flush=True)
    quiet = {"stdout": subprocess.DEVNULL, "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.call(["apt-get", "update"], **quiet)  # type: ignore[call-overload]
    if subprocess.call(command, **quiet):  # type: ignore[call-overload]
        stop(f"Installing failed; try it by hand:\n\n    {' '.join(command)}\n")
        return False
    return True


def python() -> str:
    """The environment's interpreter."""
    return tool("python")


def tool(name: str) -> str:
    """A program of the environment."""
    return str(SCRIPTS / name) + (".exe" if os.name == "nt" else "")


def stop(message: str) -> int:
    """Says why nothing more happens."""
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
