"""What the system must have before a window can open, told in words instead of a traceback."""

import ctypes
import os
import re
import sys

# Libraries that Qt names when they are missing, and the Debian packages that hold them.
PACKAGES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libX11-xcb.so.1": "libx11-xcb1",
}
_FOR_X11 = tuple(name for name in PACKAGES if "xcb" in name or "x11" in name)


def missing_for_window() -> str:
    """Why no window can open here and what to do about it; empty when one can."""
    try:
        import PySide6.QtWidgets  # noqa: F401  # only whether it loads
    except ImportError as error:
        return explained(str(error))
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return ""
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return (
            "there is no display to open a window on.\n"
            "  Run it in a desktop session; the commands (see --help) work without one."
        )
    if os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        return _needs([name for name in _FOR_X11 if not _loads(name)])
    return ""


def explained(message: str) -> str:
    """An error of loading Qt, in words: the library and the package that holds it."""
    found = re.search(r"(lib[\w.+-]+\.so[\w.]*)", message)
    if found is None:
        return (
            f"the window toolkit cannot be loaded ({message}).\n"
            "  Install it with: python -m pip install 'PySide6-Essentials>=6.11,<6.12'"
        )
    return _needs([found[1]])


def _needs(libraries: list[str]) -> str:
    if not libraries:
        return ""
    packages = sorted({PACKAGES[name] for name in libraries if name in PACKAGES})
    remedy = (
        f"On Debian and Ubuntu: sudo apt-get install {' '.join(packages)}"
        if packages
        else "Install the package of your system that holds it."
    )
    plural = "libraries are" if len(libraries) > 1 else "library is"
    return f"a system {plural} missing: {', '.join(libraries)}.\n  {remedy}"


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
