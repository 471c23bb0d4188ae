"""Unexpected errors: written to a log with their place, told in a bar, and the work stays whole."""

import logging
import sys
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

_log = logging.getLogger("designer")


def start_log(path: Path) -> None:
    """Sends errors to a file of at most a megabyte."""
    handler = RotatingFileHandler(path, maxBytes=1_000_000, backupCount=1, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _log.addHandler(handler)
    _log.setLevel(logging.INFO)


def catch(tell: Callable[[str], None]) -> None:
    """Makes every error that nothing else handles a line in the log and a word to `tell`."""

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _log.error("unexpected error", exc_info=(kind, error, trace))
        sys.__excepthook__(kind, error, trace)
        tell(f"{kind.__name__}: {error}" if str(error) else kind.__name__)

    sys.excepthook = hook
