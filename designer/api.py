"""The program without its window: documents from Python.

    from designer import api

    document = api.new("purchase-approval")
    run = api.simulate(document, cases=200, replications=5)
    print(run.figures["process"]["cycle_time"]["mean"])
    api.save(document, "purchase.process.json")

A document is a value: nothing here changes one. To change one, take a draft of it, write to that with the
verbs of `designer.editing`, and go on with its `document`. No Qt is loaded; heavier parts load on first use.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from designer.exchange import files, jsonfile
from designer.exchange.errors import FileError
from designer.model.document import Document
from designer.model.findings import Finding

if TYPE_CHECKING:
    from designer.analysis.comparison import Compared
    from designer.analysis.experiment import Experiment, Precision
    from designer.analysis.measure import Measured
    from designer.drawing.picture import Picture
    from designer.drawing.theme import ThemeName
    from designer.editing.draft import Draft
    from designer.exchange.templates import TemplateInfo
    from designer.layout.scene import Path as Level
    from designer.layout.swimlanes.lanes import By

__all__ = [
    "Document",
    "FileError",
    "Finding",
    "Run",
    "check",
    "compare",
    "draft",
    "edit",
    "export",
    "layout",
    "load",
    "new",
    "pages",
    "picture",
    "read",
    "save",
    "schema",
    "simulate",
    "templates",
    "write",
]

Opened = Literal["all", "none", "as-saved"]
View = Literal["plain", "lanes", "lanes-by-department"]
VIEWS: "Mapping[View, By | None]" = {"plain": None, "lanes": "role", "lanes-by-department": "department"}
EXPORTS = ("json", "svg", "bpmn")


def load(path: Path | str) -> Document:
    """The document in a file; raises FileError with every problem found in it."""
    return files.load(path)


def save(document: Document, path: Path | str) -> None:
    """Writes a document, replacing the file in one step; raises FileError and leaves the old file whole."""
    files.save(document, path)


def read(data: bytes, name: str = "document") -> Document:
    """The document in some bytes, called `name` in messages; raises FileError."""
    return jsonfile.read(data, name)


def write(document: Document) -> bytes:
    """A document in its canonical form: the same document gives the same bytes."""
    return jsonfile.write(document)


def templates() -> "list[TemplateInfo]":
    """The templates there are: the program's own, then yours."""
    from designer.exchange import templates as stored

    return stored.catalogue()


def new(template: str, settings: Mapping[str, str] | None = None) -> Document:
    """A document from a template (its id or file), with some of its parameters set; raises TemplateError."""
    from designer.exchange import templates as stored

    return stored.instantiate(template, settings)


def draft(document: Document) -> "Draft":
    """A draft of a document, for the verbs of `designer.editing`; `draft.document` is the outcome."""
    from designer.editing.draft import Draft

    return Draft(document)


def edit(document: Document, *lines: str) -> Document:
    """The document after edits written as lines, such as `connect "Check stock" ship`, as `--do` takes them.

    Raises SpokenError for a line that cannot be understood, RuleError for what the rules refuse.
    """
    from designer.editing.spoken import perform

    made = draft(document)
    for line in lines:
        perform(made, line)
    return made.document


def check(document: Document) -> tuple[Finding, ...]:
    """What is wrong with a document and what could be better: errors first, then warnings, then advice."""
    from designer.model import checks

    return checks.check(document)


def layout(
    document: Document,
    workflow: str | None = None,
    *,
    keep_bends: bool = False,
    progress: Callable[[float], None] | None = None,
) -> Document:
    """The document laid out anew: one workflow with all that runs inside it, or every workflow.

    Only places, sizes of areas, and bends and label places of flows change; with `keep_bends` those stay
    where their flows are. Laid out again it stays as it is. `progress` is told the share done (0 to 1).
    Raises RuleError for a workflow that is not there.
    """
    from designer.editing.auto_layout import lay_out

    made = draft(document)
    lay_out(made, workflow, keep_bends=keep_bends, progress=progress)
    return made.document


def schema() -> dict[str, Any]:
    """The JSON Schema of the file format."""
    from designer.exchange import schema as published

    return published.schema()


@dataclass(frozen=True)
class Run:
    """What a simulation gave."""

    document: Document
    experiment: "Experiment"

    @property
    def results(self) -> "Measured":
        """The replications; `first()` is all that happened in the first of them."""
        return self.experiment.results

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The figures as `simulate --json` writes them: seconds, money, shares; unknown is None."""
        from designer.analysis import metrics

        found = metrics.summary(self.results)
        problems = [*found["problems"], *self.experiment.problems]
        return found | self.experiment.told | {"problems": problems}

    @cached_property
    def log(self) -> bytes:
        """The event log as CSV: a row for each execution of a node."""
        return b"".join(self.written("csv"))

    @cached_property
    def xes(self) -> bytes:
        """The event log as XES (IEEE 1849): a trace for each case."""
        return b"".join(self.written("xes"))

    @cached_property
    def trace(self) -> bytes:
        """What the first replication did, as JSON for programs that play it back (`exchange.traces`)."""
        return b"".join(self.written("trace"))

    def written(self, form: Literal["csv", "xes", "trace"]) -> Iterator[bytes]:
        """The same in parts, for logs that are not to be in memory as a whole.

        The run keeps no log: replications are functions of their numbers, so they are run again.
        """
        from designer.exchange import tables, traces, xes

        program, numbers = self.results.program, [tally.number for tally in self.results.tallies]
        if form == "trace":
            return traces.trace_json(program, numbers[0])
        return (tables.log_csv if form == "csv" else xes.log_xes)(program, numbers)


def simulate(
    document: Document,
    scenario: str | None = None,
    *,
    precision: "Precision | float | None" = None,
    sla_calendar: str | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
    folder: Path | str | None = None,
    **settings: Any,
) -> Run:
    """Runs a document under one of its scenarios.

    `folder` is where its file is: workflows and logs in other files are looked for from there.

    `settings` win over the scenario's: cases, until and warm_up (durations as text), seed, replications,
    start; and `limits` say where a run that floods is stopped (tokens, steps, visits, memory in bytes). The
    warm-up "auto" is found by MSER-5. A `precision` of 0.05 adds replications until the mean cycle time is
    known to ± 5 %. Promises are measured by the clock, or in the working hours of `sla_calendar`.
    The run is a function of all these; `jobs`, the number of threads or the address of a Dask scheduler,
    changes nothing. `progress` is told the share done (0 to 1), `cancelled` is asked whether to stop; what
    was finished is kept.
    Raises NotSimulable with its findings, KeyError for a scenario or calendar that is not there, ValueError
    for a limit out of bounds, ClusterError where no scheduler answers.
    """
    from designer.analysis.experiment import Precision, conduct
    from designer.exchange import outside
    from designer.simulation import compile as compiler

    if sla_calendar is not None and sla_calendar not in document.calendars:
        raise KeyError(sla_calendar)
    finds_warm_up = settings.get("warm_up") == "auto"
    given = {key: value for key, value in settings.items() if not (finds_warm_up and key == "warm_up")}
    if finds_warm_up:
        given["warm_up"] = "0 s"
    wanted = Precision(precision) if isinstance(precision, int | float) else precision
    program = compiler.compile(document, scenario, outside=outside.bringing(folder), **given)
    made = conduct(
        program, "auto" if finds_warm_up else None, wanted, progress, cancelled, jobs, sla_calendar
    )
    return Run(document, made)


def compare(
    document: Document,
    scenarios: Sequence[str],
    *,
    sla_calendar: str | None = None,
    progress: Callable[[float], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    jobs: int | str | None = None,
    folder: Path | str | None = None,
    **settings: Any,
) -> "Compared":
    """Runs scenarios with the same luck and compares all of them with the first.

    Seed and replications are those of the first, so that replications can be paired; `settings` and `folder`
    as in `simulate`. Raises ValueError for less than two scenarios or one twice, NotSimulable, KeyError.
    """
    from designer.analysis import comparison
    from designer.exchange import outside
    from designer.simulation import compile as compiler

    if len(scenarios) < 2 or len(set(scenarios)) < len(scenarios):
        raise ValueError("Name two scenarios or more, each once.")
    if sla_calendar is not None and sla_calendar not in document.calendars:
        raise KeyError(sla_calendar)
    brings = outside.bringing(folder)
    first = compiler.compile(document, scenarios[0], outside=brings, **settings)
    shared = {"seed": first.settings.seed, "replications": first.settings.replications} | settings
    programs = {key: compiler.compile(document, key, outside=brings, **shared) for key in scenarios}
    names = {key: document.scenarios[key].name or key for key in scenarios}
    return comparison.compare(programs, names, progress, cancelled, jobs, sla_calendar)


def picture(
    document: Document,
    workflow: str | None = None,
    opened: Opened = "as-saved",
    theme: "ThemeName" = "light",
    hops: bool = True,
    view: View = "plain",
) -> "Picture":
    """A workflow (unless said, the root) drawn as a display list; raises KeyError when nothing runs it.

    `hops` is whether arrows hop over those that they cross. The `view` is as it was drawn, or in lanes by
    role or by department.
    `designer.canvas.render` makes PNG and PDF of it, which takes Qt.
    """
    from designer.drawing import picture as drawing
    from designer.drawing.theme import theme as theme_named
    from designer.model import graph

    level = graph.levels(document, document.root).get(workflow or document.root)
    if level is None:
        raise KeyError(workflow)
    boxes, look = _open_boxes(document, opened), theme_named(theme)
    return drawing.picture(document, level, boxes, look, hops=hops, lanes=VIEWS[view])


def pages(
    document: Document,
    opened: Opened = "as-saved",
    theme: "ThemeName" = "light",
    hops: bool = True,
    view: View = "plain",
) -> "dict[Level, Picture]":
    """The process and each workflow nested in it as a picture of its own, by the boxes to enter to see it.

    `designer.canvas.render.to_pdf` makes a book of them in which boxes lead to their pages.
    """
    from designer.drawing import picture as drawing
    from designer.drawing.theme import theme as theme_named
    from designer.model import graph

    boxes = _open_boxes(document, opened)
    levels = graph.levels(document, document.root).values()
    look, lanes = theme_named(theme), VIEWS[view]
    return {level: drawing.picture(document, level, boxes, look, hops=hops, lanes=lanes) for level in levels}


def _open_boxes(document: Document, opened: Opened) -> tuple[str, ...]:
    every = tuple(
        key for key, node in document.nodes.items() if node.kind == "workflow" and node.file is None
    )
    return {"all": every, "none": (), "as-saved": document.view.open}[opened]


def export(document: Document, form: str, **drawn: Any) -> bytes:
    """A document in another format, `json`, `svg` or `bpmn`; `drawn` are the arguments of `picture`.

    BPMN has all workflows in one file, and what is drawn open on the plane around it; with a `workflow` it
    has that one and what runs inside. It knows neither theme nor hops. Raises ValueError for a format
    that is not there.
    """
    if form == "json":
        return write(document)
    if form == "svg":
        from designer.exchange import svg

        return svg.export(picture(document, **drawn))
    if form == "bpmn":
        return _bpmn(document, **drawn)
    hint = " Hand a picture to designer.canvas.render for that." if form in ("png", "pdf") else ""
    there = f"{', '.join(EXPORTS[:-1])} and {EXPORTS[-1]}"
    raise ValueError(f"There is no export to {form!r} here; there are {there}.{hint}")


def _bpmn(
    document: Document,
    workflow: str | None = None,
    opened: Opened = "as-saved",
    view: View = "plain",
    **_look: Any,
) -> bytes:
    from designer.exchange import bpmn
    from designer.model import graph

    if workflow is not None and workflow not in graph.levels(document, document.root):
        raise KeyError(workflow)
    return bpmn.export(document, _open_boxes(document, opened), VIEWS[view], workflow)
