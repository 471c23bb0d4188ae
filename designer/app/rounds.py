"""The way around the window by keys alone: from the canvas to each panel and back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def go_round(places: Sequence[QWidget], step: int) -> None:
    """Gives the keys to the place after the one that has them, or with -1 to the one before."""
    seen = [place for place in places if place.isVisible() and _first(place) is not None]
    if not seen:
        return
    holder = QApplication.focusWidget()
    here = next((i for i, place in enumerate(seen) if holder and _holds(place, holder)), None)
    there = seen[0 if here is None else (here + step) % len(seen)]
    target = _first(there)
    if target is not None:
        target.setFocus(Qt.FocusReason.TabFocusReason if step > 0 else Qt.FocusReason.BacktabFocusReason)


def _holds(place: QWidget, widget: QWidget) -> bool:
    return place is widget or place.isAncestorOf(widget)


def _first(place: QWidget) -> QWidget | None:
    """What takes the keys in a place: itself, or the first of its parts that Tab would reach."""
    inside = (place, *place.findChildren(QWidget))
    return next((widget for widget in inside if _takes_keys(widget)), None)


def _takes_keys(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.focusProxy() is None and widget.isVisible() and widget.isEnabled()
