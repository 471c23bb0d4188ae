"""Random records and documents for property tests.

`records()` gives any record the model allows, made from the model's own annotations so that a new key
is covered at once; they need not make sense together. `any_documents()` puts such records in a document.
`documents()` gives nested documents that make sense: every reference leads somewhere, flows join
siblings, boxes have ports, and the checks have nothing to object to.
"""

import types
import typing
from dataclasses import dataclass, field

from hypothesis import strategies as st
from pydantic import AfterValidator, JsonValue, StringConstraints
from pydantic.fields import FieldInfo

from designer.model import distributions as d
from designer.model import ids
from designer.model.document import AnyRecord, Document, View, table_of
from designer.model.durations import UNITS
from designer.model.nodes import FARTHEST, NODE_CLASSES, TASK_TYPES, NodeBase
from designer.model.records import TABLES, Value
from tests.support import build

_PRINTABLE = st.characters(exclude_categories=["Cs"])
_TEXT = st.text(_PRINTABLE, max_size=12)
_FLOATS = st.floats(allow_nan=False, allow_infinity=False)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**60), 2**60) | _FLOATS | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
plain_durations = st.builds(
    lambda number, unit: f"{number} {unit}",
    st.integers(0, 500) | st.decimals(0, 500, places=1),
    st.sampled_from(UNITS),
)
node_ids = st.from_regex(r"[a-z][a-z0-9-]{0,7}", fullmatch=True)


def _value(annotation: object) -> st.SearchStrategy:
    """Values an annotation of the model allows."""
    if annotation is JsonValue:
        return _JSON
    origin, parts = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _annotated(parts[0], parts[1:])
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(_value(part) for part in parts))
    if origin is typing.Literal:
        return st.sampled_from(parts)
    if origin is tuple:
        return _tuples(parts)
    if origin is dict:
        return st.dictionaries(_value(parts[0]), _value(parts[1]), max_size=2)
    if isinstance(annotation, type) and issubclass(annotation, Value):
        return values(annotation)
    return _PLAIN[annotation]


_PLAIN = {
    str: _TEXT,
    bool: st.booleans(),
    int: st.integers(-(2**53), 2**53),
    float: _FLOATS,
    type(None): st.none(),
}


def _tuples(parts: tuple[object, ...]) -> st.SearchStrategy:
    if parts[-1] is Ellipsis:
        return st.lists(_value(parts[0]), max_size=3).map(tuple)
    return st.tuples(*(_value(part) for part in parts))


def _annotated(inner: object, metadata: tuple[object, ...]) -> st.SearchStrategy:
    if inner is float:
        return st.floats(-FARTHEST, FARTHEST)
    for mark in metadata:
        if isinstance(mark, StringConstraints) and mark.pattern == ids.PATTERN:
            return node_ids
        if isinstance(mark, StringConstraints):
            return st.from_regex(mark.pattern.rstrip("$").replace(r"\d", "[0-9]"), fullmatch=True)
        if isinstance(mark, AfterValidator):
            return _validated(inner, mark)
    return _value(inner)


def _validated(inner: object, mark: AfterValidator) -> st.SearchStrategy:
    if mark.func.__name__ == "_checked":
        return plain_durations
    if mark.func.__name__ == "_of_time":
        kinds = [k for k in typing.get_args(inner) if k not in (d.Bernoulli, d.Weighted)]
        return st.one_of(*(values(kind, unit=st.sampled_from(UNITS)) for kind in kinds))
    return st.one_of(*(values(kind, unit=st.none()) for kind in typing.get_args(inner)))


def _key(info: FieldInfo) -> st.SearchStrategy:
    if info.metadata:
        lengths = {type(mark).__name__: mark for mark in info.metadata}
        if "MinLen" in lengths:
            size = lengths["MinLen"].min_length
            return st.lists(_FLOATS, min_size=1, max_size=1).map(lambda few: tuple(few * size))
        return _annotated(info.annotation, tuple(info.metadata))
    return _value(info.annotation)


def values(kind: type[Value], **given: st.SearchStrategy) -> st.SearchStrategy:
    """Any value of a class of the model; `given` replaces the strategies of some keys."""
    keys = {name: _key(info) for name, info in kind.model_fields.items()} | given
    required = {n: s for n, s in keys.items() if kind.model_fields[n].is_required() or n in given}
    optional = {n: s for n, s in keys.items() if n not in required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda found: kind(**found))


def records(kind: type[AnyRecord] | None = None) -> st.SearchStrategy[AnyRecord]:
    """Any record, or any of one class."""
    kinds = [kind] if kind else list(typing.get_args(AnyRecord))
    return st.one_of(*(st.deferred(lambda k=k: values(k)) for k in kinds))


@st.composite
def any_documents(draw: st.DrawFn) -> Document:
    """Well-formed documents whose records need not make sense together."""
    found = draw(st.lists(records(), max_size=6, unique_by=lambda record: record.id))
    tables = {table: table_of(r for r in found if r.table == table) for table in TABLES}
    extensions = draw(st.dictionaries(_TEXT, _JSON, max_size=2))
    return Document(root=draw(node_ids), view=draw(values(View)), extensions=extensions, **tables)


# Documents that make sense


@dataclass
class _Plan:
    """What has been decided about a document so far."""

    draw: st.DrawFn
    parts: list[AnyRecord] = field(default_factory=list)
    count: int = 0

    def fresh(self, stem: str) -> str:
        self.count += 1
        return f"{stem}{self.count}"

    def add(self, record: AnyRecord) -> str:
        self.parts.append(record)
        return record.id

    def flow(self, source: str, target: str, **keys: object) -> None:
        self.add(build.flow(source, target, id=self.fresh("f"), **keys))


@st.composite
def documents(draw: st.DrawFn, max_workflows: int = 4, max_steps: int = 5) -> Document:
    """Nested documents that make sense; boxes may share workflows."""
    plan = _Plan(draw)
    count = draw(st.integers(1, max_workflows))
    for _ in range(draw(st.integers(0, 2))):
        plan.add(build.role(plan.fresh("role"), capacity=draw(st.integers(1, 3))))
    plan.add(build.number("amount", initial={"kind": "uniform", "low": 0, "high": 10}))
    exits: dict[int, list[str]] = {}
    for index in reversed(range(count)):  # inner ones first: a box runs a later workflow, so there is no ring
        exits[index] = _workflow(plan, index, count, exits, max_steps)
    boxes = [r.id for r in plan.parts if isinstance(r, NodeBase) and r.kind == "workflow"]
    shown = draw(st.lists(st.sampled_from(boxes), unique=True)) if boxes else []
    return build.process(*plan.parts, root="w0", view=View(open=tuple(shown)))


def _workflow(plan: _Plan, index: int, count: int, exits: dict[int, list[str]], max_steps: int) -> list[str]:
    own = f"w{index}"
    plan.add(build.workflow(own))
    arrivals = {"kind": "interval", "interval": {"kind": "exponential", "mean": 10, "unit": "min"}}
    keys = {"arrivals": arrivals} if index == 0 else {}
    last = plan.add(build.trigger(plan.fresh("t"), workflow=own, at=_at(plan), **keys))
    ends = [plan.add(build.outcome(plan.fresh("o"), workflow=own, at=_at(plan)))]
    must_run = [index + 1] if index + 1 < count else []
    for step in range(plan.draw(st.integers(1, max_steps))):
        kinds = ["task", "wait", "split", "some", "choose"] + (["box"] if index + 1 < count else [])
        kind = "box" if must_run and step == 0 else plan.draw(st.sampled_from(kinds))
        if kind == "box":
            inner = must_run.pop() if must_run else plan.draw(st.integers(index + 1, count - 1))
            last = _box(plan, own, last, inner, exits[inner])
        else:
            last = _STEPS[kind](plan, own, last, ends)
    plan.flow(last, ends[0])
    return ends


def _at(plan: _Plan) -> tuple[float, float]:
    return (plan.draw(st.integers(0, 40)) * 20.0, plan.draw(st.integers(0, 20)) * 20.0)


def _task(plan: _Plan, own: str, last: str, ends: list[str]) -> str:
    roles = [r.id for r in plan.parts if r.table == "roles"]
    here = plan.add(
        build.task(
            plan.fresh("n"),
            workflow=own,
            at=_at(plan),
            type=plan.draw(st.sampled_from(TASK_TYPES)),
            role=plan.draw(st.sampled_from(roles)) if roles else None,
            duration=plan.draw(st.sampled_from(["5 min", "1 h", "0 s"])),
        )
    )
    plan.flow(last, here)
    return here


def _wait(plan: _Plan, own: str, last: str, ends: list[str]) -> str:
    here = plan.add(build.wait(plan.fresh("n"), workflow=own, at=_at(plan), duration="10 min"))
    plan.flow(last, here)
    return here


def _split(plan: _Plan, own: str, last: str, ends: list[str]) -> str:
    fork = plan.add(build.parallel(plan.fresh("n"), workflow=own, at=_at(plan)))
    join = plan.add(build.parallel(plan.fresh("n"), workflow=own, at=_at(plan)))
    plan.flow(last, fork)
    for _ in range(plan.draw(st.integers(2, 3))):
        plan.flow(_task(plan, own, fork, ends), join)
    return join


def _some(plan: _Plan, own: str, last: str, ends: list[str]) -> str:
    """An inclusive decision, by conditions or by chance, whose ways are joined by another."""
    fork = plan.add(build.decision(plan.fresh("n"), workflow=own, mode="inclusive", at=_at(plan)))
    join = plan.add(build.decision(plan.fresh("n"), workflow=own, mode="inclusive", at=_at(plan)))
    plan.flow(last, fork)
    by_chance = plan.draw(st.booleans())
    for least in (2, 7):
        way = _task(plan, own, fork, ends)
        into = plan.parts.pop()
        rule = {"probability": 1 / least} if by_chance else {"condition": f"amount > {least}"}
        plan.add(into.model_copy(update=rule))
        plan.flow(way, join)
    plan.flow(fork, join, default=True)
    return join


def _choose(plan: _Plan, own: str, last: str, ends: list[str]) -> str:
    choose = plan.add(build.decision(plan.fresh("n"), workflow=own, at=_at(plan)))
    merge = plan.add(build.decision(plan.fresh("n"), workflow=own, at=_at(plan)))
    plan.flow(last, choose)
    if len(ends) < 2:
        ends.append(plan.add(build.outcome(plan.fresh("o"), workflow=own, at=_at(plan))))
    plan.flow(
        choose, merge, **plan.draw(st.sampled_from([{"condition": "amount < 5"}, {"probability": 0.75}]))
    )
    by_chance = plan.parts[-1].probability is not None
    plan.flow(choose, ends[1], **({"probability": 0.25} if by_chance else {"default": True}))
    return merge


def _box(plan: _Plan, own: str, last: str, inner: int, exits: list[str]) -> str:
    here = plan.add(build.box(plan.fresh("n"), f"w{inner}", workflow=own, at=_at(plan)))
    plan.flow(last, here)
    if len(exits) == 1:
        return here
    merge = plan.add(build.decision(plan.fresh("n"), workflow=own, at=_at(plan)))
    for port in exits:
        plan.flow(here, merge, outcome=port)
    return merge


_STEPS = {"task": _task, "wait": _wait, "split": _split, "some": _some, "choose": _choose}


@st.composite
def decorated(draw: st.DrawFn, documents: st.SearchStrategy[Document]) -> Document:
    """Documents with notes, areas, events, bends, labels and sizes that somebody has set by hand."""
    document = draw(documents)
    records = {record.id: record for record in document.records()}
    place = st.tuples(st.integers(0, 40), st.integers(0, 20)).map(lambda at: (at[0] * 20.0, at[1] * 20.0))
    steps = [n for n in document.nodes.values() if n.kind in ("task", "workflow")]
    for index, on in enumerate(draw(st.lists(st.sampled_from(steps), max_size=3)) if steps else ()):
        key = f"extra-{index}"
        match draw(st.sampled_from(["note", "area", "boundary"])):
            case "note":
                made = build.note(key, workflow=on.workflow, at=draw(place), links=(on.id,), text="Ask")
            case "area":
                made = build.area(key, workflow=on.workflow, at=draw(place), size=(300.0, 200.0))
            case _:
                made = build.boundary(key, on.id, workflow=on.workflow, event="timer", after="1 d")
        records[key] = made
    for flow in draw(st.lists(st.sampled_from(sorted(document.flows)), max_size=3, unique=True)):
        via = tuple(draw(st.lists(place, max_size=3)))
        records[flow] = records[flow].model_copy(
            update={"via": via, "label": draw(st.sampled_from(["", "yes"]))}
        )
    for box in (n for n in steps if n.kind == "workflow" and draw(st.booleans())):
        records[box.id] = box.model_copy(update={"open_size": (500.0, 300.0)})
    return build.process(*records.values(), root=document.root, view=document.view)


@st.composite
def tangled_documents(draw: st.DrawFn) -> Document:
    """Nodes of every kind in two workflows, joined anyhow: rings, lost ends, boxes that run each other."""
    kinds = st.sampled_from(sorted(set(NODE_CLASSES)))
    parts: list[AnyRecord] = []
    found = draw(st.lists(st.tuples(kinds, st.sampled_from(["main", "sub"])), min_size=1, max_size=9))
    names = [f"n{index}" for index in range(len(found))] + ["gone"]
    for index, (kind, workflow) in enumerate(found):
        keys: dict[str, object] = {"workflow": workflow}
        if kind == "workflow":
            keys["runs"] = draw(st.sampled_from(["main", "sub", "gone"]))
        if kind == "boundary":
            keys["host"] = draw(st.sampled_from(names))
        if kind == "decision":
            keys["mode"] = draw(st.sampled_from(["exclusive", "inclusive"]))
        parts.append(build.node(kind, f"n{index}", **keys))
    ends = st.tuples(st.sampled_from(names), st.sampled_from(names))
    for index, (source, target) in enumerate(draw(st.lists(ends, max_size=14))):
        port = draw(st.none() | st.sampled_from(names))
        condition = draw(st.sampled_from([None, None, "hour < 9", "no such"]))
        keys = {"id": f"f{index}", "outcome": port, "condition": condition}
        parts.append(build.flow(source, target, **keys))
    return build.process(*parts)
