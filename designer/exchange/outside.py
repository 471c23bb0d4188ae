"""What a document takes from other files: the workflows that its boxes run, the moments at which cases came.

Only a run needs them. Workflows come in with their steps and flows, renamed after their file so that no id
meets another; roles, people, calendars and fields are shared by id: what the document itself defines stands
for both, so that one case carries its fields through all files and one team serves them all.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from designer.exchange import arrivals, files
from designer.exchange.errors import FileError
from designer.model import checks, graph
from designer.model.document import Document
from designer.model.fields import DataField
from designer.model.findings import Finding
from designer.model.flow import Flow
from designer.model.nodes import Area, Boundary, Box, LogArrivals, Node, Note, ScheduleArrivals, Trigger
from designer.model.people import Calendar, Person, Role
from designer.model.records import TABLES
from designer.model.references import references
from designer.model.suggestions import closest, listed
from designer.simulation.program import NotSimulable


def bringing(folder: Path | str | None) -> Callable[[Document], Document]:
    """What `compile` asks for the rest of a document whose own file is in `folder` (None: in no file yet)."""
    place = None if folder is None else Path(folder)
    return lambda document: bring_in(document, place)


def bring_in(document: Document, folder: Path | None) -> Document:
    """The document with all it takes from other files, itself if that is nothing; raises NotSimulable."""
    boxes = [n for n in document.nodes.values() if isinstance(n, Box) and n.file is not None]
    logs = [n for n in document.nodes.values() if isinstance(n, Trigger) and _has_log(n)]
    if not boxes and not logs:
        return document
    if folder is None:
        key = "file" if boxes else "arrivals"
        node = boxes[0] if boxes else logs[0]
        raise NotSimulable((_finding("file-not-found", node, key, _NO_PLACE, _SAVE),))
    return _Bringing(document, folder).whole(boxes, logs)


_NO_PLACE = "another file is named, but this document is in no file yet, so there is no telling where to look"
_SAVE = "Save the document beside that file first."


def _has_log(trigger: Trigger) -> bool:
    return isinstance(trigger.arrivals, LogArrivals)


class _Bringing:
    def __init__(self, document: Document, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[str, dict[str, Any]] = {table: dict(getattr(document, table)) for table in TABLES}
        self._own = document
        self._read: dict[Path, Document] = {}
        self._waiting: list[tuple[Path, str]] = []

    def whole(self, boxes: list[Box], logs: list[Trigger]) -> Document:
        """Brings in what the boxes run, what is run there, and so on; then the logs."""
        wrong: list[Finding] = []
        for box in boxes:
            try:
                self._tables["nodes"][box.id] = self._joined(box, self._folder)
                for flow in (*self._own.flows_from(box.id), *self._own.flows_into(box.id)):
                    self._tables["flows"][flow.id] = self._rerouted(flow, self._own, self._folder, "")
                self._bring_waiting(box)
            except NotSimulable as error:
                wrong.extend(error.findings)
        for trigger in logs:
            try:
                self._tables["nodes"][trigger.id] = self._timed(trigger)
            except NotSimulable as error:
                wrong.extend(error.findings)
        if wrong:
            raise NotSimulable(tuple(wrong))
        tables: dict[str, Any] = dict(self._tables)
        whole = replace(self._own, **tables)
        _refuse_rings(whole, boxes)
        return whole

    # Workflows

    def _joined(self, box: Box, folder: Path) -> Box:
        """A box that runs what it names in another file as if it stood in this one."""
        place = Path(os.path.normpath(folder / str(box.file)))
        other = self._document(place, box)
        if box.runs not in other.workflows:
            near = closest(box.runs, other.workflows)
            words = f"the file {box.file!r} has no workflow {box.runs!r}"
            fix = f"Did you mean {near!r}?" if near else f"It has {listed(other.workflows, 'and')}."
            raise NotSimulable((_finding("file-without-workflow", box, "runs", words, fix),))
        self._waiting.append((place, box.runs))
        return box.model_copy(update={"file": None, "runs": self._prefix(place) + box.runs})

    def _document(self, place: Path, box: Box) -> Document:
        if place in self._read:
            return self._read[place]
        try:
            other = files.load(place)
        except FileError as error:
            first = error.problems[0]
            words = f"the file {box.file!r} cannot be used: {first.message}"
            fix = first.fix or "Correct the path: it starts from the folder of this document."
            raise NotSimulable((_finding("file-not-found", box, "file", words.rstrip("."), fix),)) from error
        wrong = [finding for finding in checks.check(other) if finding.severity == "error"]
        if wrong:
            words = f"the file {box.file!r} has errors: {wrong[0].message}"
            fix = "Open that file and correct it."
            raise NotSimulable((_finding("file-with-errors", box, "file", words.rstrip("."), fix),))
        self._read[place] = other
        return other

    def _prefix(self, place: Path) -> str:
        """What ids from a file begin with; `#` is in no id that is written, so they meet no other."""
        try:
            return Path(os.path.relpath(place, self._folder)).as_posix() + "#"
        except ValueError:  # on another drive
            return place.as_posix() + "#"

    def _bring_waiting(self, box: Box) -> None:
        while self._waiting:
            place, workflow = self._waiting.pop()
            if self._prefix(place) + workflow in self._tables["workflows"]:
                continue
            other = self._read[place]
            for inner in sorted(graph.workflows_within(other, workflow)):
                self._bring(other, place, inner)
            self._share(other, box)

    def _bring(self, other: Document, place: Path, workflow: str) -> None:
        prefix = self._prefix(place)
        if prefix + workflow in self._tables["workflows"]:
            return
        made = other.workflows[workflow].model_copy(update={"id": prefix + workflow})
        self._tables["workflows"][made.id] = made
        for node in other.nodes_in(workflow):
            if not isinstance(node, Note | Area):
                self._tables["nodes"][prefix + node.id] = self._renamed(node, place)
        for flow in other.flows_in(workflow):
            made_flow = self._rerouted(flow, other, place.parent, prefix)
            self._tables["flows"][made_flow.id] = made_flow

    def _renamed(self, node: Node, place: Path) -> Node:
        prefix = self._prefix(place)
        update: dict[str, object] = {"id": prefix + node.id, "workflow": prefix + node.workflow}
        if isinstance(node, Box):
            if node.file is not None:
                node = self._joined(node, place.parent)
            else:
                update["runs"] = prefix + node.runs
        elif isinstance(node, Boundary):
            update["host"] = prefix + node.host
        elif isinstance(node, Trigger):
            update["arrivals"] = None  # cases come by the box
        return node.model_copy(update=update)

    def _rerouted(self, flow: Flow, own: Document, folder: Path, prefix: str) -> Flow:
        """A flow of the document `own`, in `folder`, between the nodes as they are called now."""
        update: dict[str, object] = {"id": prefix + flow.id}
        for end, port in (("source", "outcome"), ("target", "trigger")):
            node, named = own.nodes.get(getattr(flow, end)), getattr(flow, port)
            update[end] = prefix + getattr(flow, end)
            if named is not None:
                elsewhere = isinstance(node, Box) and node.file is not None
                inside = self._prefix(Path(os.path.normpath(folder / node.file))) if elsewhere else prefix  # type: ignore[union-attr,operator]
                update[port] = inside + named
        return flow.model_copy(update=update)

    # What is shared

    def _share(self, other: Document, box: Box) -> None:
        for record in _needed(other):
            found = self._own.get(record.id)
            if found is None:
                self._tables[record.table].setdefault(record.id, record)
                continue
            if found.table != record.table or getattr(found, "type", None) != getattr(record, "type", None):
                words = f"{record.id!r} means something else in the file {box.file!r} than in this document"
                fix = "Give one of the two another id."
                raise NotSimulable((_finding("file-id-taken", box, "file", words, fix),))
            if isinstance(found, Person) and isinstance(record, Person):
                roles = tuple(dict.fromkeys((*self._tables["people"][found.id].roles, *record.roles)))
                self._tables["people"][found.id] = found.model_copy(update={"roles": roles})

    # Logs

    def _timed(self, trigger: Trigger) -> Trigger:
        assert isinstance(trigger.arrivals, LogArrivals)
        name = trigger.arrivals.file
        try:
            moments = arrivals.moments(self._folder / name)
        except FileError as error:
            first = error.problems[0]
            words = f"the log {name!r} cannot be used: {first.message}"
            finding = _finding("log-not-usable", trigger, "arrivals", words.rstrip("."), first.fix or "")
            raise NotSimulable((finding,)) from error
        return trigger.model_copy(update={"arrivals": ScheduleArrivals(at=moments)})


def _needed(other: Document) -> Iterator[Role | Person | Calendar | DataField]:
    """The people, roles, calendars and fields of a document that its steps can ask for."""
    asked = {
        reference.target
        for record in (*other.workflows.values(), *other.nodes.values())
        for reference in references(record)
        if reference.table == "roles"
    }
    people = [person for person in other.people.values() if not asked.isdisjoint(person.roles)]
    asked.update(role for person in people for role in person.roles)
    roles = [other.roles[key] for key in sorted(asked) if key in other.roles]
    hours = {person.calendar for person in people} | {role.calendar for role in roles}
    yield from roles
    yield from people
    yield from (calendar for key, calendar in sorted(other.calendars.items()) if key in hours)
    yield from other.fields.values()


def _refuse_rings(whole: Document, boxes: list[Box]) -> None:
    for ring in graph.rings({key: graph.runs_of(whole, key) for key in whole.workflows}):
        files = list(dict.fromkeys(key.split("#")[0] for key in ring if "#" in key))
        inside = set(ring)
        for box in boxes:
            joined = whole.nodes[box.id]
            if files and isinstance(joined, Box) and inside & graph.workflows_within(whole, joined.runs):
                run = "runs itself" if len(files) == 1 else "run each other"
                words = f"in the file {box.file!r} begins a ring, for {listed(files, 'and')} {run}"
                fix = (
                    "Remove one of the boxes in these files; for work that repeats, lead a flow back instead."
                )
                raise NotSimulable((_finding("file-ring", box, "file", words, fix),))


def _finding(code: str, node: Node, key: str, words: str, fix: str) -> Finding:
    what = "Box" if isinstance(node, Box) else "Trigger"
    return Finding("error", code, f'{what} "{node.name or node.id}": {words}.', (node.id,), key, fix)
