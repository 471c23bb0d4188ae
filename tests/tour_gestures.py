"""The stops of the tour at gestures held half-way: what a release would do is seen before it."""

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtTest import QTest

from designer.layout.geometry import Point
from designer.model.document import Document
from tests.support.build import box, decision, flow, inside, note, outcome, process, role, task, trigger
from tests.support.crowded import crowded
from tests.support.hand import NONE, SHIFT, Hand

Stop = tuple[str, object]


def board() -> Document:
    """A document with something for every gesture, in places made for it."""
    work = {"role": "clerk", "duration": "20 min"}
    return process(
        role("clerk", name="Clerk", department="Sales"),
        trigger("start", name="Order arrives", at=(0, 16)),
        task("check", name="Check order", at=(180, 0), **work),
        decision("good", name="In order?", at=(370, 4)),
        task("pick", name="Pick goods", at=(500, 0), **work),
        task("pack", name="Pack parcel", at=(690, 0), **work),
        task("ask", name="Ask customer", at=(500, 150), **work),
        outcome("done", name="Shipped", at=(1260, 16)),
        outcome("never", name="Given up", at=(720, 166)),
        box("bill", runs="billing", name="Billing", at=(880, -4)),
        box("after", runs="service", name="After sales", at=(180, 260)),
        task("loose", name="Print label", at=(500, 300), **work),
        note("hint", text="Most orders are in order.", at=(740, 280), size=(150, 70)),
        flow("start", "check"),
        flow("check", "good"),
        flow("good", "pick", label="yes", probability=0.8),
        flow("good", "ask", label="no", probability=0.2),
        *("pick -> pack -> bill -> done", "ask -> never"),
        inside(
            "billing",
            trigger("b-in", name="Start", at=(20, 36)),
            task("write", name="Write invoice", at=(150, 20), **work),
            task("send", name="Send invoice", at=(330, 20), **work),
            outcome("b-out", name="Done", at=(510, 36)),
            "b-in -> write -> send -> b-out",
        ),
        inside("service", trigger("s-in"), task("call", name="Call", at=(150, 0)), "s-in -> call"),
    )


class Held(Hand):
    """A hand on a canvas of the program's own window."""

    def __init__(self, view: Any) -> None:
        self.surface, self.editor = view.surface, view.editor

    def stop(self, name: str, at: Point, wait: int = 500) -> Iterator[Stop]:
        """A picture, after which the gesture is given up."""
        QTest.qWait(wait)
        yield name, None
        self.surface.tool.cancel()
        self.surface.set_tool("select")
        self.release(at)
        self.surface.select([])

    def dragged(
        self, name: str, start: Point, to: Point, held: Any = NONE, wait: int = 500
    ) -> Iterator[Stop]:
        self.hover(start)
        QTest.qWait(250)
        self.carry(start, to, held)
        self.move(to, held)
        yield from self.stop(name, to, wait)

    def by(
        self, name: str, node: str, dx: float, dy: float, held: Any = NONE, wait: int = 500
    ) -> Iterator[Stop]:
        at = self.center(node)
        yield from self.dragged(name, at, Point(at.x + dx, at.y + dy), held, wait)


def stops(window: Any) -> Iterator[Stop]:
    """Every gesture in turn, on one board."""
    view = window.desk.new(board(), "Gestures")
    QTest.qWait(100)
    hand = Held(view)
    hand.surface.set_open(["bill"])
    hand.surface.set_zoom(0.85)
    hand.look(Point(-60, -180), 0.62)
    for gesture in GESTURES:
        yield from gesture(hand)
    window.desk.drop_view(view)
    yield from _boxes(window)


def _moves(hand: Held) -> Iterator[Stop]:
    ask, pick = hand.center("ask"), hand.center("pick")
    yield from hand.dragged("31-move-guides-and-gaps", ask, Point(pick.x, ask.y + 46), wait=50)
    loose, pack = hand.center("loose"), hand.center("pack")
    hand.select("loose")
    yield from hand.dragged("31-move-splice", loose, Point((pick.x + pack.x) / 2, pick.y + 2))
    yield from hand.dragged("31-move-into-a-box", loose, hand.rect("write").center + Point(0, 40))
    yield from hand.dragged("31-move-spring-loaded", loose, hand.center("after"), wait=900)
    yield from hand.dragged("31-move-refused", hand.center("start"), hand.center("write") + Point(95, 20))


def _flows(hand: Held) -> Iterator[Stop]:
    ask = hand.rect("ask")
    hand.hover(ask.center)
    QTest.qWait(250)
    yield from hand.dragged("32-connect", Point(ask.right, ask.center.y), hand.center("pack"))
    bar = hand.rect("pick")
    hand.hover(bar.center)
    QTest.qWait(250)
    yield from hand.dragged(
        "32-shift-drag-of-wires", Point(bar.right, bar.center.y), hand.center("ask"), SHIFT
    )
    no = hand.flow("good", "ask")
    hand.select(no.id)
    yield from hand.dragged("32-segment", hand.middle(no.id), hand.middle(no.id) + Point(-40, 10))
    label = hand.surface.label(hand.path(no.id))
    if label is not None:
        yield from hand.dragged("32-label-with-leader", label.center, label.center + Point(-120, 60))


def _tools(hand: Held) -> Iterator[Stop]:
    hint = hand.rect("hint")
    hand.select("hint")
    QTest.qWait(250)
    yield from hand.dragged(
        "33-resize-at-its-limit", Point(hint.right, hint.bottom), Point(hint.x + 10, hint.y + 5)
    )
    hand.surface.set_tool("space")
    yield from hand.dragged("33-space", Point(470, 120), Point(590, 120))
    hand.surface.set_tool("knife")
    yield from hand.dragged("33-knife", Point(640, -60), Point(716, 230))
    yield from hand.dragged("33-lasso-right", Point(-20, -80), Point(640, 120))
    aside = hand.center("ask")
    yield from hand.dragged("33-lasso-left", aside + Point(10, 60), hand.center("check") + Point(60, -70))
    hand.select("ask")
    hand.surface.set_tool("pick:connect-to")
    yield from hand.stop("33-picker-letters", hand.center("ask"))


def _menus(hand: Held) -> Iterator[Stop]:
    for key, name in (("A", "34-append-menu"), ("R", "34-replace-menu"), ("F2", "34-rename")):
        hand.select("pack")
        hand.surface.setFocus()
        hand.key(key)
        QTest.qWait(150)
        if key == "R":
            hand.key("Down")
            QTest.qWait(300)
        yield name, None
        hand.key("Escape")
    hand.surface.select([])
    hand.surface.setFocus()


def _levels(hand: Held) -> Iterator[Stop]:
    hand.surface.enter(("bill",))
    QTest.qWait(50)
    crumb = hand.surface.furniture.breadcrumb
    at = hand.center("write")
    over = hand.surface.navigation.camera.to_scene(crumb.x() + 30, crumb.y() + crumb.height() / 2)
    yield from hand.dragged("35-breadcrumb-drop", at, over)
    hand.surface.go(())
    hand.command("layout")
    yield from hand.stop("35-layout-preview", Point(0, 400), 100)


def _boxes(window: Any) -> Iterator[Stop]:
    """The boxes offered for a crowded level, near and far, and the level in them."""
    view = window.desk.new(crowded(120), "Crowded")
    QTest.qWait(900)
    yield "36-crowded", None
    hand = Held(view)
    hand.command("suggest-boxes")
    hand.surface.setFocus()
    hand.key("2")
    yield "36-wrap-preview", None
    hand.surface.fit()
    yield "36-wrap-preview-far", None
    hand.key("Shift+Return")
    hand.surface.navigation.begin()
    yield "36-wrapped", None
    window.desk.drop_view(view)


GESTURES: tuple[Callable[[Held], Iterator[Stop]], ...] = (_moves, _flows, _tools, _menus, _levels)
