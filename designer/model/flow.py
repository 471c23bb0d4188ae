"""Flows: where a token goes next. They connect siblings only."""

from collections.abc import Sequence
from typing import Any, ClassVar, Literal, Self, get_args

from pydantic import JsonValue

from designer.model.distributions import Duration
from designer.model.extensions import ours, with_ours
from designer.model.ids import Id
from designer.model.nodes import Point, point_in
from designer.model.records import Extensions, Record, Table, Text, Value

Channel = Literal["system", "email", "meeting", "phone", "paper", "chat"]
End = Literal["source", "target"]
Side = Literal["left", "right", "top", "bottom"]
SIDES: tuple[Side, ...] = get_args(Side)
AT_REST: Point = (0.0, 0.0)
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

    @property
    def via_slack(self) -> tuple[Point, ...]:
        """How far each bend is from its place while a box beside it is open (C11), as nodes have it."""
        found = ours(self.extensions).get("via_slack") if self.extensions else None
        kept = [point_in(each) or AT_REST for each in found] if isinstance(found, list) else []
        return tuple(kept) if len(kept) == len(self.via) else (AT_REST,) * len(self.via)

    @property
    def label_slack(self) -> Point:
        """How far its label is from its place while a box beside it is open."""
        found = ours(self.extensions).get("label_slack") if self.extensions else None
        return point_in(found) or AT_REST

    def bent(self, via: Sequence[Point], slack: Sequence[Point] = ()) -> Self:
        """The same with other bends, and their slack."""
        kept: list[JsonValue] = [[*each] for each in slack] if any(map(any, slack)) else []
        return self._with(via=tuple((x, y) for x, y in via))._keeping("via_slack", kept)

    def labelled(self, at: Point | None, slack: Point = AT_REST) -> Self:
        """The same with its label at another place, and its slack; None: where there is room."""
        return self._with(label_at=at and (at[0], at[1]))._keeping(
            "label_slack", [*slack] if any(slack) else []
        )

    def _keeping(self, key: str, value: list[JsonValue]) -> Self:
        return self._with(extensions=with_ours(self.extensions, key, value or None))

    def _with(self, **keys: Any) -> Self:
        return self.model_copy(update=keys)

    def led(self, **keys: Any) -> Self:
        """The same with other keys, led elsewhere: what was put by hand at ends that change goes."""
        made = self.bent(()).labelled(None).model_copy(update=keys)
        sides = self.pinned_sides
        kept = {end: side for end, side in sides.items() if getattr(made, end) == getattr(self, end)}
        return made if kept == sides else made.pinned(kept)
