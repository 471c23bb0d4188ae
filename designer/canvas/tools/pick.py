"""Choosing a target by the key: what may be chosen wears a number or a letter (C21)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from designer.canvas.tools.connect import ports_built
from designer.canvas.tools.drag import NOTHING
from designer.canvas.tools.moved import Moved, company
from designer.canvas.tools.selecting import without_descendants
from designer.canvas.tools.send import may_send, send
from designer.canvas.tools.stage import Feedback, Modifiers, Notice, Pointer, Stage
from designer.editing.flows import connect, may_connect
from designer.editing.nodes import link_note
from designer.editing.rules import RuleError
from designer.editing.structure import called
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
        if question.offers:
            self._show()
        else:
            stage.status(question.none)
            self._over = True

    def press(self, pointer: Pointer) -> None:
        """Chooses what is pressed, if it may be; else gives up."""
        path = self._stage.hit(pointer.scene).path
        self._end()
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
        if self._over:
            return False
        if key == "escape":
            self._end()
        elif key == "tab":
            pages = -(-len(self._question.offers) // len(KEYS))
            self._page = (self._page + 1) % pages
            self._show()
        elif len(key) == 1 and key in KEYS:
            self._choose(KEYS.index(key))
        return True

    def cancel(self) -> None:
        """Takes the keys away."""
        if not self._over:
            self._over = True
            self._stage.feedback(NOTHING)
            self._stage.status("")

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
            self._end()
            self._question.choose(shown[index])

    def _end(self) -> None:
        self._stage.use("select")


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


def _near_first(stage: Stage) -> list[Path]:
    """What is in view, from what is nearest to the selection."""
    nodes, seen = stage.scene.nodes, stage.visible
    chosen = [nodes[path].rect.center for path in stage.selection if path in nodes]
    at = chosen[0] if chosen else seen.center
    shown = [path for path, placed in nodes.items() if placed.rect.overlaps(seen)]
    return sorted(shown, key=lambda path: _distance(nodes[path].rect.center, at))


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


QUESTIONS: dict[str, Callable[[Stage], Question]] = {
    "move-into": move_into,
    "connect-to": connect_to,
    "link-to": link_to,
}


def pick_tool(stage: Stage, name: str) -> PickTool:
    """Asks one of the questions."""
    return PickTool(stage, f"pick:{name}", QUESTIONS[name](stage))
