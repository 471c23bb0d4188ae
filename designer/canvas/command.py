"""A command: one act of the canvas by name, for menus, toolbar, shortcuts and the palette alike (I7)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from designer.canvas.tools.lanes import PLACES
from designer.editing.rules import ALLOWED, Verdict, refused

if TYPE_CHECKING:
    from designer.canvas.surface import Surface

Category = Literal["edit", "insert", "arrange", "select", "view", "go", "tool"]
PLAYING = "Stop playback to edit"


def always(surface: Surface) -> Verdict:  # noqa: ARG001
    """Nothing stands in the way."""
    return ALLOWED


@dataclass(frozen=True)
class Command:
    """What it is called, how it is reached, whether it may be done now, and how.

    `shortcuts` are in Qt's portable notation ("Ctrl" is Cmd on macOS); the first is the one shown. They act
    only while the canvas has the keyboard.
    """

    id: str
    title: str
    category: Category
    run: Callable[[Surface], object]
    shortcuts: tuple[str, ...] = ()
    icon: str | None = None
    allowed: Callable[[Surface], Verdict] = always
    edits: bool = False
    places: bool = False  # puts things where somebody wants them, so not in lanes
    checked: Callable[[Surface], bool] | None = None

    @property
    def shortcut(self) -> str:
        """The shortcut that is shown, or nothing."""
        return self.shortcuts[0] if self.shortcuts else ""

    def enabled(self, surface: Surface) -> Verdict:
        """Whether it may be done now, and if not, why."""
        if self.edits and surface.is_playing_mode:
            return refused(PLAYING)
        if self.places and surface.lanes is not None:
            return refused(PLACES)
        return self.allowed(surface)

    def trigger(self, surface: Surface) -> bool:
        """Does it, or says why not (I8); whether it was done."""
        verdict = self.enabled(surface)
        if verdict.ok:
            self.run(surface)
        else:
            surface.status(verdict.reason)
        return verdict.ok
