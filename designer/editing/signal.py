"""A list of listeners: the one way news travels below Qt."""

from collections.abc import Callable
from typing import Generic, TypeVar

_News = TypeVar("_News")


class Signal(Generic[_News]):
    """Calls every listener, in the order in which they were connected."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[_News], None]] = []

    def connect(self, listener: Callable[[_News], None]) -> Callable[[], None]:
        """Adds a listener and gives back the call that removes it."""
        self._listeners.append(listener)

        def disconnect() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return disconnect

    def emit(self, news: _News) -> None:
        """Tells everyone who listens now."""
        for listener in tuple(self._listeners):
            listener(news)
