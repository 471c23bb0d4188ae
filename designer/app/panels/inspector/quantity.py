"""How long or how much: a plain amount, or a distribution with its curve."""

from dataclasses import dataclass
from typing import Any, get_args

from pydantic import ValidationError
from PySide6.QtWidgets import QGridLayout, QWidget

from designer.app.panels.inspector.curve import Curve
from designer.app.panels.inspector.entry import Combo, Entry, LineEntry, NumberEntry, labelled
from designer.app.panels.inspector.percent import PercentEntry
from designer.canvas.text_size import px, sized
from designer.model import distributions as d
from designer.model.document import Document
from designer.model.durations import UNITS, Unit, split


@dataclass(frozen=True)
class _Shape:
    """A kind of distribution as the form offers it: its words and its parameters with theirs."""

    kind: type[d.Distribution]
    words: str
    parameters: tuple[tuple[str, str], ...]


_SHAPES = (
    _Shape(d.Constant, "Fixed", (("value", "Value"),)),
    _Shape(d.Uniform, "Anywhere between", (("low", "Lowest"), ("high", "Highest"))),
    _Shape(d.Triangular, "Three points", (("low", "Lowest"), ("mode", "Most likely"), ("high", "Highest"))),
    _Shape(
        d.Pert,
        "Three points, smooth (PERT)",
        (("low", "Lowest"), ("mode", "Most likely"), ("high", "Highest")),
    ),
    _Shape(d.Normal, "Bell curve (normal)", (("mean", "Mean"), ("sd", "Std. deviation"))),
    _Shape(d.Lognormal, "Long tail (lognormal)", (("mean", "Mean"), ("sd", "Std. deviation"))),
    _Shape(d.Exponential, "Random (exponential)", (("mean", "Mean"),)),
    _Shape(d.Gamma, "Gamma", (("mean", "Mean"), ("sd", "Std. deviation"))),
    _Shape(d.Erlang, "Erlang", (("k", "Phases"), ("mean", "Mean"))),
    _Shape(d.Weibull, "Weibull", (("shape", "Shape"), ("scale", "Scale"))),
    _Shape(
        d.Beta, "Beta", (("low", "Lowest"), ("high", "Highest"), ("mean", "Mean"), ("sd", "Std. deviation"))
    ),
    _Shape(d.Poisson, "Counts (Poisson)", (("mean", "Mean"),)),
    _Shape(d.Empirical, "Observed values", (("values", "Values"),)),
)
_VALUE_SHAPES = (
    *_SHAPES,
    _Shape(d.Bernoulli, "Yes or no", (("p", "Yes how often"),)),
    _Shape(d.Weighted, "One of several", (("weights", "Weights"),)),
)


class QuantityEntry(Entry):
    """A distribution; where `timed` a duration with its unit, written plainly when it is fixed."""

    def __init__(self, *, timed: bool = True, none: str = "None", required: bool = False) -> None:
        super().__init__()
        self._timed = timed
        self._shapes = _SHAPES if timed else _VALUE_SHAPES
        self._required = required
        self._value: d.Distribution | None = None
        self._document: Document | None = None
        self._kind = Combo()
        self._kind.addItems([*([] if required else [none]), *(shape.words for shape in self._shapes)])
        self._kind.activated.connect(self._choose)
        self._unit = Combo()
        self._unit.setMinimumContentsLength(3)
        sized(self._unit, lambda: self._unit.setFixedWidth(px(68)))
        self._unit.addItems(list(UNITS))
        self._unit.activated.connect(self._choose_unit)
        self._unit.setToolTip("s, min, h; a day (d) is 24 h, a week (w) 7 d")
        row = self.add_row(self._kind, self._unit)
        row.layout().setStretch(0, 1)  # type: ignore[union-attr]  # a row has a box layout
        self._unit.setVisible(timed)
        self._grid_home = QWidget()
        self._grid = QGridLayout(self._grid_home)
        self._grid.setContentsMargins(0, 4, 0, 0)  # from the labels in it to the choice above
        self._grid.setSpacing(8)
        self.add(self._grid_home)
        self._curve = Curve()
        self.add(self._curve)
        self._fields: dict[str, Entry] = {}
        self._shown: type[d.Distribution] | None = None
        self.setFocusProxy(self._kind)

    def show_value(self, value: Any, document: Document) -> None:
        """Shows a duration or distribution, or that there is none."""
        self._document = document
        self._value = distribution_of(value)
        self._refresh()

    def _refresh(self) -> None:
        value = self._value
        first = 0 if self._required else 1
        row = next(
            (i for i, shape in enumerate(self._shapes) if value is not None and type(value) is shape.kind), -1
        )
        self._kind.setCurrentIndex(row + first if row >= 0 else 0)
        self._unit.setVisible(self._timed and value is not None)
        if value is not None and value.unit is not None:
            self._unit.setCurrentIndex(UNITS.index(value.unit))
        self._build(self._shapes[row] if row >= 0 else None)
        for name, field in self._fields.items():
            field.show_value(_shown(getattr(value, name)), self._document)  # type: ignore[arg-type]  # set before
            if isinstance(field, NumberEntry) and self._timed and name not in ("k", "shape", "p"):
                field.set_unit(value.unit if value is not None and value.unit is not None else "")
        self._curve.show_distribution(value)
        self.show_error((d.problem(value) or "").capitalize() if value is not None else "")

    def _build(self, shape: _Shape | None) -> None:
        kind = shape.kind if shape is not None else None
        if kind is self._shown:
            return
        self._shown = kind
        self._fields = {}
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        for place, (name, words) in enumerate(shape.parameters if shape is not None else ()):
            field = _field_for(name)
            field.edited.connect(lambda value, name=name: self._set(name, value))
            self._fields[name] = field
            wide = name in ("values", "weights")
            self._grid.addWidget(labelled(words, field), place // 2, place % 2, 1, 2 if wide else 1)
        self._grid_home.setVisible(shape is not None)

    def _choose(self, row: int) -> None:
        first = 0 if self._required else 1
        if row < first:
            self._give(None)
        else:
            shape = self._shapes[row - first]
            self._give(converted(self._value, shape.kind, timed=self._timed))

    def _choose_unit(self, row: int) -> None:
        if self._value is not None:
            self._set("unit", UNITS[row])

    def _set(self, name: str, value: Any) -> None:
        if self._value is None:
            return
        keys = {key: getattr(self._value, key) for key in type(self._value).model_fields}
        try:
            self._give(type(self._value)(**{**keys, name: value}))
        except ValidationError as wrong:
            self.show_error(str(wrong.errors()[0]["msg"]))

    def _give(self, value: d.Distribution | None) -> None:
        self._value = value
        self._refresh()
        self.edited.emit(plain(value) if self._timed else value)


class _NumbersEntry(LineEntry):
    """Observed values: numbers with spaces or semicolons between."""

    def read(self, text: str) -> Any:
        try:
            return tuple(float(word) for word in text.replace(";", " ").split())
        except ValueError:
            return None

    def _edit(self, text: str) -> None:
        value = self.read(text)
        self.show_error("" if value else "Write numbers with spaces between.")
        if value:
            self.edited.emit(value)

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        if self.read(self.line.text()) != value:
            self.line.setText(" ".join(f"{number:g}" for number in value or ()))


class _WeightsEntry(LineEntry):
    """Named values with their weights: `EU 0.4, US 0.6`."""

    def read(self, text: str) -> Any:
        pairs = [part.strip().rsplit(" ", 1) for part in text.split(",") if part.strip()]
        try:
            return {name.strip(): float(weight) for name, weight in pairs}
        except ValueError:
            return None

    def _edit(self, text: str) -> None:
        value = self.read(text)
        self.show_error("" if value else "Write each value and its weight, as in: EU 0.4, US 0.6")
        if value:
            self.edited.emit(value)

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        if self.read(self.line.text()) != value:
            self.line.setText(", ".join(f"{name} {weight:g}" for name, weight in (value or {}).items()))


def _field_for(name: str) -> Entry:
    if name == "values":
        return _NumbersEntry("12 15 15 20 34")
    if name == "weights":
        return _WeightsEntry("EU 0.4, US 0.6")
    if name == "p":
        return PercentEntry()
    return NumberEntry(whole=name == "k")


def _shown(value: Any) -> Any:
    return value


def distribution_of(value: Any) -> d.Distribution | None:
    """The distribution that a stored value stands for; a plain duration or number is a constant."""
    if isinstance(value, d.Distribution) or value is None:
        return value
    if isinstance(value, str):
        number, unit = split(value)
        return d.Constant(value=number, unit=unit)
    return d.Constant(value=float(value))


def plain(value: d.Distribution | None) -> Any:
    """A fixed duration as people write it (`"20 min"`), anything else as it is."""
    if isinstance(value, d.Constant) and value.min is None and value.max is None and value.value >= 0:
        return f"{value.value:.10g} {value.unit}"
    return value


def converted(value: d.Distribution | None, kind: type[d.Distribution], *, timed: bool) -> d.Distribution:
    """Another kind of distribution around the same mean, with parameters that make sense at once."""
    mean = 10.0 if value is None else d.mean(value)
    if mean != mean or mean <= 0:
        mean = 1.0
    unit: Unit | None = (value.unit if value is not None else None) or ("min" if timed else None)
    low, high = _rounded(mean * 0.5), _rounded(mean * 1.5)
    guesses: dict[str, Any] = {
        "value": _rounded(mean), "mean": _rounded(mean), "mode": _rounded(mean), "low": low, "high": high,
        "sd": _rounded(mean * 0.25), "k": 2, "shape": 1.5, "scale": _rounded(mean), "p": 0.5,
        "weights": {"A": 0.5, "B": 0.5}, "values": (low, _rounded(mean), high),
    }  # fmt: skip
    for name in ("low", "mode", "high", "mean", "sd", "values"):
        kept = getattr(value, name, None)
        if kept is not None:
            guesses[name] = kept
    names = [name for name in kind.model_fields if name in guesses]
    made = kind(unit=unit, **{name: guesses[name] for name in names})
    if d.problem(made) is None:
        return made
    return kind(
        unit=unit,
        **{name: guesses[name] for name in names} | {"low": low, "high": high, "mode": _rounded(mean)},
    )


def _rounded(number: float) -> float:
    return float(f"{number:.3g}")


assert set(get_args(Unit)) == set(UNITS)
