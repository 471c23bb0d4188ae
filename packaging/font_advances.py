"""Writes `resources/fonts/advances.json`: how far each character moves the pen, from the bundled fonts.

Run it after replacing a font. A test compares the table with the fonts where fonttools is installed.
The table is a list of runs of neighbouring characters: first code point, then the advances in font units.
"""

import json
from pathlib import Path

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FILES = {"400": "Inter-Regular.ttf", "600": "Inter-SemiBold.ttf"}


def runs(advances: dict[int, int]) -> list[list[int]]:
    """Advances by code point as runs of neighbours."""
    made: list[list[int]] = []
    for code in sorted(advances):
        if made and code == made[-1][0] + len(made[-1]) - 1:
            made[-1].append(advances[code])
        else:
            made.append([code, advances[code]])
    return made


def table() -> dict[str, object]:
    """The whole table as it stands in the file."""
    from fontTools.ttLib import TTFont

    weights: dict[str, list[list[int]]] = {}
    shape: dict[str, int] = {}
    for weight, file in FILES.items():
        font = TTFont(FONTS / file)
        metrics = font["hmtx"].metrics
        weights[weight] = runs({code: metrics[name][0] for code, name in font.getBestCmap().items()})
        header = font["hhea"]
        shape = {
            "units": font["head"].unitsPerEm,
            "ascent": header.ascent,
            "descent": -header.descent,
        }
    return {**shape, "weights": weights}


def text(found: dict[str, object]) -> str:
    """The table as JSON, one run a line."""
    weights = found["weights"]
    lines = []
    for weight, listed in weights.items():
        body = ",\n".join("   " + json.dumps(run, separators=(",", ":")) for run in listed)
        lines.append(f'  "{weight}": [\n{body}\n  ]')
    head = "".join(f' "{key}": {found[key]},\n' for key in ("units", "ascent", "descent"))
    return "{\n" + head + ' "weights": {\n' + ",\n".join(lines) + "\n }\n}\n"


if __name__ == "__main__":
    (FONTS / "advances.json").write_text(text(table()), "utf-8")
