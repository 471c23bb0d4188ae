import pytest
from hypothesis import given
from hypothesis import strategies as st

from designer.model.durations import SECONDS, seconds, split, words


@pytest.mark.parametrize(
    ("text", "length"),
    [("45 min", 2700), ("1.5 h", 5400), ("2 d", 172_800), ("1w", 604_800), ("0 s", 0), ("30s", 30)],
)
def test_plain_durations_are_read(text, length):
    assert seconds(text) == length


@pytest.mark.parametrize(
    "text", ["", "5", "h", "-1 h", "1,5 h", "1 hour", " 1 h", "1  h", "1 h ", "٣ h", "1e3 s"]
)
def test_what_is_no_duration_says_how_one_is_written(text):
    with pytest.raises(ValueError, match="write a number and one of s, min, h, d, w"):
        split(text)


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (0, "0 s"),
        (0.25, "0.25 s"),
        (59, "59 s"),
        (61, "1 min 1 s"),
        (3600, "1 h"),
        (7_500, "2 h 5 min"),
        (90_000, "1 d 1 h"),
        (86_400 * 10, "10 d"),
        (-60, "-1 min"),
    ],
)
def test_lengths_are_told_in_at_most_two_units(length, text):
    assert words(length) == text


@given(st.floats(0, 1e9))
def test_every_length_can_be_told(length):
    assert words(length).split()[-1] in SECONDS
