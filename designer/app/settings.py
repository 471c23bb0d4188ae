"""What a person has chosen once and for all. Kept as JSON; a broken or older file gives the defaults."""

import json
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Literal, get_args

from designer.app import folders
from designer.editing.signal import Signal

ThemeChoice = Literal["system", "light", "dark", "contrast", "contrast-dark"]
THEME_CHOICES: tuple[ThemeChoice, ...] = get_args(ThemeChoice)
TEXT_SIZES = (100, 110, 125, 150, 175)  # per cent


@dataclass(frozen=True)
class Settings:
    """Choices of looks and of the canvas."""

    theme: ThemeChoice = "system"
    text_size: int = 100
    reduced_motion: bool = False
    show_grid: bool = True
    hop_over: bool = True
    snap_grid: bool = True
    snap_guides: bool = True
    drag_pans: bool = False
    wheel_zooms: bool = False
    zoom_enters: bool = True
    pinch_enters: bool = False
    autosave_beside: bool = True
    autosave_file: bool = False


class Preferences:
    """The settings in force. `changed` tells new ones; every change is written at once."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or folders.config() / "settings.json"
        self.changed: Signal[Settings] = Signal()
        self.settings = read(self._path)

    def update(self, **choices: object) -> None:
        """Changes some choices by name."""
        made = replace(self.settings, **choices)  # type: ignore[arg-type]  # callers name fields of Settings
        if made == self.settings:
            return
        self.settings = made
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps(asdict(made), indent=2) + "\n", encoding="utf-8")
        self.changed.emit(made)


def read(path: Path) -> Settings:
    """The settings of a file; what is missing, unknown or of the wrong kind is the default."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    if not isinstance(found, dict):
        return Settings()
    defaults = Settings()
    chosen = {
        field.name: found[field.name]
        for field in fields(Settings)
        if type(found.get(field.name)) is type(getattr(defaults, field.name))
    }
    if chosen.get("theme", "system") not in THEME_CHOICES:
        del chosen["theme"]
    if chosen.get("text_size", 100) not in TEXT_SIZES:
        del chosen["text_size"]
    return Settings(**chosen)
