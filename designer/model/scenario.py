"""Scenarios: how a document is run, and what-ifs as changes beside the model."""

from typing import ClassVar

from pydantic import JsonValue

from designer.model.durations import PlainDuration
from designer.model.ids import Id
from designer.model.nodes import LocalDateTime
from designer.model.records import Extensions, Record, Table, Text


class Scenario(Record):
    """A run: when it starts, how many cases, which seed; `changes` maps `<id>.<key>[.<key>…]` to a value.

    Keys left out are taken from `base`, and without one from the defaults in `simulation.compile`.
    """

    table: ClassVar[Table] = "scenarios"

    name: Text = ""
    description: Text = ""
    base: Id | None = None
    start: LocalDateTime | None = None
    cases: int | None = None
    until: PlainDuration | None = None
    warm_up: PlainDuration | None = None
    seed: int | None = None
    replications: int | None = None
    changes: dict[str, JsonValue] = {}
    extensions: Extensions = {}
