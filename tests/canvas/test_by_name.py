"""Every gesture has a name and parameters, and does by name what it does by hand (I7)."""

import importlib
import pkgutil

import pytest

from designer import api
from designer.canvas import tools
from designer.canvas.commands import BY_ID
from designer.canvas.tools.drag import Gesture
from designer.editing.acts import BY_NAME
from designer.layout.geometry import Point
from designer.model.document import Document, View
from tests.support.build import boundary, box, decision, flow, inside, note, outcome, process, task, trigger
from tests.support.hand import ALT, CONTROL, SHIFT, Hand

# What each gesture by the mouse answers to: edits that take parameters, and commands about the selection.
GESTURES: dict[str, tuple[set[str], set[str]]] = {
    "MoveGesture": (
        {"move", "place", "move-into", "splice", "duplicate"},
        {"nudge-left", "nudge-right", "nudge-up", "nudge-down", "move-into", "move-out", "duplicate"},
    ),
    "HostGesture": ({"put-on"}, set()),
    "LaneGesture": ({"assign"}, set()),
    "FixedGesture": (set(), set()),  # does nothing, and says why
    "ConnectGesture": (
        {"connect", "append", "prepend", "create", "pin-ends"},
        {"connect-to", "append-menu", "unpin-ends"},
    ),
    "ReconnectGesture": ({"reconnect", "pin-ends"}, {"unpin-ends"}),
    "RewireGesture": ({"reconnect"}, set()),
    "AppendGesture": ({"append", "connect"}, {"append-menu", "grow-right", "grow-down"}),
    "CreateGesture": ({"create", "splice"}, {"create-menu"}),
    "ArriveGesture": (set(), {"paste", "copy", "cut"}),
    "SegmentGesture": ({"bend"}, {"reset-route", "straighten"}),
    "BendGesture": ({"bend", "move-bend"}, {"reset-route", "straighten"}),
    "LabelGesture": ({"put-label"}, {"reset-route"}),
    "CaptionGesture": ({"put-name"}, {"reset-route"}),
    "ResizeGesture": ({"resize", "fit"}, {"fit-box"}),
    "SpaceGesture": ({"space", "move"}, {"make-space", "take-space"}),
    "KnifeGesture": ({"delete"}, {"delete"}),
    "LassoGesture": (set(), {"select-all", "select-none"}),
    "PanGesture": (set(), {"nudge-left", "fit", "zoom-in"}),
}


def test_every_gesture_answers_to_names_that_there_are():
    for module in pkgutil.iter_modules(tools.__path__):
        importlib.import_module(f"designer.canvas.tools.{module.name}")
    assert {each.__name__ for each in Gesture.__subclasses__()} == GESTURES.keys()
    for acts, commands in GESTURES.values():
        assert acts <= BY_NAME.keys()
        assert commands <= BY_ID.keys()


def scene():
    return process(
        trigger("start", at=(0, 12)),
        task("a", at=(200, 0)),
        task("b", at=(500, 0)),
        outcome("end", at=(760, 12)),
        "start -> a",
        flow("a", "b", label="ok"),
        "b -> end",
        task("loose", at=(200, 200)),
        decision("d", name="Enough?", at=(500, 204)),
        boundary("late", "a"),
        note("remark", at=(760, 200)),
        box("p", "inner", at=(0, 400), open_size=(700, 220)),
        inside("inner", task("x", at=(20, 20)), task("y", at=(300, 20)), flow("x", "y", via=((240, 110),))),
    )


def shape(document: Document):
    """What a document shows, whatever the ids of what is new in it."""
    known = scene()

    def name(record_id):
        return record_id if record_id in known else "new"

    nodes = sorted(
        (name(n.id), n.kind, n.name, n.at, str(n.size), str(getattr(n, "open_size", "")), name(n.workflow))
        for n in document.nodes.values()
    )
    flows = sorted(
        (name(f.source), name(f.target), f.label, f.via, str(f.label_at)) for f in document.flows.values()
    )
    return nodes, flows


def control(hand: Hand, node: str, kind: str, detail: str) -> Point:
    hand.hover(hand.center(node))
    shown = hand.surface.hovering.shown()[hand.path(node)]
    at = next(each.at for each in shown if (each.kind, each.detail) == (kind, detail))
    return hand.surface.navigation.camera.to_scene(*at)


def port(hand, node, side="right"):
    return control(hand, node, "port", side)


def by(hand, node, x, y, held=ALT):
    start = hand.center(node)
    hand.drag(start, start + Point(x, y), held)


def end_of(hand, path, kind, detail):
    hand.select(path)
    shown = hand.surface.hovering.shown()[hand.path(path)]
    at = next(each.at for each in shown if (each.kind, each.detail) == (kind, detail))
    return hand.surface.navigation.camera.to_scene(*at)


def chosen(hand, *ids):
    hand.select(*ids)
    return hand


def typed(hand, *keys):
    for key in keys:
        hand.key(key)
    hand.key("Esc")


def lassoed(hand):
    hand.drag(Point(190, -20), Point(520, 90))
    assert hand.selected >= {"a", "b"} or hand.selected >= {"a"}


def shift_drag(hand):
    start, end = port(hand, "b", "left"), hand.center("loose")
    hand.press(start, SHIFT)
    hand.move(Point(350, 120), SHIFT)
    hand.move(end, SHIFT)
    hand.release(end, SHIFT)


def rested(hand):
    hand.carry(hand.center("loose"), hand.middle("a-b"), ALT)
    hand.qtbot.waitUntil(lambda: hand.surface.overlay.gesture.shown.target == ("a-b",), timeout=5000)
    hand.release(hand.middle("a-b"), ALT)


SAME = {
    "a drag": (lambda h: by(h, "loose", 40, 60), ["move loose 40,60"]),
    "a drag of several": (
        lambda h: (h.select("a", "b"), by(h, "a", 20, -40)),
        ["move a,b 20,-40"],
    ),
    "a drag into a flow": (rested, ["place loose 270,0", "splice loose a->b"]),
    "an event elsewhere": (
        lambda h: h.drag(h.center("late"), h.center("b")),
        ["put-on late b"],
    ),
    "a flow": (lambda h: h.drag(port(h, "loose"), h.center("b")), ["connect loose b"]),
    "a flow across a border": (
        lambda h: h.drag(port(h, "x", "top"), h.center("loose")),
        ["connect x loose"],
    ),
    "an end": (
        lambda h: h.drag(end_of(h, "a-b", "end", "target"), h.center("d")),
        ["reconnect a->b target=d"],
    ),
    "all wires of a port": (shift_drag, ["reconnect a->b target=loose"]),
    "the next step": (lambda h: typed(chosen(h, "b"), "A", "1"), ["append b task"]),
    "growing": (lambda h: typed(chosen(h, "loose"), "Ctrl+Right"), ["append loose task"]),
    "the step before": (lambda h: typed(chosen(h, "loose"), "Ctrl+Left"), ["prepend loose task"]),
    "a split": (lambda h: typed(chosen(h, "a"), "A", "Return"), ["split a decision"]),
    "deleting": (lambda h: chosen(h, "a").key("Del"), ["delete a"]),
    "deleting plainly": (lambda h: chosen(h, "a").key("Ctrl+Del"), ["delete a heal=no"]),
    "the knife": (
        lambda h: (
            h.key("K"),
            h.drag(h.middle("b-end") - Point(0, 40), h.middle("b-end") + Point(0, 30)),
            h.key("Esc"),
        ),
        ["delete b->end"],
    ),
    "wrapping": (lambda h: typed(chosen(h, "a", "b"), "Ctrl+G"), ["wrap a,b"]),
    "dissolving": (lambda h: chosen(h, "p").key("Ctrl+Shift+G"), ["dissolve p"]),
    "an area": (lambda h: typed(chosen(h, "a", "b"), "Ctrl+Alt+G"), ["frame a,b"]),
    "naming": (
        lambda h: (chosen(h, "a").key("F2"), h.type("Check"), h.key("Return")),
        ["rename a Check"],
    ),
    "replacing": (
        lambda h: (chosen(h, "loose").key("R"), h.type("wait"), h.key("Return")),
        ["replace loose wait"],
    ),
    "duplicating": (lambda h: chosen(h, "loose").key("Ctrl+D"), ["duplicate loose"]),
    "fitting": (lambda h: chosen(h, "p").key("Ctrl+Alt+0"), ["fit p"]),
    "sizing": (
        lambda h: (
            start := end_of(h, "remark", "handle", "se"),
            h.drag(start, start + Point(40, 20)),
        ),
        ["resize remark 200,100"],
    ),
    "bending": (
        lambda h: h.drag(h.middle("b-end"), h.middle("b-end") + Point(0, 60)),
        None,
    ),
    "a bend elsewhere": (
        lambda h: (start := end_of(h, "x-y", "bend", "0"), h.drag(start, start + Point(13, 27), ALT)),
        ["move-bend x->y 1 253,137"],
    ),
    "a label elsewhere": (
        lambda h: (at := h.surface.label(("a-b",)).center, h.drag(at, at + Point(20, -50))),
        None,
    ),
    "lining up": (
        lambda h: (h.surface.select([("a",), ("d",)]), h.command("align-left")),
        ["align a,d left"],
    ),
    "spacing out": (
        lambda h: (h.surface.select([("a",), ("b",)]), h.command("space-out-horizontally")),
        ["space-out a,b horizontal 50"],
    ),
    "making space": (lambda h: chosen(h, "b").command("make-space"), ["space b 50"]),
    "linking": (
        lambda h: (h.surface.select([("remark",), ("b",)]), h.command("link-note")),
        ["link remark b"],
    ),
    "copying while dragging": (lambda h: by(h, "loose", 0, 80, CONTROL), None),
}


@pytest.mark.parametrize("what", SAME)
def test_by_hand_and_by_name_is_the_same(qtbot, what):
    act, lines = SAME[what]
    hand = Hand(qtbot, scene(), opened=("p",))
    with hand.one_edit():
        act(hand)
    if lines is None:  # the line tells the outcome, so it is read from there
        lines = lines_for(hand)
    done = api.edit(scene(), *lines)
    assert shape(hand.document) == shape(done)


def lines_for(hand):
    """The line that puts a label, the bends of a flow, or a copy where the hand has left it."""
    label = hand.flow("a", "b").label_at
    if label is not None:
        return [f"put-label a->b {label[0]},{label[1]}"]
    new = hand.document.nodes.keys() - scene().nodes.keys()
    if new:
        (x, y) = hand.node(new.pop()).at
        return [f"create task name=Loose at={x},{y}"]
    via = hand.flow("b", "end").via
    return ["bend b->end " + ";".join(f"{x},{y}" for x, y in via)]


def test_selecting_has_no_line_as_it_changes_nothing(qtbot):
    hand = Hand(qtbot, scene())
    with hand.no_edit():
        lassoed(hand)
    assert hand.document.with_view(View()) == scene()
