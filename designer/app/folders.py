"""Where the program keeps its own things: settings, recent files, journals and the log."""

from pathlib import Path

import platformdirs

NAME = "process-designer"


def config() -> Path:
    """The folder of settings and window geometry; made when missing."""
    return platformdirs.user_config_path(NAME, appauthor=False, ensure_exists=True)


def state() -> Path:
    """The folder of what the program remembers by itself; made when missing."""
    return platformdirs.user_state_path(NAME, appauthor=False, ensure_exists=True)


def recovery() -> Path:
    """The folder of the journals of unsaved edits; made when missing."""
    folder = state() / "recovery"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def histories() -> Path:
    """The folder of the histories of saved files; made when missing."""
    folder = state() / "history"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def log_file() -> Path:
    """The file that unexpected errors are written to."""
    return state() / "errors.log"


def cache() -> Path:
    """The folder of what can be made again; made when missing."""
    return platformdirs.user_cache_path(NAME, appauthor=False, ensure_exists=True)
