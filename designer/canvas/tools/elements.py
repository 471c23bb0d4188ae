"""What can be created, under the names that menus, the palette and drags use."""

from dataclasses import dataclass
from typing import get_args

from designer.canvas.tools.stage import Element
from designer.drawing.icons import KIND_ICONS, TASK_ICONS
from designer.model.nodes import NodeKind, TaskType


@dataclass(frozen=True)
class Offer:
    """An element as it is offered: its title, what it is for, and further words that find it."""

    element: Element
    title: str
    hint: str
    words: str = ""

    @property
    def icon(self) -> str:
        """The name of its icon."""
        if self.element.type is not None:
            return TASK_ICONS[self.element.type]
        return KIND_ICONS[self.element.kind]

    @property
    def key(self) -> str:
        """The element's name in drags and tools, such as `task:approval`."""
        return key_of(self.element)


OFFERS: tuple[Offer, ...] = (
    Offer(Element("task"), "Task", "One unit of work by one role", "step activity work manual"),
    Offer(Element("decision"), "Decision", "Chooses the way by rules, or merges ways", "gateway if xor"),
    Offer(Element("workflow"), "Box", "A workflow inside this one", "nested subprocess group"),
    Offer(Element("outcome"), "Outcome", "Where the work ends", "end finish result"),
    Offer(Element("task", "approval"), "Approval", "Somebody says yes or no", "sign off review"),
    Offer(Element("task", "automated"), "Automation", "A system does it", "automated service script"),
    Offer(Element("task", "communication"), "Message", "Somebody tells somebody", "email send"),
    Offer(Element("task", "data-entry"), "Data entry", "Somebody types it in", "form input"),
    Offer(Element("task", "status-check"), "Status check", "Somebody asks how far it is", "ask"),
    Offer(Element("parallel"), "Parallel", "Several ways at once, or all of them joined", "and fork"),
    Offer(Element("wait"), "Wait", "Lets time pass or waits for something", "timer delay pause"),
    Offer(Element("race"), "Race", "The first of the waits behind it wins", "event first of several"),
    Offer(Element("state"), "State", "Where a case dwells until something happens", "status"),
    Offer(Element("trigger"), "Trigger", "What starts the work", "start begin event"),
    Offer(Element("boundary"), "Timer", "What happens if a step takes too long", "deadline step event"),
    Offer(Element("note"), "Note", "Words beside the picture", "text comment"),
    Offer(Element("area"), "Area", "A frame around things that belong together", "group frame"),
)


def key_of(element: Element) -> str:
    """The name of an element: its kind, with a task's type after a colon."""
    return element.kind if element.type is None else f"{element.kind}:{element.type}"


def element(key: str) -> Element:
    """The element of a name; raises ValueError for a name that means none."""
    kind, _, task_type = key.partition(":")
    for known in get_args(NodeKind):
        if kind == known:
            return Element(known, _task_type(task_type))
    raise ValueError(f"{key!r} is not the name of an element")


def offer(element: Element) -> Offer:
    """How an element is offered; a manual task is a task."""
    wanted = Element("task") if element.type == "manual" else element
    return next(each for each in OFFERS if each.element == wanted)


def _task_type(name: str) -> TaskType | None:
    for known in get_args(TaskType):
        if name == known:
            return known  # type: ignore[no-any-return]  # get_args loses the literal's type
    if name:
        raise ValueError(f"{name!r} is not a type of task")
    return None
