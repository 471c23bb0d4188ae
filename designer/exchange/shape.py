"""The shape of a file: the document with its tables as lists, as it stands in JSON."""

from typing import Annotated, Any, Literal

from pydantic import StringConstraints

from designer.model.document import FORMAT, Document, View, table_of
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.ids import Id
from designer.model.nodes import AnyNode
from designer.model.people import Calendar, Person, Role
from designer.model.records import TABLES, Extensions, Value
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow

Currency = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]


class FileShape(Value):
    """A process, drawn as workflows of nodes and flows, with the people, data and scenarios it runs with."""

    format: Literal["process-designer/1"]
    root: Id
    currency: Currency = "USD"
    workflows: list[Workflow] = []
    nodes: list[AnyNode] = []
    flows: list[Flow] = []
    roles: list[Role] = []
    people: list[Person] = []
    calendars: list[Calendar] = []
    fields: list[DataField] = []
    scenarios: list[Scenario] = []
    view: View = View()
    extensions: Extensions = {}

    def document(self) -> Document:
        """The document these tables make up; of records with one id the last one stays."""
        tables = {table: table_of(getattr(self, table)) for table in TABLES}
        return Document(self.root, self.currency, view=self.view, extensions=self.extensions, **tables)


def shape_of(document: Document) -> FileShape:
    """A document as it stands in a file: tables sorted by id."""
    values: dict[str, Any] = {"format": FORMAT}
    values |= {table: [record for _, record in sorted(getattr(document, table).items())] for table in TABLES}
    for key in ("root", "currency", "view", "extensions"):
        values[key] = getattr(document, key)
    return FileShape.model_construct(None, **values)
