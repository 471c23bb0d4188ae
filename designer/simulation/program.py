"""What `compile` makes of a document and a scenario: arrays for the kernel, names to read its results."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from designer.model.document import Document
from designer.model.findings import Finding
from designer.simulation.limits import Limits

Path = tuple[str, ...]
Array = NDArray[Any]


class NotSimulable(ValueError):  # noqa: N818  # it is no mistake of the program
    """The document cannot be simulated; `findings` say what is wrong or not supported, and where."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("\n".join(finding.message for finding in findings))
        self.findings = findings


@dataclass(frozen=True)
class Settings:
    """How a run is made. Times in milliseconds from `start`; `cases` or `until` may be None, not both."""

    scenario: str = ""
    start: datetime = datetime(2026, 1, 5, 9)
    cases: int | None = None
    until_ms: int | None = None
    warm_up_ms: int = 0
    seed: int = 1
    replications: int = 20
    limits: Limits = Limits()  # noqa: RUF009  # it never changes


@dataclass(frozen=True)
class Server:
    """One server: a person, or an unnamed one of a role.

    Without a cost of its own it costs what the role does that it acts in.
    """

    name: str
    person: str | None
    role: str
    cost_per_hour: float | None
    calendar: int
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Program:
    """A document ready to run.

    `arrays` are those of `columns.PROGRAM`. Place i is node `nodes[i]` seen along `paths[i]` (boxes entered
    from the root, then the node); place 0 is the root workflow with the empty path. The places inside box
    i are i + 1 … ends[i] - 1.
    """

    document: Document
    settings: Settings
    arrays: dict[str, Array]
    paths: tuple[Path, ...]
    nodes: tuple[str, ...]
    ends: Array
    flows: tuple[str, ...]
    flow_paths: tuple[Path, ...]
    flow_sources: Array
    roles: tuple[str, ...]
    servers: tuple[Server, ...]
    triggers: tuple[str, ...]
    fields: tuple[str, ...]
    texts: tuple[str, ...]
    calendars: tuple[str, ...]
    scalars: dict[str, int] = field(default_factory=dict)
    warnings: tuple[Finding, ...] = ()

    @property
    def kinds(self) -> Array:
        """The kind of each place (`codes`)."""
        return self.arrays["place_kind"]

    def units_of(self, role: int) -> Array:
        """How many servers of a role the work of each place takes."""
        units = np.where(self.arrays["place_role"] == role, self.arrays["place_units"], 0)
        first = self.arrays["place_needs"]
        mine = np.flatnonzero(self.arrays["need_role"] == role)
        units[np.searchsorted(first, mine, side="right") - 1] = self.arrays["need_units"][mine]
        return units

    def field_values(self, column: int, raw: Array) -> list[Any]:
        """Values of field `column` as people know them; None where there is none."""
        kind = self.document.fields[self.fields[column]].type
        if kind == "boolean":
            return [None if np.isnan(x) else bool(x) for x in raw]
        if kind == "number":
            return [None if np.isnan(x) else float(x) for x in raw]
        return [None if np.isnan(x) else self.texts[int(x)] for x in raw]
