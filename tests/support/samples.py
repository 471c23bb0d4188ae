"""Documents to look at: one node of each kind, and one with problems of every severity."""

from designer import api
from designer.model.document import Document
from tests.support.build import (
    area,
    boundary,
    box,
    calendar,
    decision,
    flow,
    inside,
    note,
    number,
    outcome,
    parallel,
    person,
    process,
    race,
    role,
    scenario,
    state,
    task,
    trigger,
    wait,
)

HOUR = {"kind": "exponential", "mean": 1.0, "unit": "h"}
WORK = {"kind": "triangular", "low": 5.0, "mode": 10.0, "high": 40.0, "unit": "min"}


def one_of_each() -> Document:
    """Every kind of node in one workflow, with what an inspector shows of it."""
    return process(
        trigger("asked", name="Asked", at=(0, 60), arrivals={"kind": "interval", "interval": HOUR}),
        task(
            "check",
            name="Check the request",
            at=(180, 48),
            role="clerk",
            type="approval",
            duration=WORK,
            inputs=("amount",),
            sla="1 d",
        ),
        boundary("late", name="After 2 days", host="check", event="timer", after="2 d"),
        decision("large", name="Large?", at=(410, 52)),
        parallel("both", name="Both", at=(540, 48)),
        box("inner", runs="review", name="Review", at=(620, 44)),
        wait("pause", name="Next morning", at=(850, 58), until="09:00"),
        race("first", name="First of", at=(950, 58)),
        state("open", name="Open", at=(1060, 48)),
        outcome("done", name="Done", at=(1290, 60), result="success"),
        note("remark", text="The limit is set by finance.", at=(400, 180)),
        area("zone", name="Finance", at=(600, 180)),
        "asked -> check",
        "check -> large",
        flow("large", "both", condition="amount > 500", label="yes"),
        flow("large", "done", default=True, label="no"),
        "both -> inner -> pause -> first -> open -> done",
        "late -> done",
        inside(
            "review",
            trigger("begun", name="Begun", at=(0, 12)),
            task("read", name="Read it", at=(170, 0), role="clerk", duration="20 min"),
            outcome("read-all", name="Read", at=(390, 12)),
            "begun -> read -> read-all",
        ),
        role("clerk", name="Clerk", department="Finance", capacity=2, calendar="office", cost_per_hour=40.0),
        person("ann", "clerk", name="Ann"),
        calendar("office", name="Office hours"),
        number("amount", name="Amount", initial={"kind": "lognormal", "mean": 400.0, "sd": 300.0}),
        scenario("as-is", name="As is", cases=500),
    )


def with_problems() -> Document:
    """Mistakes, doubts and wastes."""
    return process(
        trigger("asked", name="Asked", at=(0, 60)),
        task("check", name="Check the request", at=(180, 48), role="nobody"),
        decision("large", name="Large?", at=(410, 52)),
        task("approve", name="Approve", at=(560, 0), type="approval"),
        task("alone", name="Stands alone", at=(560, 140)),
        outcome("done", name="Done", at=(800, 12)),
        "asked -> check -> large",
        flow("large", "approve", condition="amout > 500"),
        "approve -> done",
    )


def three_deep() -> Document:
    """Boxes in boxes in boxes, with a way through all of them."""
    outer = (
        trigger("in", name="Order", at=(0, 30)),
        box("a", runs="a-flow", name="Order handling", at=(160, 0)),
    )
    levels = [
        inside(
            f"{name}-flow",
            trigger(f"{name}-in", name="Start", at=(20, 36)),
            task(f"{name}-work", name=f"Work of level {depth}", at=(150, 20)),
            *([box(inner, runs=f"{inner}-flow", name=f"Level {depth + 1}", at=(340, 16))] if inner else []),
            outcome(f"{name}-out", name="Done", at=(560, 36)),
            " -> ".join([f"{name}-in", f"{name}-work", *([inner] if inner else []), f"{name}-out"]),
        )
        for depth, (name, inner) in enumerate((("a", "b"), ("b", "c"), ("c", "")), 1)
    ]
    return process(*outer, outcome("z", name="Shipped", at=(380, 30)), "in -> a -> z", *levels)


def with_odd_names() -> Document:
    """Long names, names from right to left, and pictures, on cards, signs, boxes and flows."""
    long = "Check the completeness of the documents that the customer has handed in, twice"
    return api.layout(
        process(
            role("clerk", name="Head of the department of incoming correspondence", department="Post"),
            trigger("s", name="A very long reason why all of this begins at all", at=(0, 16)),
            task("long", name=long, role="clerk", duration="45 min", at=(180, 0)),
            decision("d", name="Is everything that was asked for really there?", at=(370, 4)),
            task("rtl", name="فحص الطلب وإرساله إلى المدير", role="clerk", at=(520, 0)),
            task("hebrew", name="בדיקת החשבונית", at=(520, 140)),
            task("emoji", name="🚀 Ship it 🎉👩‍💻", at=(710, 0)),
            task("word", name="Donaudampfschifffahrtsgesellschaftskapitän", at=(710, 140)),
            box("b", runs="inner", name="顧客の確認とすべての書類の登録", at=(900, -4)),
            outcome("z", name="Done at last, and nobody has to think of it again", at=(1120, 16)),
            inside("inner", trigger("t"), task("x", name="確認"), outcome("o"), "t -> x -> o"),
            flow("d", "rtl", label="yes, all of it is there and in order", probability=0.7),
            flow("d", "hebrew", label="לא", probability=0.3),
            *("s -> long -> d", "rtl -> emoji -> b -> z", "hebrew -> word -> b"),
        )
    )


def never_joined() -> Document:
    """A choice of two ways that a parallel bar waits for both of: it waits for ever."""
    return process(
        trigger("start", name="Order arrives", at=(0, 70)),
        decision("way", name="By which way?", at=(180, 58)),
        task("mail", name="Send by mail", at=(320, 0)),
        task("fetch", name="Customer fetches it", at=(320, 120)),
        parallel("both", at=(520, 58)),
        outcome("done", name="Done", at=(620, 70)),
        flow("way", "mail", probability=0.5),
        flow("way", "fetch", probability=0.5),
        *("start -> way", "mail -> both", "fetch -> both", "both -> done"),
    )
