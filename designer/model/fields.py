"""Fields: the data a case carries."""

from typing import ClassVar, Literal

from designer.model.distributions import ValueDistribution
from designer.model.records import Extensions, Record, Table, Text

FieldType = Literal["number", "boolean", "choice", "text"]


class DataField(Record):
    """One piece of data of a case; `initial` gives its value when the case starts."""

    table: ClassVar[Table] = "fields"

    name: Text = ""
    description: Text = ""
    type: FieldType = "number"
    choices: tuple[str, ...] = ()
    initial: ValueDistribution | bool | float | str | None = None
    extensions: Extensions = {}
