"""Entries for the parts of records: handoffs, arrivals, outputs, shifts, colours."""

from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QToolButton

from designer.analysis.money import SYMBOLS
from designer.app.icons import icon, swatch
from designer.app.panels.inspector import choices
from designer.app.panels.inspector.entry import (
    ChoiceEntry,
    Combo,
    Entry,
    LineEntry,
    NumberEntry,
    OptionalLineEntry,
)
from designer.app.panels.inspector.form import Item, PartEntry
from designer.app.panels.inspector.formula import FormulaEntry
from designer.app.panels.inspector.quantity import QuantityEntry
from designer.app.panels.inspector.references import FieldsEntry, RecordEntry
from designer.app.panels.inspector.rows import RowsEntry
from designer.model.distributions import Bernoulli, Distribution
from designer.model.document import Document
from designer.model.durations import split
from designer.model.flow import Handoff
from designer.model.nodes import (
    COLORS,
    Batch,
    Demand,
    Instances,
    Output,
)
from designer.model.people import Hours


class PlainDurationEntry(OptionalLineEntry):
    """A plain duration such as `2 d`; nothing for none."""

    def __init__(self, placeholder: str = "for example 2 d") -> None:
        super().__init__(placeholder)

    def _edit(self, text: str) -> None:
        if not text.strip():
            self.show_error("")
            self.edited.emit(None)
            return
        try:
            number, unit = split(text.strip())
        except ValueError:
            self.show_error("Write a number and a unit: s, min, h, d or w, as in 2 d.")
            return
        self.show_error("")
        self.edited.emit(f"{number:.10g} {unit}")

    def read(self, text: str) -> Any:
        """The duration in its usual spelling, so that typing is not disturbed by it."""
        try:
            number, unit = split(text.strip())
        except ValueError:
            return None if not text.strip() else text
        return f"{number:.10g} {unit}"


class MomentEntry(OptionalLineEntry):
    """A date and a time of day, without the letter and the seconds that the file has."""

    def __init__(self) -> None:
        super().__init__("2026-01-05 09:00")

    def read(self, text: str) -> str | None:
        """The moment as the file writes it, or None for none."""
        date, _, time = text.strip().replace("T", " ").partition(" ")
        time = time.strip()
        return f"{date}T{time}:00" if time.count(":") == 1 else f"{date}T{time}" if time else date or None

    def show_value(self, value: Any, document: Document) -> None:
        """Shows a moment as people write it."""
        written = "" if value is None else str(value).replace("T", " ")
        written = written.removesuffix(":00") if written.count(":") == 2 else written
        if self.read(self.line.text()) != self.read(written):
            super().show_value(written, document)


class MoneyEntry(NumberEntry):
    """An amount in the currency of the document."""

    def show_value(self, value: Any, document: Document) -> None:
        """Shows the amount and its currency."""
        self.set_unit(SYMBOLS.get(document.currency, document.currency))
        super().show_value(value, document)


class OutputValueEntry(Entry):
    """What a task writes: worked out by a formula, or drawn by chance."""

    def __init__(self) -> None:
        super().__init__()
        self._how = Combo()
        self._how.addItems(["Worked out", "By chance"])
        self._how.activated.connect(lambda row: self.edited.emit(Bernoulli(p=0.5) if row else "true"))
        self._formula = FormulaEntry("for example amount * 0.19", empty="true")
        self._formula.edited.connect(self.edited.emit)
        self._drawn = QuantityEntry(timed=False, required=True)
        self._drawn.edited.connect(self.edited.emit)
        for widget in (self._how, self._formula, self._drawn):
            self.add(widget)
        self.setFocusProxy(self._how)

    def show_value(self, value: Any, document: Document) -> None:
        """Shows the formula or the distribution."""
        drawn = isinstance(value, Distribution)
        self._how.setCurrentIndex(int(drawn))
        self._formula.setVisible(not drawn)
        self._drawn.setVisible(drawn)
        (self._drawn if drawn else self._formula).show_value(value, document)


class InitialEntry(Entry):
    """A field's value when a case starts: none, given, or drawn by chance."""

    def __init__(self) -> None:
        super().__init__()
        self._how = Combo()
        self._how.addItems(["None", "Given", "By chance"])
        self._how.activated.connect(self._choose)
        self._given = LineEntry("12, true or a word")
        self._given.edited.connect(lambda text: self.edited.emit(_scalar(text)))
        self._drawn = QuantityEntry(timed=False, required=True)
        self._drawn.edited.connect(self.edited.emit)
        for widget in (self._how, self._given, self._drawn):
            self.add(widget)
        self.setFocusProxy(self._how)

    def _choose(self, row: int) -> None:
        self.edited.emit((None, "", Bernoulli(p=0.5))[row])

    def show_value(self, value: Any, document: Document) -> None:
        """Shows how the value comes about."""
        row = 0 if value is None else 2 if isinstance(value, Distribution) else 1
        self._how.setCurrentIndex(row)
        self._given.setVisible(row == 1)
        self._drawn.setVisible(row == 2)
        if row == 1:
            text = (
                str(value).lower()
                if isinstance(value, bool)
                else f"{value:g}"
                if isinstance(value, float)
                else value
            )
            self._given.show_value(text, document)
        elif row == 2:
            self._drawn.show_value(value, document)


def _scalar(text: str) -> bool | float | str:
    if text in ("true", "false"):
        return text == "true"
    try:
        return float(text)
    except ValueError:
        return text


class ColorEntry(Entry):
    """One of the colours of the document palette, or none."""

    def __init__(self) -> None:
        super().__init__()
        self._buttons: dict[str | None, QToolButton] = {}
        for name in (None, *COLORS):
            button = QToolButton()
            button.setCheckable(True)
            button.setToolTip(name.capitalize() if name else "No colour of its own")
            button.setIconSize(QSize(16, 16))
            button.setIcon(swatch(name) if name else icon("ban", "quiet"))
            button.clicked.connect(lambda _=False, name=name: self.edited.emit(name))
            self._buttons[name] = button
        row = self.add_row(*self._buttons.values(), spacing=2)
        row.layout().addStretch(1)  # type: ignore[union-attr]  # a row has a box layout
        self.setFocusProxy(self._buttons[None])

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Marks the colour."""
        for name, button in self._buttons.items():
            button.setChecked(name == value)


class DaysEntry(Entry):
    """Days of the week as seven buttons."""

    def __init__(self) -> None:
        super().__init__()
        self._value: tuple[str, ...] = ()
        self._buttons: dict[str, QToolButton] = {}
        for day, words in choices.DAYS:
            button = QToolButton()
            button.setText(words)
            button.setCheckable(True)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda on, day=day: self._tick(day, on))
            self._buttons[day] = button
        self.add_row(*self._buttons.values(), spacing=0)
        self.setFocusProxy(self._buttons["mon"])

    def _tick(self, day: str, on: bool) -> None:
        wanted = {*self._value, day} if on else {*self._value} - {day}
        self.edited.emit(tuple(known for known, _ in choices.DAYS if known in wanted))

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Marks the days."""
        self._value = tuple(value)
        for day, button in self._buttons.items():
            button.setChecked(day in value)


def handoff() -> Entry:
    """How work changes hands along a flow."""
    items = (
        Item("channel", "Handed over by", lambda: ChoiceEntry(choices.CHANNELS)),
        Item("delay", "Time it lies before it is taken up", lambda: QuantityEntry(none="No delay")),
        Item("data", "Data handed over", FieldsEntry),
    )
    return PartEntry(items, Handoff, "Work changes hands here")


def outputs() -> Entry:
    """What a task writes when it ends."""
    items = (
        Item("field", "", lambda: RecordEntry("fields", "Choose a field", can_make=False)),
        Item("value", "", OutputValueEntry),
    )
    return RowsEntry(lambda: PartEntry(items, Output), _first_output, "Add a result")  # type: ignore[arg-type]  # never made


def _first_output(document: Document) -> Output | None:
    field = min(document.fields, default=None)
    return Output(field=field, value="true") if field is not None else None


def demands() -> Entry:
    """Further roles that a task needs at the same time."""
    items = (
        Item("role", "", lambda: RecordEntry("roles", "Choose a role", can_make=False)),
        Item("units", "", lambda: NumberEntry("at once", whole=True, low=1)),
    )
    return RowsEntry(lambda: PartEntry(items, Demand), _first_demand, "Add a role")  # type: ignore[arg-type]  # never made


def _first_demand(document: Document) -> Demand | None:
    role = min(document.roles, default=None)
    return Demand(role=role) if role is not None else None


def instances() -> Entry:
    """How often a task or box runs for one token."""
    modes = (("parallel", "All at the same time"), ("sequential", "One after another"))
    ends = (("all", "Every one is done"), ("first", "The first one is done"))
    items = (
        Item("count", "How often", _CountEntry),
        Item("mode", "In what order", lambda: ChoiceEntry(modes)),
        Item("until", "Goes on when", lambda: ChoiceEntry(ends)),
    )
    return PartEntry(items, lambda: Instances(count=2), "Runs several times")


class _CountEntry(FormulaEntry):
    """A whole number, or a formula for one."""

    def __init__(self) -> None:
        super().__init__("3, or a formula", empty=1)
        self.edited.connect(lambda _: None)

    def _commit(self) -> None:
        text = self._line.text().strip()
        if text != self._before:
            self._before = text
            self.edited.emit(int(text) if text.isdigit() else text or 1)


def batch() -> Entry:
    """How many tokens a task gathers before it starts."""
    items = (
        Item("size", "How many together", lambda: NumberEntry(whole=True, low=1)),
        Item("wait", "Waits for them at most", lambda: PlainDurationEntry("as long as it takes")),
    )
    return PartEntry(items, lambda: Batch(size=5), "Gathers cases and does them together")


def hours() -> Entry:
    """The shifts of a calendar."""
    items = (
        Item("days", "", DaysEntry),
        Item("start", "From", lambda: LineEntry("09:00")),
        Item(
            "end",
            "To",
            lambda: LineEntry("17:00"),
            "When earlier than the start, it is on the next day",
            beside=True,
        ),
    )
    office = Hours(days=("mon", "tue", "wed", "thu", "fri"), start="09:00", end="17:00")
    return RowsEntry(lambda: PartEntry(items, lambda: office), lambda _: office, "Add hours")


def words(placeholder: str, add: str, fresh: str = "") -> Entry:
    """A list of short texts."""
    return RowsEntry(lambda: LineEntry(placeholder), lambda _: fresh, add)
