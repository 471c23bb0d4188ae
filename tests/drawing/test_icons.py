import math

import pytest

from designer import assets
from designer.drawing.icons import CHANNEL_ICONS, EVENT_ICONS, GRID, KIND_ICONS, TASK_ICONS, icon, names
from designer.drawing.strokes import strokes
from designer.model.flow import CHANNELS
from designer.model.nodes import TASK_TYPES
from tests.drawing.samples import KINDS


@pytest.mark.parametrize("name", names())
def test_every_icon_can_be_drawn_on_its_grid(name: str) -> None:
    drawn = icon(name)
    assert drawn[0][0] == "M"
    assert all(-0.5 <= value <= GRID + 0.5 for _, at in drawn for value in at)


def test_kinds_types_events_and_channels_have_bundled_icons() -> None:
    assert set(KIND_ICONS) == set(KINDS)
    assert set(TASK_ICONS) == set(TASK_TYPES)
    assert set(CHANNEL_ICONS) == set(CHANNELS)
    used = {*KIND_ICONS.values(), *TASK_ICONS.values(), *EVENT_ICONS.values(), *CHANNEL_ICONS.values()}
    assert used <= set(names())


def test_curves_and_relative_commands_become_absolute() -> None:
    assert strokes('<path d="m1 2 3 4h5v-6l1 1z"/>') == (
        ("M", (1, 2)),
        ("L", (4, 6)),
        ("L", (9, 6)),
        ("L", (9, 0)),
        ("L", (10, 1)),
        ("Z", ()),
    )


def test_an_arc_whose_flags_stick_together_is_read() -> None:
    drawn = strokes('<path d="M0 5a5 5 0 0110 0"/>')
    assert drawn[-1][1][-2:] == pytest.approx((10, 5))
    assert drawn[1][0] == "C"
    assert drawn[1][1][-2:] == pytest.approx((5, 0))


def test_a_circle_goes_round() -> None:
    points = [at[-2:] for letter, at in strokes('<circle cx="12" cy="12" r="10"/>') if letter != "Z"]
    assert all(math.dist(point, (12, 12)) == pytest.approx(10) for point in points)


def test_an_icon_that_is_not_bundled_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        icon("no-such-icon")


def test_icons_carry_their_licence() -> None:
    assert "ISC" in assets.path("icons", "LICENSE").read_text("utf-8")
