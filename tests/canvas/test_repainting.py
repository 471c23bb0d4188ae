"""Whatever is done, in whatever order: what is seen is what would be painted at once, to the pixel."""

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from designer.canvas.diagram import Diagram
from designer.canvas.tools.stage import Gist
from designer.canvas.view import Camera
from designer.drawing.theme import theme
from designer.editing.draft import Draft
from designer.editing.editor import Editor
from designer.editing.moving import move_to
from designer.editing.nodes import delete, move, rename
from designer.editing.rules import RuleError
from designer.editing.spacing import Cut, slide
from designer.layout.geometry import Point
from designer.model.document import View
from tests.support.build import area, box, inside, note, process, task, trigger

SIZE = QSize(520, 400)
BOXES = ("deliver", "pack", "other")
STEPS = ("start", "check", "wrap-up", "fold", "label", "deliver", "pack", "other", "remark")

pytestmark = pytest.mark.usefixtures("qapp")


def nested():
    return process(
        trigger("start", at=(0, 50)),
        task("check", at=(120, 40), name="Compare the delivery note with what has arrived"),
        box("deliver", runs="delivery", at=(340, 36), name="تحویل سفارش"),
        box("other", runs="elsewhere", at=(340, 190), name="Elsewhere"),
        task("wrap-up", at=(600, 40), name="📦 Wrap up"),
        note("remark", at=(120, 180), text="Mind the gap", links=("check",)),
        area("stage", at=(-30, 0), size=(320, 300), name="First stage"),
        "start -> check -> deliver -> wrap-up",
        "check -> other -> wrap-up",
        inside(
            "delivery",
            task("fold", at=(30, 40), name="Fold"),
            box("pack", runs="packing", at=(230, 36), name="Pack"),
            "fold -> pack",
        ),
        inside("packing", task("label", at=(20, 40), name="Label"), task("seal", at=(220, 90), name="Seal")),
        inside("elsewhere", task("away", at=(20, 40), name="Away")),
    )


class Eye:
    """A diagram, the editor that it follows, and what of it is looked at."""

    def __init__(self, ratio: float) -> None:
        self.editor = Editor(nested())
        self.diagram = Diagram(self.editor.document, theme("light"))
        self.camera = Camera(ratio=ratio).placed(Point(250, 120), Point(170, 120), 0.8)
        self.editor.changed.connect(lambda change: self.diagram.show(self.editor.document, change))
        self.editor.viewed.connect(lambda _view: self.diagram.show(self.editor.document))
        self.look()

    def look(self) -> np.ndarray:
        return pixels(self.diagram, self.camera)

    def pan(self, dx: int, dy: int) -> None:
        self.camera = self.camera.panned(dx, dy)

    def zoom(self, zoom: float) -> None:
        self.camera = self.camera.zoomed(zoom, Point(170, 120))

    def theme(self, name: str) -> None:
        self.diagram.set_theme(theme(name))

    def toggle(self, name: str) -> None:
        opened = set(self.editor.document.view.open) ^ {name}
        self.editor.set_view(View(open=tuple(sorted(opened))))

    def drag(self, name: str, dx: int, dy: int) -> None:
        """Seen on the way, then dropped there."""
        for share in (0.3, 1.0):
            draft = self.editor.draft()
            if name in draft:
                move(draft, [name], dx * share, dy * share)
            self.diagram.preview(draft.document, {}, (name,))
            self.look()
        self.diagram.settle()
        if draft.change:
            self.editor.commit(draft.change, "Move")

    def carry(self, name: str, workflow: str) -> None:
        """Seen on the way into another workflow, then dropped there."""
        draft = self.editor.draft()
        try:
            move_to(draft, {name: Point(60, 120)}, workflow)
        except (RuleError, KeyError):
            return
        self.diagram.preview(draft.document, {}, (name,))
        self.look()
        self.diagram.settle()
        self.editor.commit(draft.change, "Carry")

    def space(self, line: int, distance: int) -> None:
        """Seen roughly, all that lies beyond a line on the level drawn away from it, then done."""
        cut = Cut("x", line, distance)
        nodes = {path: placed for path, placed in self.diagram.scene.nodes.items() if len(path) == 1}
        moving = frozenset(path for path, placed in nodes.items() if cut.passes(placed.rect))
        self.diagram.gist(Gist(cut, moving, frozenset()))
        self.look()
        self.diagram.settle()
        draft = self.editor.draft()
        slide(draft, "main", [path[-1] for path in moving], cut)
        if draft.change:
            self.editor.commit(draft.change, "Space")

    def change(self, verb: str, name: str) -> None:
        draft = Draft(self.editor.document)
        if name in draft:
            delete(draft, [name]) if verb == "delete" else rename(draft, name, f"Now {len(verb)} {verb}")
        if draft.change:
            self.editor.commit(draft.change, verb)

    def undo(self) -> None:
        self.editor.undo()

    def redo(self) -> None:
        self.editor.redo()


def pixels(diagram: Diagram, camera: Camera, size: QSize = SIZE, *, layers: bool = False) -> np.ndarray:
    """The picture, on request with the `layers` that float above it."""
    diagram.backing.show(camera, size)
    image = diagram.backing.picture().toImage().convertToFormat(QImage.Format.Format_RGB32)
    if layers:
        image.setDevicePixelRatio(1.0)
        painter = QPainter(image)
        diagram.paint_layers(painter, camera, image.rect(), image.rect())
        painter.end()
    return np.frombuffer(image.constBits(), np.uint32).reshape(image.height(), -1).copy()


distances = st.integers(-90, 90)
acts = st.one_of(
    st.tuples(st.just("pan"), distances, distances),
    st.tuples(st.just("zoom"), st.sampled_from((0.12, 0.3, 0.5, 0.8, 1.0, 1.4))),
    st.tuples(st.just("theme"), st.sampled_from(("light", "dark"))),
    st.tuples(st.just("toggle"), st.sampled_from(BOXES)),
    st.tuples(st.just("drag"), st.sampled_from(STEPS), distances, distances),
    st.tuples(st.just("carry"), st.sampled_from(STEPS), st.sampled_from(("main", "delivery", "elsewhere"))),
    st.tuples(st.just("space"), st.integers(-50, 700), st.integers(10, 90)),
    st.tuples(st.just("change"), st.sampled_from(("rename", "delete")), st.sampled_from(STEPS)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


@given(st.sampled_from((1.0, 1.5, 2.0)), st.lists(acts, min_size=2, max_size=8))
@example(2.0, [("carry", "pack", "main")])  # its picture ends a line on the edge of a pixel
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_seen_is_what_would_be_painted_at_once(ratio, done) -> None:
    eye = Eye(ratio)
    for name, *how in done:
        getattr(eye, name)(*how)
        seen = eye.look()
    fresh = Diagram(eye.editor.document, eye.diagram.faces.theme)
    assert int((seen != pixels(fresh, eye.camera)).sum()) == 0


@pytest.mark.parametrize(("ratio", "great"), [(1.0, 1000), (1.5, 1000), (2.0, 1000), (1.0, 0)])
def test_what_is_done_and_undone_leaves_no_trace(monkeypatch, ratio, great):
    monkeypatch.setattr("designer.canvas.still.GREAT", great)
    eye = Eye(ratio)
    eye.toggle("deliver")
    first = eye.look()
    eye.drag("fold", 40, 120)
    eye.pan(33, -20)
    eye.toggle("pack")
    eye.zoom(1.4)
    eye.look()
    eye.theme("dark")
    eye.look()
    for act in (lambda: eye.toggle("pack"), eye.undo, lambda: eye.theme("light")):
        act()
        eye.look()
    eye.camera = Camera(ratio=ratio).placed(Point(250, 120), Point(170, 120), 0.8)
    assert int((eye.look() != first).sum()) == 0


@pytest.mark.parametrize(("ratio", "off"), [(1.0, 2), (1.5, 1), (2.0, 1)])
def test_what_is_pushed_aside_looks_on_the_way_as_it_will(ratio, off):
    eye, size = Eye(ratio), QSize(1600, 1000)
    eye.camera = Camera(ratio=ratio).placed(Point(250, 120), Point(10, 40), 1.0)
    for name in BOXES:
        eye.toggle(name)
    untouched = pixels(eye.diagram, eye.camera, size)
    for dx, dy in ((8, 4), (120, 96), (240, 40), (60, 12), (0, 0), (64, 120), (0, 60)):
        draft = eye.editor.draft()
        move(draft, ["pack"], dx, dy)
        eye.diagram.preview(draft.document, {})
        seen = pixels(eye.diagram, eye.camera, size, layers=True)
        fresh = Diagram(draft.document, eye.diagram.faces.theme)
        # A picture laid over another is rounded twice: by one or two levels of a colour at most.
        levels = seen.view(np.uint8).astype(int) - pixels(fresh, eye.camera, size).view(np.uint8)
        assert np.abs(levels).max() <= off
    eye.diagram.settle()
    assert int((pixels(eye.diagram, eye.camera, size) != untouched).sum()) == 0


@pytest.mark.parametrize("name", ["fold", "deliver", "check"])
def test_on_the_way_the_picture_shows_where_the_held_thing_was(name):
    eye, other = Eye(1.0), Eye(1.0)
    for each in (eye, other):
        each.toggle("deliver")
    untouched = eye.look()
    draft = eye.editor.draft()
    move(draft, [name], 60, 80)
    for share in (0.2, 0.6):
        part = eye.editor.draft()
        move(part, [name], 60 * share, 80 * share)
        eye.diagram.preview(part.document, {}, (name,))
        eye.look()
        eye.pan(15, 0)
        eye.look()
    for each in (eye, other):
        each.diagram.preview(draft.document, {}, (name,))
    other.camera = eye.camera
    assert int((eye.look() != other.look()).sum()) == 0
    eye.diagram.settle()
    eye.pan(-30, 0)
    assert int((eye.look() != untouched).sum()) == 0
