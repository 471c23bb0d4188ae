"""Which form each kind of record has."""

from typing import assert_never

from designer.app.panels.inspector import choices, parts
from designer.app.panels.inspector.arrivals import ArrivalsEntry
from designer.app.panels.inspector.entry import (
    CheckEntry,
    ChoiceEntry,
    LineEntry,
    NumberEntry,
    OptionalLineEntry,
    TextEntry,
)
from designer.app.panels.inspector.flow_form import flow_sections
from designer.app.panels.inspector.form import Item, Section
from designer.app.panels.inspector.formula import FormulaEntry
from designer.app.panels.inspector.percent import PercentEntry
from designer.app.panels.inspector.quantity import QuantityEntry
from designer.app.panels.inspector.references import FieldsEntry, RecordEntry
from designer.app.panels.inspector.rows import RowsEntry
from designer.model.document import AnyRecord, Document
from designer.model.fields import DataField
from designer.model.flow import Flow
from designer.model.nodes import (
    Area,
    Boundary,
    Box,
    Decision,
    Note,
    Outcome,
    Parallel,
    Race,
    State,
    Task,
    Trigger,
    Wait,
)
from designer.model.people import Calendar, Person, Role
from designer.model.scenario import Scenario
from designer.model.workflow import Workflow

_NAME = Item("name", "Name", LineEntry)
_WORDS = Section(
    "Description and colour",
    (
        Item("description", "", lambda: TextEntry("What someone should know about it")),
        Item("color", "", parts.ColorEntry),
    ),
    folded=True,
)
_COLOR = Item("color", "Colour", parts.ColorEntry)
_NOTE_TEXT = Item("text", "Text", lambda: TextEntry("Write a note", lines=6))


def _trigger() -> tuple[Section, ...]:
    return (
        Section(
            "", (_NAME, Item("event", "What happens", lambda: LineEntry("for example: a request arrives")))
        ),
        Section(
            "Arrivals", (Item("arrivals", "How cases arrive", ArrivalsEntry, "A scenario may replace this"),)
        ),
        _WORDS,
    )


def _task() -> tuple[Section, ...]:
    return (
        Section(
            "",
            (
                _NAME,
                Item("type", "Type", lambda: ChoiceEntry(choices.TASK_TYPES)),
                Item("role", "Done by", lambda: RecordEntry("roles", "Nobody in particular")),
                Item("duration", "Working time", lambda: QuantityEntry(none="No time")),
            ),
        ),
        Section(
            "Data",
            (
                Item("inputs", "Needs", lambda: FieldsEntry("Nothing")),
                Item("outputs", "Gives", parts.outputs, "Written when the task ends"),
            ),
            folded=True,
        ),
        Section(
            "How to do it",
            (
                Item(
                    "instructions",
                    "Instructions",
                    lambda: TextEntry("Steps in plain words (Markdown)", lines=5),
                ),
                Item("checklist", "Checklist", lambda: parts.words("One thing to check", "Add a check")),
            ),
            folded=True,
        ),
        Section(
            "Cost and deadline",
            (
                Item(
                    "cost",
                    "Cost each time, beside working time",
                    lambda: parts.MoneyEntry(low=0, empty=0, placeholder="0"),
                ),
                Item("sla", "Should be done within", parts.PlainDurationEntry),
            ),
            folded=True,
        ),
        Section(
            "Servers and order",
            (
                Item(
                    "units",
                    "People needed at once",
                    lambda: NumberEntry(whole=True, low=1, empty=1, placeholder="1"),
                ),
                Item("also", "Also needs", parts.demands, "Further roles, all taken at the same time"),
                Item(
                    "priority", "Priority (higher first)", lambda: FormulaEntry("0, or a formula", empty=0.0)
                ),
                Item("at_shift_end", "At the end of a shift", lambda: ChoiceEntry(choices.SHIFT_ENDS)),
                Item("instances", "", parts.instances),
                Item("batch", "", parts.batch),
            ),
            folded=True,
        ),
        _WORDS,
    )


def _wait() -> tuple[Section, ...]:
    return (
        Section(
            "",
            (
                _NAME,
                Item("duration", "Time that passes", lambda: QuantityEntry(none="Not a fixed time")),
                Item("until", "Until this time of day", lambda: OptionalLineEntry("09:00")),
                Item(
                    "event", "Or until this happens", lambda: LineEntry("for example: the customer answers")
                ),
                Item(
                    "delay",
                    "Which takes",
                    lambda: QuantityEntry(none="No time"),
                    shown=lambda w, _: bool(w.event),
                ),
            ),
        ),
        _WORDS,
    )


def _box(box: Box) -> tuple[Section, ...]:
    name = Section("", (Item("name", "Name", lambda: LineEntry("the workflow's name")),))
    other = Section("", (Item("file", "File of the other document", OptionalLineEntry),))
    more = Section("Repeats", (Item("instances", "", parts.instances),), folded=True)
    return (name, *((other,) if box.file is not None else ()), more, _WORDS)


def _outcome() -> tuple[Section, ...]:
    ends = Item("terminate", "", lambda: CheckEntry("Ends everything else at once"))
    return (
        Section("", (_NAME, Item("result", "Counts as", lambda: ChoiceEntry(choices.RESULTS)), ends)),
        _WORDS,
    )


def _boundary() -> tuple[Section, ...]:
    def timed(b: Boundary, _: Document) -> bool:
        return b.event == "timer" or b.probability is None

    return (
        Section(
            "",
            (
                _NAME,
                Item("event", "When", lambda: ChoiceEntry(choices.BOUNDARY_EVENTS)),
                Item(
                    "after",
                    "After",
                    lambda: QuantityEntry(none="Not by time"),
                    "Counted from the moment the work reaches the step, queueing included",
                    timed,
                ),
                Item("probability", "How often", PercentEntry, shown=lambda b, _: b.event != "timer"),
                Item("interrupting", "", lambda: CheckEntry("Stops the work it stands on")),
            ),
        ),
        _WORDS,
    )


def workflow_sections() -> tuple[Section, ...]:
    """What is said of a workflow: its aim first."""
    return (
        Section(
            "",
            (
                Item("name", "Name", LineEntry),
                Item("goal", "Goal", lambda: TextEntry("What it is there for", lines=2)),
                Item("owner", "Owner", lambda: LineEntry("who answers for it")),
                Item("sla", "Should be done within", parts.PlainDurationEntry),
                Item("role", "Tasks are done by", lambda: RecordEntry("roles", "Said at each task")),
            ),
        ),
        Section(
            "More",
            (
                Item("category", "Category", lambda: ChoiceEntry(choices.CATEGORIES)),
                Item("pattern", "Pattern", lambda: ChoiceEntry(choices.PATTERNS)),
                Item("direction", "Direction", lambda: ChoiceEntry(choices.DIRECTIONS)),
                Item("description", "Description", TextEntry),
            ),
            folded=True,
        ),
    )


def _role() -> tuple[Section, ...]:
    return (
        Section(
            "",
            (
                _NAME,
                Item("department", "Department", LineEntry),
                Item(
                    "capacity",
                    "How many people",
                    lambda: NumberEntry(whole=True, low=0, placeholder="those named, or 1"),
                ),
                Item(
                    "cost_per_hour",
                    "Cost per hour",
                    lambda: parts.MoneyEntry(low=0, empty=0, placeholder="0"),
                ),
                Item("calendar", "At work", lambda: RecordEntry("calendars", "Always")),
                Item("queue", "Takes up work", lambda: ChoiceEntry(choices.QUEUES)),
                _COLOR,
                Item("description", "Description", TextEntry),
            ),
        ),
    )


def _person() -> tuple[Section, ...]:
    def role() -> RecordEntry:
        return RecordEntry("roles", "Choose a role", can_make=False)

    def fresh(document: Document) -> str | None:
        return min(document.roles, default=None)

    return (
        Section(
            "",
            (
                _NAME,
                Item("roles", "Roles", lambda: RowsEntry(role, fresh, "Add a role")),
                Item(
                    "cost_per_hour",
                    "Cost per hour",
                    lambda: parts.MoneyEntry(low=0, placeholder="that of the role"),
                ),
                Item("calendar", "At work", lambda: RecordEntry("calendars", "As the role")),
                Item("speed", "Speed", lambda: NumberEntry("times", low=0.01, empty=1, placeholder="1")),
            ),
        ),
    )


def _calendar() -> tuple[Section, ...]:
    days = Item("holidays", "Days off", lambda: parts.words("2026-12-25", "Add a day off", "2026-12-25"))
    return (Section("", (_NAME, Item("hours", "Working hours", parts.hours), days)),)


def _field() -> tuple[Section, ...]:
    options = Item(
        "choices",
        "Choices",
        lambda: parts.words("one of the choices", "Add a choice"),
        shown=lambda f, _: f.type == "choice",
    )
    return (
        Section(
            "",
            (
                _NAME,
                Item("type", "Type", lambda: ChoiceEntry(choices.FIELD_TYPES)),
                options,
                Item("initial", "Value when a case starts", parts.InitialEntry),
                Item("description", "Description", TextEntry),
            ),
        ),
    )


def _scenario() -> tuple[Section, ...]:
    return (
        Section(
            "",
            (
                _NAME,
                Item("base", "Builds on", lambda: RecordEntry("scenarios", "Nothing", can_make=False)),
                Item("start", "Starts", parts.MomentEntry),
                Item("cases", "Cases", lambda: NumberEntry(whole=True, low=1, placeholder="1000")),
                Item("until", "Arrivals stop after", parts.PlainDurationEntry),
                Item("warm_up", "Warm-up left out of the figures", parts.PlainDurationEntry),
                Item("replications", "Replications", lambda: NumberEntry(whole=True, low=1)),
                Item("seed", "Seed", lambda: NumberEntry(whole=True, low=0)),
                Item("description", "Description", TextEntry),
            ),
        ),
    )


def sections(record: AnyRecord, document: Document) -> tuple[Section, ...]:  # noqa: C901  # one line a kind
    """The form for a record."""
    match record:
        case Trigger():
            return _trigger()
        case Task():
            return _task()
        case Decision():
            return (Section("", (_NAME, Item("mode", "Takes", lambda: ChoiceEntry(choices.MODES)))), _WORDS)
        case Parallel() | Race() | State():
            return (Section("", (_NAME,)), _WORDS)
        case Wait():
            return _wait()
        case Box():
            return _box(record)
        case Outcome():
            return _outcome()
        case Boundary():
            return _boundary()
        case Note():
            return (Section("", (_NOTE_TEXT, _COLOR)),)
        case Area():
            return (Section("", (_NAME, _NOTE_TEXT, _COLOR)),)
        case Flow():
            return flow_sections(record, document)
        case Workflow():
            return workflow_sections()
        case Role():
            return _role()
        case Person():
            return _person()
        case Calendar():
            return _calendar()
        case DataField():
            return _field()
        case Scenario():
            return _scenario()
        case _:
            assert_never(record)
