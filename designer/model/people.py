"""Who does the work and when: roles, people, calendars."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints

from designer.model.ids import Id
from designer.model.nodes import Color
from designer.model.records import Extensions, Record, Table, Text, Value

Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Day, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
ShiftTime = Annotated[str, StringConstraints(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$")]
Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]


class Role(Record):
    """Who does a task; servers are the people who hold it and `capacity` unnamed ones (one if neither)."""

    table: ClassVar[Table] = "roles"

    name: Text = ""
    description: Text = ""
    department: Text = ""
    capacity: int | None = None
    cost_per_hour: float = 0.0
    calendar: Id | None = None
    queue: Literal["fifo", "lifo", "priority", "shortest"] = "fifo"
    color: Color | None = None
    extensions: Extensions = {}


class Person(Record):
    """A named server for each of the roles they hold; `speed` divides working time."""

    table: ClassVar[Table] = "people"

    name: Text = ""
    roles: tuple[Id, ...] = ()
    cost_per_hour: float | None = None
    calendar: Id | None = None
    speed: float = 1.0
    extensions: Extensions = {}


class Hours(Value):
    """Working hours on some days of the week; `to` at or before `from` means past midnight."""

    days: tuple[Day, ...]
    start: ShiftTime = Field(alias="from")
    end: ShiftTime = Field(alias="to")


class Calendar(Record):
    """When a role or person is at work, in local wall-clock time."""

    table: ClassVar[Table] = "calendars"

    name: Text = ""
    hours: tuple[Hours, ...] = ()
    holidays: tuple[Date, ...] = ()
    extensions: Extensions = {}
