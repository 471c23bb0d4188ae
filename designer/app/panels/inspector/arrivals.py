"""How cases arrive at a trigger."""

from typing import Any

from PySide6.QtCore import Signal

from designer.app.panels.inspector import choices
from designer.app.panels.inspector.entry import Combo, Entry, LineEntry, NumberEntry, labelled
from designer.app.panels.inspector.form import Item, PartEntry
from designer.app.panels.inspector.quantity import QuantityEntry
from designer.app.panels.inspector.references import RecordEntry
from designer.app.panels.inspector.rows import RowsEntry
from designer.model.distributions import Distribution, Exponential
from designer.model.document import Document
from designer.model.nodes import IntervalArrivals, LogArrivals, ProfileArrivals, ScheduleArrivals


class ArrivalsEntry(Entry):
    """How cases arrive here, if they do."""

    made = Signal(str, str, object)

    def __init__(self) -> None:
        super().__init__()
        self._value: Any = None
        self._how = Combo()
        self._how.addItems(
            [
                "Not said yet",
                "One after another",
                "At given moments",
                "By hour of the week",
                "From an event log",
            ]
        )
        self._how.activated.connect(self._choose)
        self._interval = PartEntry(
            (
                Item("interval", "Time between arrivals", lambda: QuantityEntry(required=True)),
                Item("calendar", "Arrive during", lambda: RecordEntry("calendars", "Any time")),
                Item("batch", "Cases at a time", _BatchSizeEntry, "How many cases each arrival brings"),
            ),
            IntervalArrivals,  # type: ignore[arg-type]  # never made here
        )
        self._moments = RowsEntry(
            lambda: LineEntry("2026-01-05T09:00"), lambda _: "2026-01-05T09:00:00", "Add a moment"
        )
        self._profile = WeekEntry()
        self._log = LineEntry("arrivals.csv")
        self._interval.edited.connect(self.edited.emit)
        self._interval.made.connect(self.made.emit)
        self._moments.edited.connect(self._give_moments)
        self._profile.edited.connect(lambda rates: self.edited.emit(ProfileArrivals(per_hour=rates)))
        self._log.edited.connect(lambda file: self.edited.emit(LogArrivals(file=file)))
        self._parts = (None, self._interval, self._moments, self._profile, self._log)
        for widget in (self._how, *self._parts[1:]):
            self.add(widget)
        self.setFocusProxy(self._how)

    def _choose(self, row: int) -> None:
        office = tuple(4.0 if 9 <= hour % 24 < 17 and hour < 120 else 0.0 for hour in range(168))
        fresh: tuple[Any, ...] = (
            None,
            IntervalArrivals(interval=Exponential(mean=30.0, unit="min")),
            ScheduleArrivals(at=("2026-01-05T09:00:00",)),
            ProfileArrivals(per_hour=office),
            LogArrivals(file="arrivals.csv"),
        )
        self.edited.emit(fresh[row])

    def _give_moments(self, moments: tuple[str, ...]) -> None:
        self.edited.emit(
            ScheduleArrivals.model_construct(at=moments) if not moments else ScheduleArrivals(at=moments)
        )

    def show_value(self, value: Any, document: Document) -> None:
        """Shows the kind of arrivals and what it needs."""
        row = _ARRIVALS.index(type(value)) if value is not None else 0
        self._how.setCurrentIndex(row)
        for place, part in enumerate(self._parts):
            if part is not None:
                part.setVisible(place == row)
        match value:
            case IntervalArrivals():
                self._interval.show_value(value, document)
            case ScheduleArrivals(at=moments):
                self._moments.show_value(moments, document)
            case ProfileArrivals(per_hour=rates):
                self._profile.show_value(rates, document)
            case LogArrivals(file=file):
                self._log.show_value(file, document)


_ARRIVALS: list[Any] = [None, IntervalArrivals, ScheduleArrivals, ProfileArrivals, LogArrivals]


class _BatchSizeEntry(NumberEntry):
    """A number of cases; a drawn one is kept and told."""

    def __init__(self) -> None:
        super().__init__(whole=True, low=1, empty=1, placeholder="1")

    def show_value(self, value: Any, document: Document) -> None:
        if isinstance(value, Distribution):
            super().show_value(None, document)
            self.show_error(f"Drawn: {value.kind}. Type a number to replace it.")  # type: ignore[attr-defined]  # each has one
            return
        super().show_value(value, document)


class WeekEntry(Entry):
    """Arrivals per hour for the seven days, given as one number for each day and its hours."""

    def __init__(self) -> None:
        super().__init__()
        self._rates: tuple[float, ...] = (0.0,) * 168
        self._lines: list[LineEntry] = []
        for day, (_, words) in enumerate(choices.DAYS):
            line = LineEntry("24 numbers, from midnight")
            line.edited.connect(lambda text, day=day: self._edit(day, text))
            self._lines.append(line)
            self.add(
                labelled(
                    words, line, "Mean arrivals in each hour of the day; one number stands for all hours"
                )
            )
        self.setFocusProxy(self._lines[0])

    def _edit(self, day: int, text: str) -> None:
        try:
            rates = tuple(float(word) for word in text.split())
        except ValueError:
            rates = ()
        rates = rates * 24 if len(rates) == 1 else rates
        if len(rates) != 24 or min(rates) < 0:
            self._lines[day].show_error("Write 24 numbers, or one for the whole day.")
            return
        self._lines[day].show_error("")
        self._rates = (*self._rates[: day * 24], *rates, *self._rates[day * 24 + 24 :])
        self.edited.emit(self._rates)

    def show_value(self, value: Any, document: Document) -> None:
        """Shows the rates of each day; a day that is the same all round as one number."""
        self._rates = tuple(value)
        for day, line in enumerate(self._lines):
            rates = self._rates[day * 24 : day * 24 + 24]
            if not line.line.hasFocus():
                words = f"{rates[0]:g}" if len(set(rates)) == 1 else " ".join(f"{rate:g}" for rate in rates)
                line.show_value(words, document)
