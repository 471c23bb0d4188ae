"""Choosing a target by the key: what may be chosen wears a number or a letter (C21)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from designer.canvas.tools.connect import ports_built
from designer.canvas.tools.drag import NOTHING
from designer.canvas.tools.moved import Moved, company
from designer.canvas.tools.places import base_point
from designer.canvas.tools.selecting import without_descendants
from designer.canvas.tools.send import may_send, send
from designer.canvas.tools.stage import Feedback, Modifiers, Notice, Pointer, Stage
from designer.editing import placement
from designer.editing.flows import connect, may_connect, reconnect
from designer.editing.nodes import link_note, move
from designer.editing.rules import RuleError
from designer.editing.splicing import may_splice, splice
from designer.editing.structure import called
from designer.layout.geometry import bounds, middle_of
from designer.layout.scene import Path
from designer.model.nodes import Area, Box, Note

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Question:
    """What is asked: what to type for, what may be chosen, and what a choice does."""

    hint: str
    none: str
    offers: Sequence[Path]
    choose: Callable[[Path], None]


class PickTool:
    """Shows a key on everything that may be chosen; the key, or a click, chooses it."""

    def __init__(self, stage: Stage, name: str, question: Question) -> None:
        self.name = name
        self._stage = stage
        self._question = question
        self._page = 0
        self._over = False
        self._show()

    def press(self, pointer: Pointer) -> None:
        """Chooses what is pressed, if it may be; else gives up."""
        path = self._stage.hit(pointer.scene).path
        self.cancel()
        if path in self._question.offers:
            self._question.choose(path)

    def move(self, pointer: Pointer) -> None:
        """The pointer tells what it would choose."""
        path = self._stage.hit(pointer.scene).path
        self._stage.cursor("pointing" if path in self._question.offers else "arrow")

    def release(self, pointer: Pointer) -> None:
        """Nothing more."""

    def double(self, pointer: Pointer) -> None:
        """The same as one press."""
        self.press(pointer)

    def key(self, key: str, modifiers: Modifiers) -> bool:  # noqa: ARG002
        """The key of a target chooses it; Tab shows the next ones where there are many; Esc gives up."""
        if key == "escape":
            self.cancel()
        elif key == "tab":
            pages = -(-len(self._question.offers) // len(KEYS))
            self._page = (self._page + 1) % pages
            self._show()
        elif len(key) == 1 and key in KEYS:
            self._choose(KEYS.index(key))
        return True

    def cancel(self) -> None:
        """Takes the keys away: nothing is asked any more."""
        if not self._over:
            self._over = True
            self._stage.feedback(NOTHING)
            self._stage.status("")
            self._stage.use("select")

    @property
    def busy(self) -> bool:
        """Whether an answer is awaited."""
        return not self._over

    def _shown(self) -> Sequence[Path]:
        first = self._page * len(KEYS)
        return self._question.offers[first : first + len(KEYS)]

    def _show(self) -> None:
        self._stage.feedback(Feedback(keys=tuple(zip(self._shown(), KEYS, strict=False))))
        more = " · Tab shows more" if len(self._question.offers) > len(KEYS) else ""
        self._stage.status(f"{self._question.hint}{more} · Esc gives up")

    def _choose(self, index: int) -> None:
        shown = self._shown()
        if index < len(shown):
            self.cancel()
            self._question.choose(shown[index])


def move_into(stage: Stage) -> Question:
    """Which box the selection goes into."""
    nodes = stage.scene.nodes
    items = company(stage, without_descendants(stage.selection))
    boxes = [path for path in _near_first(stage) if isinstance(nodes[path].node, Box)]
    if not items:
        return Question("", "Select what is to be moved first", (), lambda _: None)
    moved = Moved(items, items[0])
    offers = [path for path in boxes if path not in moved.paths and may_send(stage, moved, path).ok]
    none = "There is no box here that it may go into"
    return Question(
        f"Move {moved.title} into: press its key", none, offers, lambda to: _sent(stage, moved, to)
    )


def _sent(stage: Stage, moved: Moved, to: Path) -> None:
    send(stage, moved, to)


def connect_to(stage: Stage) -> Question:
    """What the selected steps lead to."""
    nodes, document = stage.scene.nodes, stage.editor.document
    sources = [path for path in nodes if path in stage.selection]
    steps = [path for path in sources if not isinstance(nodes[path].node, Note | Area)]
    if not steps:
        return Question("", "Select the step that the flow leaves first", (), lambda _: None)
    offers = [
        path
        for path in _near_first(stage)
        if path not in steps and all(may_connect(document, one[-1], path[-1]).ok for one in steps)
    ]

    def choose(to: Path) -> None:
        target = document.nodes[to[-1]]
        try:
            with stage.editor.edit(f"Connect to {called(target)}") as draft:
                for source in steps:
                    connect(draft, source[-1], to[-1])
        except RuleError as error:
            stage.status(str(error))
            return
        built = ports_built(stage.editor.history.done[-1].change)
        if built:
            stage.notice(Notice(f"Connected · added {built}"))

    none = "There is nothing here that it may lead to"
    return Question("Connect to: press its key", none, offers, choose)


def link_to(stage: Stage) -> Question:
    """What the selected note is about."""
    nodes = stage.scene.nodes
    notes = [path for path in nodes if path in stage.selection and isinstance(nodes[path].node, Note | Area)]
    if len(notes) != 1:
        return Question("", "Select one note first", (), lambda _: None)
    (note,) = notes
    offers = [path for path in _near_first(stage) if path[:-1] == note[:-1] and path != note]

    def choose(to: Path) -> None:
        with stage.editor.edit(f"Link note to {called(nodes[to].node)}") as draft:
            link_note(draft, note[-1], to[-1])

    return Question("Link to, or unlink from: press its key", "There is nothing beside it", offers, choose)


def lead(stage: Stage, end: Literal["source", "target"]) -> Question:
    """Where an end of the selected flow goes instead."""
    flows = [path for path in stage.selection if path in stage.scene.flows]
    if len(flows) != 1 or len(stage.selection) != 1:
        return Question("", "Select one flow first", (), lambda _: None)
    (flow,) = flows
    held = stage.scene.flows[flow].flow

    def fits(to: Path) -> bool:
        if to[:-1] != flow[:-1] or to[-1] == getattr(held, end):
            return False
        try:
            reconnect(stage.editor.draft(), held.id, **{end: to[-1]})
        except RuleError:
            return False
        return True

    def choose(to: Path) -> None:
        with stage.editor.edit("Reconnect flow") as draft:
            reconnect(draft, held.id, **{end: to[-1]})
        stage.select({flow})

    offers = [path for path in _near_first(stage) if fits(path)]
    word = "Lead to" if end == "target" else "Lead from"
    return Question(f"{word}: press its key", "There is nothing else here that it may join", offers, choose)


def insert_into(stage: Stage) -> Question:
    """Which flow the selected steps go into."""
    items = company(stage, without_descendants(stage.selection))
    steps = [item for item in items if not isinstance(item.node, Note | Area)]
    if not steps:
        return Question("", "Select the step that goes into a flow first", (), lambda _: None)
    moved = Moved(tuple(steps), steps[0])
    document, seen = stage.editor.document, stage.visible
    near = [
        (_distance(middle, steps[0].rect.center), path)
        for path, routed in stage.scene.flows.items()
        if path[:-1] == moved.home
        and seen.holds(*(middle := middle_of(routed.points)))
        and may_splice(document, moved.ids, path[-1], anyway=True).ok
    ]

    def choose(to: Path) -> None:
        there = base_point(stage, to[:-1], middle_of(stage.scene.flows[to].points))
        frame = bounds(placement.rect_of(document, document.nodes[each]) for each in moved.ids)
        with stage.editor.edit(f"Insert {moved.title} into a flow") as draft:
            if frame is not None:
                move(draft, moved.ids, *(there - frame.center))
            splice(draft, moved.ids, to[-1])
        stage.select(moved.paths)

    offers = [path for _, path in sorted(near)]
    hint = f"Insert {moved.title} into: press the key of a flow"
    return Question(hint, "There is no flow here that it fits into", offers, choose)


def _near_first(stage: Stage) -> list[Path]:
    """What is in view, from what is nearest to the selection."""
    nodes, seen = stage.scene.nodes, stage.visible
    flows = [stage.scene.flows[path].points for path in stage.selection if path in stage.scene.flows]
    chosen = [nodes[path].rect.center for path in stage.selection if path in nodes]
    chosen += [middle_of(points) for points in flows]
    at = chosen[0] if chosen else seen.center
    shown = [path for path, placed in nodes.items() if placed.rect.overlaps(seen)]
    return sorted(shown, key=lambda path: _distance(nodes[path].rect.center, at))


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


QUESTIONS: dict[str, Callable[[Stage], Question]] = {
    "move-into": move_into,
    "connect-to": connect_to,
    "link-to": link_to,
    "lead-to": lambda stage: lead(stage, "target"),
    "lead-from": lambda stage: lead(stage, "source"),
    "insert-into": insert_into,
}


def pick_tool(stage: Stage, name: str) -> PickTool | None:
    """Asks one of the questions; None where there is nothing to choose from, which is said."""
    question = QUESTIONS[name](stage)
    if question.offers:
        return PickTool(stage, f"pick:{name}", question)
    stage.status(question.none)
    return None
