"""Flows: where a token goes next. They connect siblings only."""

from typing import Any, ClassVar, Literal, Self, get_args

from pydantic import JsonValue

from designer.model.distributions import Duration
from designer.model.extensions import ours, with_ours
from designer.model.ids import Id
from designer.model.nodes import Point
from designer.model.records import Extensions, Record, Table, Text, Value

Channel = Literal["system", "email", "meeting", "phone", "paper", "chat"]
End = Literal["source", "target"]
Side = Literal["left", "right", "top", "bottom"]
SIDES: tuple[Side, ...] = get_args(Side)
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

    @property
    def pinned_sides(self) -> dict[End, Side]:
        """The sides of its nodes to which its ends are pinned; format 1 has no key for it."""
        found = ours(self.extensions).get("sides") if self.extensions else None
        if not isinstance(found, dict):
            return {}
        return {end: side for end in get_args(End) for side in SIDES if found.get(end) == side}

    def pinned(self, sides: dict[End, Side]) -> Self:
        """The same with its ends pinned to these sides and no others."""
        kept: dict[str, JsonValue] = dict(sides.items())
        return self.model_copy(update={"extensions": with_ours(self.extensions, "sides", kept or None)})

    def led(self, **keys: Any) -> Self:
        """The same with other keys, led elsewhere: what was put by hand at ends that change goes."""
        made = self.model_copy(update={**keys, "via": (), "label_at": None})
        sides = self.pinned_sides
        kept = {end: side for end, side in sides.items() if getattr(made, end) == getattr(self, end)}
        return made if kept == sides else made.pinned(kept)
