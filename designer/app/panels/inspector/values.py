"""The value of a changed key: a text as it would be typed, or the entry that the form of its record has."""

import json
from collections.abc import Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import Signal

from designer.app.panels.inspector.entry import Entry, LineEntry
from designer.app.panels.inspector.kinds import sections
from designer.model.document import AnyRecord, Document
from designer.model.scenarios import ChangeError, changed

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def value_at(record: AnyRecord, key: str) -> Any:
    """What stands at a key of a record, or at a key within it, as JSON has it; None for nothing."""
    found = json.loads(record.model_dump_json(by_alias=True, exclude_none=True))
    for step in key.split("."):
        if isinstance(found, list) and step.isdecimal() and int(step) < len(found):
            found = found[int(step)]
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found


def in_words(value: Any) -> str:
    """A value as people read it."""
    if value is None or value in ([], {}):
        return "nothing"
    match value:
        case str():
            return value
        case list():
            return (", " if isinstance(value[0], str) else "; ").join(in_words(each) for each in value)
        case {"days": list(days), "from": start, "to": end}:
            return f"{_runs(days)} {start}–{end}"
        case {"kind": str(kind), **rest}:
            unit = rest.pop("unit", None)
            told = ", ".join([kind, *(f"{key} {in_words(each)}" for key, each in rest.items())])
            return told if unit is None else f"{told} {unit}"
        case dict():
            return ", ".join(f"{key} {in_words(each)}" for key, each in value.items())
    return json.dumps(value, ensure_ascii=False)


def _runs(days: Sequence[str]) -> str:
    """Days of the week, those in a row by the first and the last of them."""
    places = sorted(_DAYS.index(day) for day in days)
    runs = (list(run) for _, run in groupby(enumerate(places), lambda pair: pair[1] - pair[0]))
    ends = [(_DAYS[run[0][1]].title(), _DAYS[run[-1][1]].title()) for run in runs]
    return ", ".join(first if first == last else f"{first}–{last}" for first, last in ends)


class TypedValue(Entry):
    """A value as JSON; what is no JSON is a text, so that `45 min` needs no quotes."""

    def __init__(self) -> None:
        super().__init__()
        self._line = LineEntry()
        self._line.line.editingFinished.connect(self._commit)
        self.add(self._line)
        self.setFocusProxy(self._line.line)
        self._shown = ""

    def _commit(self) -> None:
        text = self._line.line.text().strip()
        if text and text != self._shown:
            self._shown = text
            self.edited.emit(_parsed(text))

    def show_value(self, value: Any, document: Document) -> None:  # noqa: ARG002
        """Shows a value as it would be typed."""
        is_plain = value is None or isinstance(value, str)
        text = in_words(value) if is_plain else json.dumps(value, ensure_ascii=False)
        if text != self._shown:
            self._shown = text
            self._line.line.setText(text)
            self._line.line.setCursorPosition(0)
            self.show_error("")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


class FormValue(Entry):
    """A value of several parts in the entry of its record's own form. `made` asks for a record it names."""

    made = Signal(str, str, object)

    def __init__(self, record: AnyRecord, key: str, entry: Entry) -> None:
        super().__init__()
        self._record, self._key, self._entry = record, key, entry
        entry.edited.connect(lambda value: self.edited.emit(self._as_json(value)))
        if hasattr(entry, "made"):
            entry.made.connect(
                lambda table, name, value: self.made.emit(
                    table, name, lambda record_id: self._as_json(value(record_id))
                )
            )
        self.add(entry)
        self.setFocusProxy(entry)

    def _as_json(self, value: Any) -> Any:
        return value_at(self._record.model_copy(update={self._key: value}), self._key)

    def show_value(self, value: Any, document: Document) -> None:
        """Shows a value that the record may have there."""
        try:
            record = changed(self._record, [self._key], value)
        except ChangeError as wrong:
            self.show_error(f"{wrong}.")
            return
        self._entry.show_value(getattr(record, self._key), document)


def entry_for(record: AnyRecord | None, key: str, value: Any, document: Document) -> Entry:
    """What a value at a key of a record is edited in: one of several parts as in its form, if that has it."""
    if record is not None and isinstance(value, list | dict):
        for section in sections(record, document):
            for item in section.items:
                if item.key == key:
                    return FormValue(record, key, item.make())
    return TypedValue()
