"""The nodes of a workflow: a closed union told apart by `kind`."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, JsonValue, StringConstraints

from designer.model.distributions import Duration, TimeDistribution, ValueDistribution
from designer.model.durations import PlainDuration
from designer.model.extensions import ours, with_ours
from designer.model.ids import Id
from designer.model.records import Extensions, Kinded, Record, Table, Text, Value

FARTHEST = 1e9  # so far out that a drawing can still tell one unit from the next
Coordinate = Annotated[float, Field(ge=-FARTHEST, le=FARTHEST)]
Point = tuple[Coordinate, Coordinate]
Size = tuple[Coordinate, Coordinate]
Color = Literal["blue", "green", "amber", "rose", "violet", "teal", "slate"]
COLORS: tuple[Color, ...] = ("blue", "green", "amber", "rose", "violet", "teal", "slate")
TaskType = Literal["manual", "approval", "automated", "communication", "data-entry", "status-check"]
TASK_TYPES: tuple[TaskType, ...] = (
    "manual",
    "approval",
    "automated",
    "communication",
    "data-entry",
    "status-check",
)
LocalDateTime = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,3})?)?$")]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


def point_in(found: JsonValue) -> Point | None:
    """A place kept among extensions, if it is one."""
    match found:
        case [int() | float() as x, int() | float() as y] if max(abs(x), abs(y)) <= FARTHEST:
            return (float(x), float(y))
    return None


class IntervalArrivals(Kinded):
    """One arrival after another, with a drawn time between."""

    kind: Literal["interval"] = "interval"
    interval: TimeDistribution
    calendar: Id | None = None
    batch: int | ValueDistribution = 1


class ScheduleArrivals(Kinded):
    """Arrivals at given moments."""

    kind: Literal["schedule"] = "schedule"
    at: tuple[LocalDateTime, ...]


class ProfileArrivals(Kinded):
    """A rate for each hour of the week from Monday 00:00 (a non-homogeneous Poisson process)."""

    kind: Literal["profile"] = "profile"
    per_hour: tuple[float, ...] = Field(min_length=168, max_length=168)


class LogArrivals(Kinded):
    """Arrivals taken from an event log."""

    kind: Literal["log"] = "log"
    file: str


Arrivals = Annotated[
    IntervalArrivals | ScheduleArrivals | ProfileArrivals | LogArrivals, Field(discriminator="kind")
]


class NodeBase(Record, Kinded):
    """What every node has; `at` is its top-left corner in its workflow's coordinates, boxes closed."""

    table: ClassVar[Table] = "nodes"

    name: Text = ""
    workflow: Id
    description: Text = ""
    at: Point = (0.0, 0.0)
    size: Size | None = None
    slack: Point | None = None
    color: Color | None = None
    silenced: dict[str, str] = {}
    extensions: Extensions = {}

    @property
    def pinned(self) -> bool:
        """Whether layouts leave it where it is; format 1 has no key for it."""
        return ours(self.extensions).get("pinned") is True


class Trigger(NodeBase):
    """What starts the work; an entry port of its box."""

    kind: Literal["trigger"] = "trigger"
    event: Text = ""
    arrivals: Arrivals | None = None


class Demand(Value):
    """A further role a task needs at the same time."""

    role: Id
    units: int = 1


class Output(Value):
    """What a task writes into a field when it ends: an expression or a drawn value."""

    field: Id
    value: str | ValueDistribution


class Instances(Value):
    """How often a task or box runs for one token."""

    count: int | str
    mode: Literal["parallel", "sequential"] = "parallel"
    until: Literal["all", "first"] = "all"


class Batch(Value):
    """How many tokens a task gathers before it starts, and how long it waits for them."""

    size: int
    wait: PlainDuration | None = None


class Task(NodeBase):
    """One unit of work by one role."""

    kind: Literal["task"] = "task"
    type: TaskType = "manual"
    role: Id | None = None
    units: int = 1
    also: tuple[Demand, ...] = ()
    duration: Duration | None = None
    at_shift_end: Literal["pause", "finish", "fit"] = "pause"
    cost: float = 0.0
    priority: float | str = 0.0
    sla: PlainDuration | None = None
    inputs: tuple[Id, ...] = ()
    outputs: tuple[Output, ...] = ()
    instances: Instances | None = None
    batch: Batch | None = None
    instructions: Text = ""
    checklist: tuple[str, ...] = ()


class Sign(NodeBase):
    """A node too small to hold its name, which stands beside it."""

    @property
    def label_at(self) -> Point | None:
        """Where somebody has put the middle of its name, from its corner; format 1 has no key for it."""
        return point_in(ours(self.extensions).get("label_at"))


class Decision(Sign):
    """Routes a token by the rules on its outgoing flows."""

    kind: Literal["decision"] = "decision"
    mode: Literal["exclusive", "inclusive"] = "exclusive"


class Parallel(Sign):
    """Waits for every incoming flow, then sends one token along every outgoing flow."""

    kind: Literal["parallel"] = "parallel"


class Wait(Sign):
    """Lets time pass or waits for something."""

    kind: Literal["wait"] = "wait"
    duration: Duration | None = None
    event: Text = ""
    delay: Duration | None = None
    until: ClockTime | None = None


class Race(Sign):
    """The first of the waits behind it wins."""

    kind: Literal["race"] = "race"


class State(NodeBase):
    """Where a case dwells in a state machine."""

    kind: Literal["state"] = "state"


class Box(NodeBase):
    """A node that runs a workflow (of this document, or of the one at `file`)."""

    kind: Literal["workflow"] = "workflow"
    runs: Id
    file: str | None = None
    instances: Instances | None = None
    open_size: Size | None = None


class Outcome(NodeBase):
    """Where the work ends; an exit port of its box."""

    kind: Literal["outcome"] = "outcome"
    result: Literal["success", "failure", "neutral"] = "neutral"
    terminate: bool = False


class Boundary(Sign):
    """An event on the border of a task or box."""

    kind: Literal["boundary"] = "boundary"
    host: Id
    event: Literal["timer", "error", "message", "escalation"] = "timer"
    after: Duration | None = None
    probability: float | None = None
    interrupting: bool = True


class Note(NodeBase):
    """Words beside the picture."""

    kind: Literal["note"] = "note"
    text: Text = ""
    links: tuple[Id, ...] = ()


class Area(NodeBase):
    """A frame for the eye; no meaning for the simulation."""

    kind: Literal["area"] = "area"
    text: Text = ""
    links: tuple[Id, ...] = ()

    @property
    def far_slack(self) -> Point:
        """How far its right and lower border are from their places while a box beside it is open."""
        found = ours(self.extensions).get("far_slack") if self.extensions else None
        return point_in(found) or (0.0, 0.0)

    def reaching(self, slack: Point) -> Self:
        """The same with other slack of its right and lower border."""
        kept: list[JsonValue] = [*slack]
        return self.model_copy(
            update={"extensions": with_ours(self.extensions, "far_slack", kept if any(kept) else None)}
        )


Node = Trigger | Task | Decision | Parallel | Wait | Race | State | Box | Outcome | Boundary | Note | Area
AnyNode = Annotated[Node, Field(discriminator="kind")]
NodeKind = Literal[
    "trigger",
    "task",
    "decision",
    "parallel",
    "wait",
    "race",
    "state",
    "workflow",
    "outcome",
    "boundary",
    "note",
    "area",
]
NODE_CLASSES: dict[NodeKind, type[Node]] = {
    "trigger": Trigger,
    "task": Task,
    "decision": Decision,
    "parallel": Parallel,
    "wait": Wait,
    "race": Race,
    "state": State,
    "workflow": Box,
    "outcome": Outcome,
    "boundary": Boundary,
    "note": Note,
    "area": Area,
}
