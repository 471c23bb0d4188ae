"""The picture that is panned, edited and repaired is the picture that is painted afresh, to the pixel."""

import random

import numpy as np
import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from designer.assets import path
from designer.canvas.diagram import Diagram
from designer.canvas.view import Camera
from designer.drawing.theme import theme
from designer.editing.draft import Draft
from designer.editing.nodes import delete, move, rename
from designer.exchange.files import load
from designer.layout.geometry import Point
from designer.model.document import Document, View
from designer.model.nodes import Area, Boundary, Box
from tests.support.build import area, note, process, purchase, task
from tests.support.hand import Hand

SIZE = QSize(900, 600)
TEMPLATES = sorted(file.name for file in path("templates").glob("*.process.json"))
ZOOMS = (0.1, 0.3, 0.52, 0.77, 1.0, 1.35, 2.0)

pytestmark = pytest.mark.usefixtures("qapp")


def opened(document: Document) -> Document:
    boxes = tuple(node.id for node in document.nodes.values() if isinstance(node, Box))
    return document.with_view(View(open=boxes))


def pixels(diagram: Diagram, camera: Camera) -> np.ndarray:
    diagram.backing.show(camera, SIZE)
    image = diagram.backing.picture().toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1).copy()


def differing(one: np.ndarray, other: np.ndarray) -> int:
    return int((one != other).sum())


def afresh(document: Document, camera: Camera, name: str = "light") -> np.ndarray:
    return pixels(Diagram(document, theme(name)), camera)


def looking_at(document: Document, zoom: float, ratio: float = 1.0) -> Camera:
    bounds = Diagram(document, theme("light")).scene.bounds
    return Camera(ratio=ratio).placed(bounds.center, Point(300, 200), zoom)


@pytest.mark.parametrize("zoom", ZOOMS)
@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_panning_in_steps_gives_the_picture_painted_at_once(zoom, ratio):
    document = opened(purchase())
    camera = looking_at(document, zoom, ratio)
    diagram = Diagram(document, theme("light"))
    pixels(diagram, camera)
    for dx, dy in ((7, 0), (-31, 4), (0, -113), (260, 190), (-3, -1)):
        camera = camera.panned(dx, dy)
        assert differing(pixels(diagram, camera), afresh(document, camera)) == 0


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_template_pans_to_the_pixel(name):
    document = opened(load(path("templates", name)))
    camera = looking_at(document, 0.9)
    diagram = Diagram(document, theme("dark"))
    pixels(diagram, camera)
    dice = random.Random(7)
    for _ in range(6):
        camera = camera.panned(dice.randint(-200, 200), dice.randint(-90, 90))
        assert differing(pixels(diagram, camera), afresh(document, camera, "dark")) == 0


def edited(document: Document, change: str) -> Draft:
    draft = Draft(document)
    dice = random.Random(change)
    steps = sorted(n.id for n in document.nodes.values() if not isinstance(n, Boundary | Area))
    chosen = dice.choice(steps)
    if change.startswith("move"):
        move(draft, [chosen], dice.randint(-80, 80), dice.randint(-60, 60))
    elif change.startswith("rename"):
        rename(draft, chosen, "Another name altogether")
    else:
        delete(draft, [chosen])
    return draft


@pytest.mark.parametrize("name", ["customer-onboarding.process.json", "document-approval.process.json"])
@pytest.mark.parametrize(
    "change", ["move 1", "move 2", "move 3", "rename 1", "rename 2", "delete 1", "delete 2"]
)
@pytest.mark.parametrize("zoom", [0.3, 1.0])
def test_repairing_after_an_edit_gives_the_picture_painted_at_once(name, change, zoom):
    document = opened(load(path("templates", name)))
    camera = looking_at(document, zoom)
    diagram = Diagram(document, theme("light"))
    pixels(diagram, camera)
    draft = edited(document, change)
    after = document.apply(draft.change)
    diagram.show(after, draft.change)
    assert differing(pixels(diagram, camera), afresh(after, camera)) == 0
    diagram.show(document, draft.change.inverse())
    assert differing(pixels(diagram, camera), afresh(document, camera)) == 0


@pytest.mark.parametrize("zoom", [0.3, 1.0])
def test_opening_and_closing_a_box_leaves_no_trace(zoom):
    closed = load(path("templates", "employee-onboarding.process.json"))
    camera = looking_at(closed, zoom)
    diagram = Diagram(closed, theme("light"))
    first = pixels(diagram, camera)
    box = next(node for node in closed.nodes.values() if isinstance(node, Box))
    shown = closed.with_view(View(open=(box.id,)))
    diagram.show(shown)
    assert differing(pixels(diagram, camera), afresh(shown, camera)) == 0
    diagram.show(closed)
    assert differing(pixels(diagram, camera), first) == 0


def test_a_preview_that_is_dropped_leaves_no_trace():
    document = purchase()
    camera = looking_at(document, 1.0)
    diagram = Diagram(document, theme("light"))
    first = pixels(diagram, camera)
    draft = Draft(document)
    move(draft, ["order"], 60, 90)
    diagram.preview(document.apply(draft.change), {}, {"order"})
    assert differing(pixels(diagram, camera), first) > 0
    diagram.settle()
    assert differing(pixels(diagram, camera), first) == 0


def test_notes_areas_and_overlapping_steps_pan_to_the_pixel():
    document = process(
        area("stage", at=(0, 0), name="First stage"),
        task("one", at=(40, 60)),
        task("two", at=(120, 90), name="Lies half over the first"),
        note("remark", at=(320, 40), text="Mind the overlap", links=("one",)),
    )
    camera = looking_at(document, 1.0)
    diagram = Diagram(document, theme("light"))
    pixels(diagram, camera)
    for dx, dy in ((33, 9), (-80, -41), (5, 77)):
        camera = camera.panned(dx, dy)
        assert differing(pixels(diagram, camera), afresh(document, camera)) == 0


def test_a_drag_with_the_mouse_leaves_the_picture_painted_at_once(qtbot):
    hand = Hand(qtbot, purchase(), opened=("approve",))
    hand.surface.repaint()
    for node, dx, dy in (("order", 90, 160), ("manager-approves", 30, 60), ("approve", -40, 120)):
        start = (
            hand.center(node) if node != "approve" else Point(hand.rect(node).x + 80, hand.rect(node).y + 18)
        )
        hand.carry(start, Point(start.x + dx, start.y + dy))
        hand.surface.repaint()
        hand.release(Point(start.x + dx, start.y + dy))
        hand.surface.repaint()
    diagram, camera = hand.surface.diagram, hand.surface.navigation.camera
    other = Diagram(hand.document, theme("light"))
    other.backing.show(camera, hand.surface.device_size())
    diagram.backing.show(camera, hand.surface.device_size())
    assert diagram.backing.picture().toImage() == other.backing.picture().toImage()
