"""Words and buttons that the canvas lays over a diagram: found under the pointer, lit there, and clicked."""

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent

from designer.layout.geometry import Point

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

_One = TypeVar("_One")


class Clickable(ABC, Generic[_One]):
    """What is clickable on one surface while the select tool rests."""

    def __init__(self) -> None:
        self.pointed: _One | None = None

    @abstractmethod
    def under(self, surface: "Surface", screen: Point) -> _One | None:
        """What lies under a point of the view."""

    @abstractmethod
    def click(self, surface: "Surface", one: _One) -> None:
        """Does what a click on it asks for."""

    def at(self, surface: "Surface", screen: Point) -> _One | None:
        """What a click at a point of the view would be for."""
        if surface.is_busy or surface.tool_name != "select":
            return None
        return self.under(surface, screen)

    def point(self, surface: "Surface", screen: Point) -> None:
        """The pointer is there."""
        found = self.at(surface, screen)
        if found is not None:
            surface.cursor("pointing")
        if found != self.pointed:
            self.pointed = found
            surface.update()

    def follow(self, surface: "Surface", event: QMouseEvent) -> bool:
        """Clicks what a left press is on; whether there was anything."""
        left = event.button() == Qt.MouseButton.LeftButton
        one = self.at(surface, Point(event.position().x(), event.position().y())) if left else None
        if one is not None:
            self.click(surface, one)
        return one is not None
