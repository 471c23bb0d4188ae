"""Every verb once, as an act with arguments chosen by somebody: a test's seed, or hypothesis."""

from collections.abc import Callable, Sequence
from random import Random
from typing import Protocol, TypeVar

from designer.editing import (
    arranging,
    bending,
    clipboard,
    fields,
    flows,
    head,
    nesting,
    nodes,
    people,
    replacing,
    scenarios,
    spacing,
)
from designer.editing.draft import Draft
from designer.editing.rules import RuleError
from designer.layout.geometry import Rect
from designer.model.document import Document
from designer.model.flow import SIDES
from designer.model.nodes import NODE_CLASSES, Area, Box, NodeKind, Note

_T = TypeVar("_T")
KINDS: tuple[NodeKind, ...] = tuple(NODE_CLASSES)


class Chooser(Protocol):
    """Somebody who picks one of several."""

    def one(self, options: Sequence[_T]) -> _T:
        """One of the options, of which there is at least one."""


class Seeded:
    """Picks by a seed."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def one(self, options: Sequence[_T]) -> _T:
        return self._random.choice(options)


class Pick:
    """Arguments for verbs out of what a draft holds. Where there is nothing to choose from: RuleError."""

    def __init__(self, draft: Draft, chooser: Chooser) -> None:
        self.document: Document = draft.document
        self._chooser = chooser

    def one(self, options: Sequence[_T]) -> _T:
        if not options:
            raise RuleError("There is nothing to choose from.")
        return self._chooser.one(options)

    def some(self, options: Sequence[_T]) -> list[_T]:
        return list(dict.fromkeys(self.one(options) for _ in range(self.one((1, 2, 3, 5)))))

    def node(self) -> str:
        return self.one(sorted(self.document.nodes))

    def nodes(self) -> list[str]:
        return self.some(sorted(self.document.nodes))

    def siblings(self) -> list[str]:
        found = self.document.nodes_in(self.workflow())
        return self.some([node.id for node in found])

    def flow(self) -> str:
        return self.one(sorted(self.document.flows))

    def workflow(self) -> str:
        return self.one(sorted(self.document.workflows))

    def box(self) -> str:
        return self.one([n.id for n in self.document.nodes.values() if isinstance(n, Box)])

    def kind(self) -> NodeKind:
        return self.one(KINDS)

    def number(self) -> float:
        return float(self.one((-230, -40, 0, 10, 170, 380, 700)))

    def point(self) -> tuple[float, float]:
        return (self.number(), self.number())

    def yes(self) -> bool:
        return self.one((False, True))

    def of(self, table: str) -> str:
        return self.one(sorted(getattr(self.document, table)))


Act = Callable[[Draft, Pick], object]


def _create(draft: Draft, pick: Pick) -> None:
    kind, workflow = pick.kind(), pick.workflow()
    host = {"host": pick.one([n.id for n in draft.nodes_in(workflow)])} if kind == "boundary" else {}
    nodes.create(draft, kind, workflow, pick.point(), **host)


def _connect(draft: Draft, pick: Pick) -> None:
    flows.connect(draft, pick.node(), pick.node())


def _reconnect(draft: Draft, pick: Pick) -> None:
    flow = pick.flow()
    siblings = [n.id for n in draft.nodes_in(draft.node(draft.flow(flow).source).workflow)]
    end = pick.one(("source", "target"))
    flows.reconnect(draft, flow, **{end: pick.one(siblings)})


def _splice(draft: Draft, pick: Pick) -> None:
    flow = pick.flow()
    siblings = [n.id for n in draft.nodes_in(draft.node(draft.flow(flow).source).workflow)]
    flows.splice(
        draft, pick.one([n for n in siblings if flows.may_splice(draft, n, flow, anyway=True)]), flow
    )


def _move_elsewhere(draft: Draft, pick: Pick) -> None:
    ids = pick.siblings()
    places = {node: pick.point() for node in ids}
    nodes.move_to(draft, places, pick.workflow(), keep_connected=pick.yes())


def _resize(draft: Draft, pick: Pick) -> None:
    nodes.resize(draft, pick.node(), Rect(*pick.point(), 300, 200), open=pick.yes())


def _paste(draft: Draft, pick: Pick) -> None:
    fragment = clipboard.copy(draft, pick.siblings())
    fragment = clipboard.fragment_from_text(fragment.to_json())
    at = pick.point() if pick.yes() else None
    ids = clipboard.paste_all(draft, fragment, pick.workflow(), at)
    clipboard.reattach(draft, fragment, ids)


def _cut_and_paste(draft: Draft, pick: Pick) -> None:
    ids = pick.siblings()
    fragment = clipboard.copy(draft, ids)
    nodes.delete(draft, ids)
    workflows = [w for w in sorted(pick.document.workflows) if w in draft]
    clipboard.paste(draft, fragment, pick.one(workflows), keep_ids=True)


def _paste_list(draft: Draft, pick: Pick) -> None:
    text = "1. Receive\n2. Check\n   - Credit\n   - Stock\n3. Ship"
    clipboard.paste(draft, clipboard.fragment_from_text(text), pick.workflow(), pick.point())


def _link_note(draft: Draft, pick: Pick) -> None:
    notes = [n for n in pick.document.nodes.values() if isinstance(n, Note | Area)]
    note = pick.one(notes)
    nodes.link_note(draft, note.id, pick.one([n.id for n in draft.nodes_in(note.workflow)]))


def _straighten(draft: Draft, pick: Pick) -> None:
    flow = pick.flow()
    draft.update(flow, via=((200.0, 306.0), (240.0, 306.0), (240.0, 300.0)))
    bending.straighten(draft, flow)


def _spread(draft: Draft, pick: Pick) -> None:
    ids = pick.siblings()
    at = draft.node(ids[0]).at
    nodes.move_to(draft, {node: at for node in ids if draft.node(node).kind != "boundary"})
    arranging.spread(draft, ids)


ACTS: dict[str, Act] = {
    "create": _create,
    "append": lambda draft, pick: nodes.append(draft, pick.node(), pick.kind()),
    "rename": lambda draft, pick: nodes.rename(draft, pick.node(), pick.one(("", "Check", "Ship it"))),
    "rename a workflow": lambda draft, pick: nodes.rename(draft, pick.workflow(), "Handling"),
    "move": lambda draft, pick: nodes.move(draft, pick.nodes(), *pick.point()),
    "move within": lambda draft, pick: nodes.move_to(draft, {pick.node(): pick.point()}),
    "move elsewhere": _move_elsewhere,
    "resize": _resize,
    "delete": lambda draft, pick: nodes.delete(draft, [*pick.nodes(), pick.flow()]),
    "delete without healing": lambda draft, pick: nodes.delete(draft, pick.nodes(), heal=False),
    "delete and fan out": lambda draft, pick: nodes.delete(draft, pick.nodes(), fan_out=True),
    "link a note": _link_note,
    "make space": lambda draft, pick: spacing.make_space(draft, pick.node(), pick.number()),
    "reset routes": lambda draft, pick: bending.reset_routes(draft, [pick.flow()]),
    "pin ends": lambda draft, pick: bending.pin_ends(
        draft, pick.flow(), pick.one((None, *SIDES)), pick.one((None, *SIDES))
    ),
    "straighten": _straighten,
    "connect": _connect,
    "reconnect": _reconnect,
    "remove a flow": lambda draft, pick: flows.remove(draft, pick.flow()),
    "label": lambda draft, pick: draft.update(pick.flow(), label="yes"),
    "order": lambda draft, pick: flows.set_order(draft, pick.flow(), pick.one((0, 1, 9))),
    "default": lambda draft, pick: flows.set_default(draft, pick.flow()),
    "splice": _splice,
    "split": lambda draft, pick: flows.split(draft, pick.node(), pick.one(("decision", "parallel"))),
    "wrap": lambda draft, pick: nesting.wrap(draft, pick.siblings(), "Part"),
    "dissolve": lambda draft, pick: nesting.dissolve(draft, pick.box()),
    "link a workflow": lambda draft, pick: nesting.link(draft, pick.workflow(), pick.workflow()),
    "link a box": lambda draft, pick: nesting.link_box(draft, pick.box()),
    "unshare": lambda draft, pick: nesting.unshare(draft, pick.box()),
    "paste": _paste,
    "cut and paste": _cut_and_paste,
    "paste a list": _paste_list,
    "duplicate": lambda draft, pick: clipboard.duplicate(draft, pick.nodes()),
    "replace": lambda draft, pick: replacing.replace_kind(draft, pick.node(), pick.kind()),
    "align": lambda draft, pick: arranging.align(draft, pick.siblings(), "middle"),
    "distribute": lambda draft, pick: arranging.distribute(draft, pick.siblings(), "horizontal"),
    "spread": _spread,
    "space out": lambda draft, pick: arranging.space_out(draft, pick.siblings(), "horizontal", 50),
    "frame": lambda draft, pick: arranging.frame(draft, pick.siblings(), "Sales"),
    "add a role": lambda draft, pick: people.add_role(draft, "Clerk"),
    "add a person": lambda draft, pick: people.add_person(draft, "Ada", roles=(pick.of("roles"),)),
    "add a calendar": lambda draft, pick: people.add_calendar(draft, "Office"),
    "remove a role": lambda draft, pick: people.remove_role(draft, pick.of("roles")),
    "remove a person": lambda draft, pick: people.remove_person(draft, pick.of("people")),
    "remove a calendar": lambda draft, pick: people.remove_calendar(draft, pick.of("calendars")),
    "add a field": lambda draft, pick: fields.add_field(draft, "Order value"),
    "remove a field": lambda draft, pick: fields.remove_field(draft, pick.of("fields")),
    "add a scenario": lambda draft, pick: scenarios.add_scenario(draft, "As is", cases=10),
    "add a variant": lambda draft, pick: scenarios.add_variant(draft, pick.of("scenarios"), "What if"),
    "change in a scenario": lambda draft, pick: scenarios.set_change(
        draft, pick.of("scenarios"), f"{pick.node()}.name", "Other"
    ),
    "remove a scenario": lambda draft, pick: scenarios.remove_scenario(draft, pick.of("scenarios")),
    "currency": lambda draft, pick: head.set_currency(draft, pick.one(("EUR", "USD"))),
}
