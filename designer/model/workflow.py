"""A workflow: a repeatable sequence of steps for one goal. The process is the root workflow."""

from typing import ClassVar, Literal

from designer.model.durations import PlainDuration
from designer.model.ids import Id
from designer.model.records import Extensions, Record, Table, Text


class Workflow(Record):
    """A definition that one or several boxes run; its content are the nodes whose `workflow` is its id."""

    table: ClassVar[Table] = "workflows"

    name: Text = ""
    description: Text = ""
    goal: Text = ""
    owner: Text = ""
    category: Literal["operational", "support", "management"] | None = None
    pattern: Literal["sequential", "parallel", "state-machine", "rules"] | None = None
    sla: PlainDuration | None = None
    role: Id | None = None
    direction: Literal["right", "down"] = "right"
    extensions: Extensions = {}
