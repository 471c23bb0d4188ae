"""The one stylesheet of the frame, `resources/themes/frame.qss`, in the colours of a theme."""

from string import Template

from designer import assets
from designer.app import folders
from designer.canvas import text_size
from designer.drawing.theme import Theme, mixed


def stylesheet(present: Theme) -> str:
    """The sheet in the colours of a theme, its words of the size that is chosen."""
    symbol = present.name
    hairline = mixed(present.border, present.surface, 0.5)
    sheet = Template(text_size.sheet(assets.path("themes", "frame.qss").read_text("utf-8")))
    return sheet.substitute(
        {name: value for name, value in vars(present).items() if isinstance(value, str)},
        hairline=hairline,
        # Panels are told from the canvas by their tone; where there is one tone for all, by a line.
        between=present.ground if present.ground != present.surface else hairline,
        # So are fields to search in from what is around them.
        brim=present.border if present.is_contrast else present.sunken,
        handle=mixed(present.border, present.surface, 0.9),
        faded=mixed(present.text, present.surface, 0.65 if present.is_contrast else 0.45),
        tip=mixed(present.text, present.surface, 0.92),
        tip_text=present.surface,
        accent_hover=mixed(present.text, present.accent, 0.14),
        error_soft=mixed(present.error, present.surface, 0.1),
        warning_soft=mixed(present.warning, present.surface, 0.12),
        success_soft=mixed(present.success, present.surface, 0.1),
        chevron=_symbol("chevron-down", symbol, present.quiet),
        check=_symbol("check", f"{symbol}-on-accent", present.accent_text),
        closed=_symbol("chevron-right", symbol, present.quiet),
        open=_symbol("chevron-down", symbol, present.quiet),
    )


def _symbol(name: str, look: str, color: str) -> str:
    # A stylesheet takes images from files only, and Qt paints `currentColor` black.
    drawn = assets.path("icons", f"{name}.svg").read_text("utf-8").replace("currentColor", color)
    file = folders.cache() / f"{name}-{look}-{color[1:]}.svg"
    try:
        if not file.exists() or file.read_text("utf-8") != drawn:
            file.write_text(drawn, "utf-8")
    except OSError:  # an arrow less is no reason not to start
        return ""
    return file.as_posix()
