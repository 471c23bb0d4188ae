"""When cases came, read from an event log: CSV, XES (IEEE 1849), or JSON rows; local times, as written."""

import csv
import io
import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from designer.exchange import files
from designer.exchange.errors import FileError
from designer.model.findings import Finding

# Columns by what other programs call them, the surest first; compared without case, blanks and underscores.
CASES = ("case", "caseid", "case:concept:name", "caseconceptname", "traceid")
TIMES = (
    "arrival",
    "arrived",
    "enabled",
    "time:timestamp",
    "timestamp",
    "starttimestamp",
    "starttime",
    "started",
    "start",
    "time",
    "date",
)
_FORMATS = "YYYY-MM-DDTHH:MM"

Row = Mapping[str, Any]


def moments(path: Path) -> tuple[str, ...]:
    """When each case of a log came, in order: its earliest event; raises FileError with what is wrong where.

    A log without a column of cases is a list of arrivals. Of a log of several replications the first counts.
    """
    data = files.content(path)
    suffix = path.suffix.lower()
    if suffix == ".xes":
        found = _of_xes(data, path)
    elif suffix == ".json":
        found = _of_rows(_json_rows(data, path), path)
    elif suffix == ".csv":
        found = _of_rows(_csv_rows(data, path), path)
    else:
        raise _wrong(path, "A log is CSV, XES or JSON.", "Let its name end in .csv, .xes or .json.")
    if not found:
        raise _wrong(path, "There is no case in it.", "Choose a log with at least one event.")
    return tuple(moment.isoformat(timespec="milliseconds") for moment in sorted(found))


def _wrong(path: Path, message: str, fix: str) -> FileError:
    return FileError(str(path), (Finding("error", "log", message, fix=fix),))


def _moment(value: object, path: Path, where: str) -> datetime:
    try:
        return datetime.fromisoformat(str(value).strip()).replace(tzinfo=None)
    except ValueError:
        message = f"{str(value)[:40]!r} in {where} is no date and time."
        raise _wrong(path, message, f"Write times as {_FORMATS}.") from None


def _json_rows(data: bytes, path: Path) -> list[Row]:
    try:
        rows = json.loads(data)
    except (ValueError, RecursionError):
        raise _wrong(path, "It is no JSON.", "Export the log again.") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict | str) for row in rows):
        raise _wrong(path, "It is no list.", "Write a list of times, or of rows with a case and a time.")
    return [row if isinstance(row, dict) else {"arrival": row} for row in rows]


def _csv_rows(data: bytes, path: Path) -> list[Row]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(path, "It is not written in UTF-8.", "Save it as UTF-8.") from None
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    names = [name.strip().strip('"') for name in first.split(delimiter)]
    if len(names) == 1 and _is_moment(names[0]):
        text = f"arrival\n{text}"
    try:
        return list(csv.DictReader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise _wrong(path, f"It is no CSV: {error}.", "Export the log again.") from None


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _of_rows(rows: list[Row], path: Path) -> list[datetime]:
    if not rows:
        return []
    names = {_plain(name): name for name in rows[0] if name}
    time = next((names[name] for name in TIMES if name in names), None)
    case = next((names[name] for name in CASES if name in names), None)
    run = names.get("replication")
    if time is None:
        message = f"No column says when something happened; there are {', '.join(names.values())}."
        raise _wrong(path, message, "Call the column of times 'timestamp', and the one of cases 'case'.")
    first: dict[object, datetime] = {}
    for number, row in enumerate(rows, start=2):
        if not row.get(time) or (run is not None and row.get(run) != rows[0].get(run)):
            continue
        moment = _moment(row[time], path, f"row {number}, column {time!r}")
        key = number if case is None else row.get(case)
        first[key] = min(moment, first.get(key, moment))
    return list(first.values())


def _plain(name: str) -> str:
    return name.lower().replace(" ", "").replace("_", "").replace("-", "")


class _Traces:
    """Hears the elements of a XES file and keeps the earliest moment of each trace."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.found: list[datetime] = []
        self._open: list[str] = []
        self._earliest: datetime | None = None

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        name = element.rsplit("}", 1)[-1]
        if name == "trace":
            self._earliest = None
        elif name == "date" and self._open[-1:] == ["event"] and attributes.get("key") == "time:timestamp":
            moment = _moment(attributes.get("value", ""), self.path, f"case {len(self.found) + 1}")
            if "trace" in self._open and (self._earliest is None or moment < self._earliest):
                self._earliest = moment
        self._open.append(name)

    def end(self, _: str) -> None:
        if self._open.pop() == "trace" and self._earliest is not None:
            self.found.append(self._earliest)

    def doctype(self, *_: object) -> None:
        message = "It has a document type of its own."
        raise _wrong(self.path, message, "Export the log as plain XES.")

    def close(self) -> list[datetime]:
        return self.found


def _of_xes(data: bytes, path: Path) -> list[datetime]:
    from lxml import etree  # type: ignore[import-untyped]

    parser = etree.XMLParser(
        target=_Traces(path), resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    try:
        found: list[datetime] = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"It is no XML: {str(error.msg).rstrip('.')}."
        raise _wrong(path, message, "Export the log again.") from None
    return found
