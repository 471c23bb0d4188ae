"""Boxes offered for a crowded level: each is seen around its steps, and can be left out."""

from collections.abc import Sequence
from itertools import pairwise

from designer.canvas.tools.drag import NOTHING
from designer.canvas.tools.pick import KEYS
from designer.canvas.tools.stage import Feedback, Hull, Modifiers, Notice, Pointer, Stage
from designer.editing import grouping
from designer.editing.grouping import Suggestion
from designer.layout.geometry import Point, Rect, bounds
from designer.layout.scene import Path, Scene

PAD = 14.0  # how far a hull reaches around its steps
ASKS = "Click a box or press its key to leave it out · Enter wraps, Shift+Enter also lays out · Esc cancels"


class BoxingTool:
    """Shows what would go into which box until that is done or refused; the view can be moved meanwhile."""

    name = "boxing"

    def __init__(self, stage: Stage, wanted: Sequence[Suggestion]) -> None:
        self._stage = stage
        self._level = stage.level
        self._wanted = wanted
        self._out: set[int] = set()
        self._current = -1
        self._over = False
        self._scene: Scene | None = None
        self._hulls: list[Hull] = []
        # Somebody undoes, or types into a panel: what was offered is of a document that is no more.
        self._ignore = stage.editor.changed.connect(lambda _: self.cancel())
        stage.cursor("arrow")
        self._show()

    @property
    def busy(self) -> bool:
        """Whether an answer is still asked for."""
        return not self._over

    # Answers

    def apply(self, lays_out: bool = False) -> None:
        """Makes the boxes that are on, as one entry of the history; `lays_out` lays the level out, too."""
        stage = self._stage
        chosen = [each for index, each in enumerate(self._wanted) if index not in self._out]
        if not chosen:
            stage.status("Every box is left out. Switch one on again, or press Esc")
            return
        self.cancel()
        title = "Wrap in box" if len(chosen) == 1 else f"Wrap in {len(chosen)} boxes"
        with stage.editor.edit(title) as draft:
            boxes = grouping.wrap_all(draft, chosen, lays_out=lays_out)
        stage.select([(*self._level, box) for box in boxes])
        stage.status(f"{_steps(sum(len(each.nodes) for each in chosen))} went into {_boxes(len(boxes))}")

    def toggle(self, index: int) -> None:
        """Leaves a box out, or takes it in again."""
        self._out ^= {index}
        self._current = index
        self._show()

    def cancel(self) -> None:
        """Leaves all as it was."""
        if not self._over:
            self._over = True
            self._ignore()
            self._stage.feedback(NOTHING)
            self._stage.notice(Notice(""))
            self._stage.use("select")

    # Pointer and keys

    def press(self, pointer: Pointer) -> None:
        """Toggles the box that is pressed."""
        index = self._at(pointer.scene)
        if index is None:
            self._stage.status(ASKS)
        else:
            self.toggle(index)

    def move(self, pointer: Pointer) -> None:
        """The pointer tells what it would toggle."""
        if self._stage.level != self._level:
            self.cancel()
            return
        if self._scene is not self._stage.scene:
            self._show()
        self._stage.cursor("arrow" if self._at(pointer.scene) is None else "pointing")

    def release(self, pointer: Pointer) -> None:
        """Nothing more."""

    def double(self, pointer: Pointer) -> None:
        """The same as one press."""
        self.press(pointer)

    def key(self, key: str, modifiers: Modifiers) -> bool:
        """Enter applies, Esc refuses; a hull's key toggles it; Tab goes to the next, Delete toggles that."""
        count = len(self._wanted)
        if key == "enter":
            self.apply(lays_out=modifiers.shift)
        elif key == "escape":
            self.cancel()
        elif key in ("tab", "left", "right"):
            self._go((self._current + (-1 if key == "left" or modifiers.shift else 1)) % count)
        elif key in ("backspace", "delete") and self._current >= 0:
            self.toggle(self._current)
        elif len(key) == 1 and key in KEYS[:count]:
            self.toggle(KEYS.index(key))
        else:
            return False
        return True

    def _go(self, index: int) -> None:
        self._current = index
        each = self._wanted[index]
        self._show()
        self._reveal(self._hulls[index])
        act = "Delete takes it in again" if index in self._out else "Delete leaves it out"
        self._stage.status(f"{each.name} · {_steps(len(each.nodes))} · {act}")

    def _reveal(self, hull: Hull) -> None:
        """Brings a hull into the middle of the view unless all of it is seen."""
        stage, frame = self._stage, bounds(hull.rects)
        if frame is not None and not stage.visible.encloses(frame):
            away = frame.center - stage.visible.center
            stage.scroll(away.x * stage.zoom, away.y * stage.zoom)

    def _at(self, at: Point) -> int | None:
        """The hull under a point, the smaller where two lie there."""
        found = [index for index, hull in enumerate(self._hulls) if _holds(hull, at)]
        return min(found, key=lambda index: len(self._hulls[index].rects), default=None)

    # What is shown

    def _show(self) -> None:
        scene = self._scene = self._stage.scene
        self._hulls = [self._hull(scene, index) for index in range(len(self._wanted))]
        self._stage.feedback(Feedback(hulls=tuple(self._hulls)))
        on = len(self._wanted) - len(self._out)
        held = sum(len(each.nodes) for index, each in enumerate(self._wanted) if index not in self._out)
        text = f"{_boxes(on)} for {_steps(held)}" if on else "No box is on"
        answers = (
            (f"Wrap {on}" if on else "Wrap", self.apply),
            ("Wrap and lay out", lambda: self.apply(lays_out=True)),
            ("Cancel", self.cancel),
        )
        self._stage.notice(Notice(text, answers, lasts=True))
        self._stage.status(ASKS)

    def _hull(self, scene: Scene, index: int) -> Hull:
        each = self._wanted[index]
        paths: dict[Path, Rect] = {}
        for key in each.nodes:
            placed = scene.nodes.get((*self._level, key))
            if placed is not None:
                paths[placed.path] = placed.rect
        document = self._stage.editor.document
        inner = {(*self._level, flow.id) for key in each.nodes for flow in document.flows_from(key)}
        routed = [scene.flows[path] for path in sorted(inner) if path in scene.flows]
        lines = tuple(tuple(flow.points) for flow in routed if flow.source in paths and flow.target in paths)
        return Hull(
            title=f"{each.name} · {len(each.nodes)}",
            rects=tuple(paths.values()),
            lines=lines,
            key=KEYS[index] if index < len(KEYS) else "",
            tone=index,
            is_on=index not in self._out,
            is_current=index == self._current,
        )


def _holds(hull: Hull, at: Point) -> bool:
    """Whether a point lies on a hull, or on its title at its upper left corner."""
    if any(rect.grown(PAD).holds(*at) for rect in hull.rects):
        return True
    frame = bounds(hull.rects)
    if frame is None or not frame.grown(2 * PAD).holds(*at):
        return False
    pieces = (Rect(min(a.x, b.x), min(a.y, b.y), abs(a.x - b.x), abs(a.y - b.y)) for a, b in _pieces(hull))
    return any(piece.grown(PAD).holds(*at) for piece in pieces)


def _pieces(hull: Hull) -> list[tuple[Point, Point]]:
    return [pair for line in hull.lines for pair in pairwise(line)]


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count:,} steps"


def _boxes(count: int) -> str:
    return "1 box" if count == 1 else f"{count:,} boxes"
