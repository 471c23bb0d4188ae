import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer import assets
from designer.layout.text import ELLIPSIS, elide, width, wrap

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)


@given(
    WORDS,
    st.floats(12, 300),
    st.sampled_from((11.0, 13.0, 15.0)),
    st.sampled_from((400, 600)),
    st.integers(1, 4),
)
def test_wrapped_lines_fit_or_are_one_character(text, max_width, size, weight, max_lines) -> None:
    lines = wrap(text, max_width, size, weight, max_lines)
    assert len(lines) <= max_lines
    for line in lines:
        bare = line.removesuffix(ELLIPSIS)
        assert width(line, size, weight) <= max_width or len(bare) <= 1


@given(WORDS)
def test_enough_lines_lose_nothing(text: str) -> None:
    lines = wrap(text, 120, 13, 400, 100)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_words_break_between_and_long_words_within() -> None:
    assert wrap("Check the stock", 70, 13, 400, 3) == ("Check the", "stock")
    assert len(wrap("Donaudampfschifffahrt", 60, 13, 400, 4)) > 1


def test_what_fits_is_left_as_it_is() -> None:
    assert elide("Short", 200, 13) == "Short"
    assert elide("Much too long for this", 60, 13).endswith(ELLIPSIS)


def test_no_text_gives_no_lines() -> None:
    assert wrap("", 100, 13) == wrap("  \n ", 100, 13) == ()


def test_bold_is_wider_and_size_scales() -> None:
    assert width("Process", 13, 600) > width("Process", 13, 400)
    assert width("Process", 26) == pytest.approx(2 * width("Process", 13))


def test_characters_the_font_lacks_have_a_sensible_width() -> None:
    assert width("界", 10) == 10
    assert width("🚚", 10) == 10
    assert 0 < width("ქ", 10) < 10
    assert width("e\u0301", 10) == width("e", 10)


def test_figures_of_time_and_money_are_in_the_font() -> None:
    from designer.layout.text import _advances

    for character in "äßñçøłžığ ΩλπΔ жщюЇ €£¥₹₿ → ← ≈ × – — “” … • №":
        assert character in _advances(400), character
        assert character in _advances(600), character


def test_the_table_of_advances_equals_the_fonts() -> None:
    tools = pytest.importorskip("fontTools.ttLib", reason="fonttools is not installed")
    table = json.loads(assets.path("fonts", "advances.json").read_text("utf-8"))
    for weight, file in (("400", "Inter-Regular.ttf"), ("600", "Inter-SemiBold.ttf")):
        with tools.TTFont(assets.path("fonts", file)) as font:
            metrics, units = font["hmtx"].metrics, font["head"].unitsPerEm
            expected = {code: metrics[name][0] for code, name in font.getBestCmap().items()}
        found = {first + i: value for first, *row in table["weights"][weight] for i, value in enumerate(row)}
        assert found == expected
        assert table["units"] == units


def test_fonts_are_small_and_licensed() -> None:
    fonts = assets.path("fonts")
    assert all(file.stat().st_size < 350_000 for file in Path(fonts).glob("*.ttf"))
    assert "SIL Open Font License" in (fonts / "OFL.txt").read_text("utf-8")
