"""From afar: detail goes by device pixels, and names of boxes touch nothing but their own box."""

import pytest

from designer.assets import path
from designer.canvas.arrays import SceneArrays
from designer.canvas.diagram import Diagram
from designer.canvas.far import shape
from designer.canvas.names import names
from designer.canvas.painter import detail
from designer.canvas.view import Camera
from designer.drawing.theme import theme
from designer.editing.draft import Draft
from designer.editing.nodes import move
from designer.exchange.files import load
from designer.layout.geometry import Rect
from designer.layout.unfold import unfold
from tests.canvas.test_painting import afresh, differing, looking_at, opened, pixels
from tests.drawing.contrast import contrast
from tests.support.build import box as box_of
from tests.support.build import process, workflow

TEMPLATES = sorted(file.name for file in path("templates").glob("*.process.json"))


def all_open(name: str) -> SceneArrays:
    document = opened(load(path("templates", name)))
    return SceneArrays(unfold(document))


def test_text_shows_where_a_fine_screen_has_the_pixels_for_it():
    assert detail(Camera(zoom=0.37, ratio=2.0).scale) == "full"
    assert detail(Camera(zoom=0.37, ratio=1.0).scale) == "bars"
    assert detail(Camera(zoom=0.11, ratio=1.0).scale) == "plain"


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("zoom", [0.05, 0.08, 0.11, 0.15, 0.19])
def test_a_name_from_afar_touches_nothing_but_its_own_box(name, zoom, ratio):
    arrays = all_open(name)
    scale = zoom * ratio
    for found in names(arrays, scale, ratio):
        left, top, right, bottom = (edge / scale for edge in found.area)
        area = Rect(left, top, right - left, bottom - top).grown(-1 / scale)
        touched = [
            placed.path
            for placed in arrays.nodes
            if placed.rect.overlaps(area) and placed.path != found.path[: len(placed.path)]
        ]
        assert touched == []


def test_names_are_shown_where_there_is_room():
    shown = {found.text for found in names(all_open("employee-onboarding.process.json"), 0.11, 1.0)}
    assert {"Offer", "Background check", "Training", "Check-ins"} <= shown
    assert "Equipment" not in shown  # it would be written over the steps of the box above it


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("ratio", [1.0, 2.0])
@pytest.mark.parametrize("zoom", [0.3, 0.35])
def test_no_name_lies_on_the_border_of_its_box(name, zoom, ratio):
    arrays = all_open(name)
    for found in names(arrays, zoom * ratio, ratio):
        border = arrays.scene.nodes[found.path].rect.y * zoom * ratio
        capitals = found.y - 0.73 * 11 * ratio
        assert found.y <= border - 2 * ratio or capitals >= border + 2 * ratio


@pytest.mark.usefixtures("qapp")
def test_a_name_that_finds_room_far_from_an_edit_is_painted():
    document = opened(
        process(
            box_of("upper", "u", at=(0, 0), name="Upper"),
            box_of("lower", "l", at=(0, 90), name="Lower"),
            workflow("u"),
            workflow("l"),
        )
    )
    camera = looking_at(document, 0.3)
    diagram = Diagram(document, theme("light"))
    pixels(diagram, camera)
    draft = Draft(document)
    move(draft, ["lower"], 0, 200)
    after = document.apply(draft.change)
    diagram.show(after, draft.change)
    assert differing(pixels(diagram, camera), afresh(after, camera)) == 0


@pytest.mark.parametrize("name", ["light", "dark"])
def test_shapes_from_afar_are_calm_yet_seen(name):
    look = theme(name)
    for placed in all_open("employee-onboarding.process.json").nodes:
        made = shape(placed, look, 18, 7, 1)
        if placed.node.kind in ("task", "trigger", "outcome"):
            assert contrast(made.fill, look.ground) < 3.0
            assert contrast(made.stroke.color, look.ground) > 1.5
