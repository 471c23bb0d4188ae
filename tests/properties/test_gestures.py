"""Random gestures by mouse and keys on random nested documents: what holds of each (C1, I1 to I8)."""

from collections.abc import Callable
from itertools import combinations

from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from designer.layout.geometry import Rect
from designer.layout.sizes import size_of
from designer.model.document import Document
from designer.model.nodes import Area, Boundary, Note
from tests.editing.repeatable import repeatable_ids
from tests.editing.sound import faults
from tests.properties.gestures import Gestures
from tests.support.hand import Hand
from tests.support.strategies import decorated, documents

# What places something by itself, and so must not cover anything (I6).
PLACING = {
    *("Ctrl+D", "Ctrl+V", "Ctrl+Alt+V", "Ctrl+Right", "Ctrl+Down", "T", "append"),
    *("duplicate", "paste", "paste-after", "note", "grow-left", "grow-right", "grow-up", "grow-down"),
}
# What makes no two things overlap that did not before.
ROOMY = {
    "Delete",
    "Backspace",
    "Ctrl+Delete",
    "delete",
    "delete-plain",
    "Ctrl+G",
    "wrap",
    "dissolve",
    "Ctrl+X",
    "cut",
}


def check(gestures: Gestures, act: Callable[[], str]) -> None:
    """Does one gesture, and looks at what it has left behind."""
    hand = gestures.hand
    before, document, entries = hand.bytes, hand.document, len(hand.editor.history.done)
    name = act()
    after, done = hand.bytes, len(hand.editor.history.done)
    titles = hand.titles[entries:]
    note(f"{name}: {titles}")
    assert faults(hand.document) == [], "flows join siblings, boxes never hold themselves (I1, I2)"
    assert done - entries == (after != before), "one gesture, one entry (I3)"
    if name in PLACING:
        new = hand.document.nodes.keys() - document.nodes.keys()
        covered = [pair for pair in overlaps(hand.document) if len(new.intersection(pair)) == 1]
        assert not covered, f"{name} covers {covered} (I6)"
    if name in ROOMY or any(title.startswith("Insert") for title in titles):
        untidy = {node for pair in overlaps(document) for node in pair}
        fresh = {pair for pair in overlaps(hand.document) if not untidy.intersection(pair)}
        assert not fresh, f"{name} lays {fresh} over each other (I6)"
    if after != before:
        hand.key("Ctrl+Z")
        assert hand.bytes == before, "undo gives the same bytes (I3)"
        hand.key("Ctrl+Shift+Z")
        assert hand.bytes == after, "redo gives the same bytes (I3)"


def overlaps(document: Document) -> set[tuple[str, str]]:
    """Pairs of siblings that cover each other, with every box closed."""
    solid = [n for n in document.nodes.values() if not isinstance(n, Area | Boundary | Note)]
    rects = {n.id: Rect(*n.at, *size_of(n, document.workflows[n.workflow].direction)) for n in solid}
    return {
        (a.id, b.id)
        for a, b in combinations(solid, 2)
        if a.workflow == b.workflow and rects[a.id].grown(-1).overlaps(rects[b.id].grown(-1))
    }


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)
@given(document=decorated(documents(max_workflows=3, max_steps=4)), data=st.data())
def test_every_gesture_keeps_the_promises(qtbot, document, data):
    with repeatable_ids():
        QApplication.clipboard().clear()
        hand = Hand(qtbot, document, tuple(document.view.open))
        gestures = Gestures(hand, data)
        for _ in range(data.draw(st.integers(1, 8), label="gestures")):
            check(gestures, gestures.one("gesture", gestures.all))
        done = len(hand.editor.history.done)
        for _ in range(done):
            hand.key("Ctrl+Z")
        assert hand.bytes == hand.start
        hand.surface.close()
