"""A progress bar on standard error: only on a terminal, and only for work that takes over a second."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0  # seconds before a bar is worth its line
WIDTH = 30


@contextmanager
def following(what: str) -> Iterator[Callable[[float], None]]:
    """Gives a function that is told how much is done, from 0 to 1."""
    started = time.monotonic()
    drawn = False

    def tell(share: float) -> None:
        nonlocal drawn
        if sys.stderr.isatty() and time.monotonic() - started > PATIENCE:
            full = round(WIDTH * min(max(share, 0.0), 1.0))
            sys.stderr.write(f"\r{what} {'█' * full}{'░' * (WIDTH - full)} {share:4.0%}")
            sys.stderr.flush()
            drawn = True

    try:
        yield tell
    finally:
        if drawn:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
