"""Every edit of the canvas by name and with parameters, for scripts, the command line and the palette (I7).

An act is a verb of this package with names for what it needs; what is written as a line is read by `spoken`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from designer.editing import (
    arranging,
    auto_layout,
    bending,
    clipboard,
    flows,
    moving,
    nesting,
    nodes,
    placement,
    replacing,
    roles,
    spacing,
    structure,
    tidying,
)
from designer.editing.draft import Draft
from designer.editing.rules import RuleError
from designer.layout.geometry import Rect
from designer.model.flow import SIDES
from designer.model.nodes import NODE_CLASSES, TASK_TYPES, Box, NodeKind
from designer.model.workflow import Workflow

Place = tuple[float, float]
Sort = Literal[
    "node",
    "nodes",
    "flow",
    "flows",
    "record",
    "records",
    "workflow",
    "role",
    "id",
    "text",
    "number",
    "place",
    "places",
    "flag",
]
KINDS = tuple(NODE_CLASSES)


@dataclass(frozen=True)
class Parameter:
    """Something an act is told: its name, what is expected there, and what it is for.

    `sort` is what it names or is, or the words of which it must be one; "place" is `x,y`, "places" are
    several, "flag" is yes or no. The verb knows it as `key`, unless that is its name as well.
    """

    name: str
    sort: Sort | tuple[str, ...]
    key: str = ""
    is_needed: bool = False
    hint: str = ""


@dataclass(frozen=True)
class Act:
    """An edit by name; `run` writes to a draft and gives what it made or changed, if that has a name."""

    name: str
    title: str
    parameters: tuple[Parameter, ...]
    run: Callable[..., object]

    @property
    def usage(self) -> str:
        """How it is written: what is needed in capitals, the rest in brackets."""
        words = [p.name.upper() if p.is_needed else f"[{p.name}=…]" for p in self.parameters]
        return " ".join([self.name, *words])


def needed(name: str, sort: Sort | tuple[str, ...], key: str = "", hint: str = "") -> Parameter:
    """A parameter that must be given."""
    return Parameter(name, sort, key, is_needed=True, hint=hint)


# Acts whose verb takes other arguments than people would give.


def _create(
    draft: Draft, kind: NodeKind, workflow: str | None = None, at: Place | None = None, **keys: Any
) -> str:
    """Something new at a place, or where there is room below all else."""
    home = workflow or draft.head.root
    if at is None and kind != "boundary":
        width, height = placement.size_in(draft, kind, home)
        found = placement.free_place(draft, home, Rect(0, 0, width, height))
        at = (found.x, found.y)
    return nodes.create(draft, kind, home, at or (0.0, 0.0), **keys)


def _move(draft: Draft, ids: list[str], by: Place) -> None:
    nodes.move(draft, ids, *by)


def _place(draft: Draft, node: str, at: Place) -> None:
    nodes.move_to(draft, {node: at})


def _move_into(
    draft: Draft, ids: list[str], into: str, at: Place | None = None, keep_connected: bool = False
) -> None:
    """Into a box or a workflow, beside each other as they are, where there is room."""
    target = draft.get(into)
    workflow = target.runs if isinstance(target, Box) else into
    if not isinstance(draft.get(workflow), Workflow):
        raise RuleError("Only a box, or a workflow, can take something in.")
    rects = {n.id: placement.rect_of(draft, n) for n in structure.nodes(draft, ids)}
    left, top = min(r.x for r in rects.values()), min(r.y for r in rects.values())
    wide, high = max(r.right for r in rects.values()) - left, max(r.bottom for r in rects.values()) - top
    corner = at or placement.free_place(draft, workflow, Rect(0, 0, wide, high), ids)
    places = {key: (rect.x - left + corner[0], rect.y - top + corner[1]) for key, rect in rects.items()}
    moving.move_to(draft, places, workflow, None, keep_connected)


def _wrap(draft: Draft, ids: list[str], name: str = "") -> str:
    return nesting.wrap(draft, ids, name)


def _resize(draft: Draft, node: str, size: Place, at: Place | None = None, opened: bool = False) -> None:
    corner = at or structure.node(draft, node).at
    nodes.resize(draft, node, Rect(*corner, *size), opened)


def _bend(draft: Draft, flow: str, through: tuple[Place, ...] = ()) -> None:
    draft.put(draft.flow(flow).bent(through))


def _move_bend(draft: Draft, flow: str, bend: float, at: Place) -> None:
    bending.move_bend(draft, flow, round(bend) - 1, at)


def _label(draft: Draft, flow: str, at: Place | None = None) -> None:
    draft.put(draft.flow(flow).labelled(at))


def _caption(draft: Draft, sign: str, at: Place | None = None) -> None:
    bending.put_name(draft, sign, at)


def _straighten(draft: Draft, which: list[str]) -> None:
    for flow in which:
        bending.straighten(draft, flow)


def _order(draft: Draft, flow: str, place: float) -> None:
    flows.set_order(draft, flow, round(place) - 1)


def _tidy(draft: Draft, ids: list[str] | None = None, workflow: str | None = None) -> None:
    inside = draft.nodes_in(workflow or draft.head.root)
    tidying.tidy(draft, ids or [n.id for n in inside])


def _layout(draft: Draft, workflow: str | None = None, keep_bends: bool = False) -> None:
    auto_layout.lay_out(draft, workflow, keep_bends=keep_bends)


_TYPE = Parameter("type", TASK_TYPES, hint="of a task")
_NAME = Parameter("name", "text")
_AT = Parameter("at", "place", hint="its upper left corner")
_PORTS = (
    Parameter("outcome", "node", hint="exit of a box"),
    Parameter("trigger", "node", hint="entry of a box"),
)
_ID = Parameter("id", "id", hint="instead of one that is made up")
_NODES = needed("steps", "nodes", "ids")

ACTS: tuple[Act, ...] = (
    Act(
        "create",
        "Add an element",
        (
            needed("kind", KINDS),
            _NAME,
            Parameter("workflow", "workflow"),
            _AT,
            _TYPE,
            Parameter("host", "node", hint="of an event"),
            _ID,
        ),
        _create,
    ),
    Act(
        "append",
        "Add the next step",
        (needed("source", "node"), needed("kind", KINDS), _NAME, _AT, _PORTS[0], _TYPE, _ID),
        nodes.append,
    ),
    Act(
        "prepend",
        "Add the step before",
        (needed("target", "node"), needed("kind", KINDS), _NAME, _AT, _PORTS[1], _TYPE, _ID),
        nodes.prepend,
    ),
    Act(
        "split",
        "Put a gateway behind a step",
        (needed("step", "node", "node"), needed("kind", ("decision", "parallel"))),
        flows.split,
    ),
    Act(
        "connect",
        "Draw a flow",
        (needed("source", "node"), needed("target", "node"), *_PORTS, Parameter("label", "text")),
        flows.connect,
    ),
    Act(
        "reconnect",
        "Lead an end of a flow elsewhere",
        (needed("flow", "flow"), Parameter("source", "node"), Parameter("target", "node"), *_PORTS),
        flows.reconnect,
    ),
    Act(
        "splice",
        "Put steps into a flow",
        (needed("steps", "nodes", "nodes"), needed("flow", "flow")),
        flows.splice,
    ),
    Act("move", "Move by a distance", (_NODES, needed("by", "place")), _move),
    Act("place", "Move to a place", (needed("step", "node", "node"), needed("at", "place")), _place),
    Act(
        "move-into",
        "Move into a box or workflow",
        (_NODES, needed("into", "record"), _AT, Parameter("keep-connected", "flag", "keep_connected")),
        _move_into,
    ),
    Act(
        "put-on",
        "Put an event on another step",
        (needed("event", "node"), needed("host", "node")),
        nodes.put_on,
    ),
    Act(
        "delete",
        "Delete",
        (
            needed("what", "records", "ids"),
            Parameter("heal", "flag", hint="whether flows are led past, unless said: yes"),
            Parameter("fan-out", "flag", "fan_out", hint="even if a choice is lost"),
        ),
        nodes.delete,
    ),
    Act("rename", "Rename", (needed("what", "record", "record_id"), needed("name", "text")), nodes.rename),
    Act(
        "replace",
        "Make it another kind",
        (needed("step", "node", "node_id"), needed("kind", KINDS), _TYPE),
        replacing.replace_kind,
    ),
    Act("wrap", "Wrap in a box", (_NODES, _NAME), _wrap),
    Act("dissolve", "Dissolve a box", (needed("box", "node"),), nesting.dissolve),
    Act("frame", "Wrap in an area", (_NODES, _NAME), arranging.frame),
    Act(
        "resize",
        "Resize a box, note or area",
        (
            needed("what", "node", "node"),
            needed("size", "place", hint="width,height"),
            _AT,
            Parameter("open", "flag", "opened", hint="the size of a box when it is open"),
        ),
        _resize,
    ),
    Act("fit", "Fit a box to its content", (needed("box", "node"),), nodes.fit_to_content),
    Act("duplicate", "Duplicate", (_NODES,), clipboard.duplicate),
    Act(
        "align",
        "Align",
        (_NODES, needed("edge", get_args(arranging.Edge)), Parameter("key", "node", hint="that stays")),
        arranging.align,
    ),
    Act(
        "distribute",
        "Distribute evenly",
        (_NODES, needed("axis", get_args(arranging.Axis))),
        arranging.distribute,
    ),
    Act(
        "space-out",
        "Space out by a gap",
        (_NODES, needed("axis", get_args(arranging.Axis)), needed("gap", "number")),
        arranging.space_out,
    ),
    Act(
        "pin",
        "Pin in place, or let go",
        (_NODES, Parameter("pinned", "flag", hint="unless said: yes")),
        arranging.pin,
    ),
    Act("spread", "Part what overlaps", (_NODES,), arranging.spread),
    Act(
        "space",
        "Make space before a step, or take it away",
        (needed("step", "node", "start"), needed("distance", "number", hint="below 0 takes away")),
        spacing.make_space,
    ),
    Act(
        "link",
        "Link a note, or unlink it",
        (needed("note", "node"), needed("target", "node")),
        nodes.link_note,
    ),
    Act("bend", "Pin the bends of a flow", (needed("flow", "flow"), Parameter("through", "places")), _bend),
    Act(
        "move-bend",
        "Move a bend of a flow",
        (needed("flow", "flow"), needed("bend", "number", hint="from 1"), needed("at", "place")),
        _move_bend,
    ),
    Act("put-label", "Put the label of a flow", (needed("flow", "flow"), _AT), _label),
    Act("put-name", "Put the name beside a sign", (needed("sign", "node"), _AT), _caption),
    Act(
        "pin-ends",
        "Pin the ends of a flow to sides, or let them go",
        (needed("flow", "flow"), Parameter("source", SIDES), Parameter("target", SIDES)),
        bending.pin_ends,
    ),
    Act("straighten", "Straighten flows", (needed("flows", "flows", "which"),), _straighten),
    Act("reset-routes", "Find the ways of flows anew", (needed("flows", "flows"),), bending.reset_routes),
    Act(
        "order",
        "Try a flow earlier or later",
        (needed("flow", "flow"), needed("place", "number", hint="from 1")),
        _order,
    ),
    Act("default", "Let a flow take the rest", (needed("flow", "flow"),), flows.set_default),
    Act(
        "assign",
        "Give tasks to a role",
        (_NODES, Parameter("role", "role", hint="nobody, unless said")),
        roles.assign,
    ),
    Act("tidy", "Tidy", (Parameter("steps", "nodes", "ids"), Parameter("workflow", "workflow")), _tidy),
    Act(
        "layout",
        "Lay out anew",
        (Parameter("workflow", "workflow"), Parameter("keep-bends", "flag", "keep_bends")),
        _layout,
    ),
)
BY_NAME: Mapping[str, Act] = {act.name: act for act in ACTS}
