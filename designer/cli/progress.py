"""Long work on a terminal: a progress bar after a second, and Ctrl+C that keeps what is done."""

import signal
import sys
import threading
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


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Gives a function that says whether Ctrl+C was pressed; a second Ctrl+C ends the program at once."""
    pressed = threading.Event()

    def note(number: int, frame: object) -> None:  # noqa: ARG001  # a signal handler's arguments
        if pressed.is_set():
            raise KeyboardInterrupt
        pressed.set()

    if threading.current_thread() is not threading.main_thread():
        yield pressed.is_set
        return
    before = signal.signal(signal.SIGINT, note)
    try:
        yield pressed.is_set
    finally:
        signal.signal(signal.SIGINT, before)
