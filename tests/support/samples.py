"""Documents to look at: one node of each kind, and one with problems of every severity."""

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
