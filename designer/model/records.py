"""What every record shares: frozen, strict, no unknown keys, no NaN."""

from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, SerializerFunctionWrapHandler, model_serializer

from designer.model.ids import Id

Table = Literal["workflows", "nodes", "flows", "roles", "people", "calendars", "fields", "scenarios"]
TABLES: tuple[Table, ...] = (
    "workflows",
    "nodes",
    "flows",
    "roles",
    "people",
    "calendars",
    "fields",
    "scenarios",
)

Extensions = dict[str, JsonValue]
LONGEST_TEXT = 100_000  # characters
Text = Annotated[str, Field(max_length=LONGEST_TEXT)]


class Value(BaseModel):
    """A frozen piece of a record; equal when its keys are equal."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        validate_default=False,
        populate_by_name=True,
        serialize_by_alias=True,
        defer_build=True,  # validators are made when first asked, not while the program starts
    )


class Kinded(Value):
    """A value of a closed union told apart by `kind`, which stays in the file though it has a default."""

    @model_serializer(mode="wrap")
    def _keep_kind(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"kind": getattr(self, "kind"), **handler(self)}  # noqa: B009  # subclasses define it


class Record(Value):
    """A row of one of the document's tables."""

    table: ClassVar[Table]

    id: Id
