"""Finds the files of `resources/` in a checkout, in an installed wheel and in a frozen program."""

import sys
from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds icons, fonts, themes, templates and the schema."""
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [package / "_resources", package.parent / "resources"]
    if frozen:
        places.insert(0, Path(frozen) / "resources")
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(f"The program's resources are missing; looked in {', '.join(map(str, places))}.")


def path(*parts: str) -> Path:
    """The path of one resource, such as `path("themes", "light.json")`."""
    return root().joinpath(*parts)
