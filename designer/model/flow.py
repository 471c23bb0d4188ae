"""Flows: where a token goes next. They connect siblings only."""

from typing import ClassVar, Literal

from designer.model.distributions import Duration
from designer.model.ids import Id
from designer.model.nodes import Point
from designer.model.records import Extensions, Record, Table, Text, Value

Channel = Literal["system", "email", "meeting", "phone", "paper", "chat"]
CHANNELS: tuple[Channel, ...] = ("system", "email", "meeting", "phone", "paper", "chat")


class Handoff(Value):
    """How work changes hands along a flow, how long that takes, and which fields go with it."""

    channel: Channel | None = None
    delay: Duration | None = None
    data: tuple[Id, ...] = ()


class Flow(Record):
    """An arrow between two nodes of one workflow; `outcome` and `trigger` are the ports of boxes it joins."""

    table: ClassVar[Table] = "flows"

    source: Id
    target: Id
    label: Text = ""
    order: int = 0
    outcome: Id | None = None
    trigger: Id | None = None
    condition: str | None = None
    probability: float | None = None
    default: bool = False
    event: Text = ""
    after: Duration | None = None
    via: tuple[Point, ...] = ()
    label_at: Point | None = None
    handoff: Handoff | None = None
    extensions: Extensions = {}
