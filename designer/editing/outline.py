"""Lists of steps as people write them, read as chains of steps and boxes (C13)."""

import csv
import json
import re
from itertools import pairwise

from pydantic import ValidationError

from designer.editing.fragment import FORMAT, Fragment
from designer.editing.placement import GAP
from designer.editing.rules import RuleError
from designer.layout import sheets
from designer.layout.geometry import Point
from designer.layout.sizes import size_of
from designer.model.flow import Flow
from designer.model.ids import new_id
from designer.model.nodes import Box, Node, Note, Outcome, Task, Trigger
from designer.model.records import LONGEST_TEXT
from designer.model.workflow import Workflow


def fragment_from_text(text: str) -> Fragment:
    """A fragment from whatever text the clipboard holds.

    Our own JSON is read as it is. A list becomes a chain of steps, where what is indented under a line
    becomes the content of a box; so do the rows of a spreadsheet. Anything else becomes a note.

    Raises:
        RuleError: it is more than can become steps or a note.
    """
    own = fragment_from_json(text)
    if own is not None:
        return own
    text = text.translate(_UNSEEN)
    return fragment_from_table(text) if _is_table(text) else _from_words(text)


def _from_words(text: str) -> Fragment:
    """A list as a chain of steps, anything else as a note."""
    lines = None if _is_code(text) else _listed(text)
    if lines is None:
        if len(text.strip()) > LONGEST_TEXT:
            raise RuleError(f"This text is too long for a note: it may have {LONGEST_TEXT:,} characters.")
        note = Note(id=new_id(), workflow=_HERE, text=text.strip())
        note = note.model_copy(update={"size": sheets.grown(note)})
        return Fragment(format=FORMAT, chosen=(note.id,), nodes=(note,))
    return _Chains().fragment(lines)


def fragment_from_table(text: str) -> Fragment:
    """A chain of steps from comma- or tab-separated rows, one for each: its name stands in the first column.

    A head that calls the first column something like a step's name is left out.

    Raises:
        RuleError: it is more than can become steps or a note.
    """
    delimiter = "\t" if "\t" in text else ";" if text.count(";") > text.count(",") else ","
    try:
        rows = [row for row in csv.reader(text.splitlines(), delimiter=delimiter) if any(map(str.strip, row))]
    except csv.Error:  # a cell as long as a book
        return _from_words(text)
    if rows and rows[0][0].strip().lower() in _HEADS:
        rows = rows[1:]
    names = [next(cell.strip() for cell in row if cell.strip()) for row in rows]
    if not 0 < max(map(len, names), default=0) <= LONGEST_TEXT:
        return _from_words(text)
    return _Chains().fragment([(0, name) for name in names])


def fragment_from_json(text: str) -> Fragment | None:
    """Copied steps that were written down as JSON; None if the text is anything else."""
    if not text.lstrip().startswith("{"):
        return None
    try:
        return Fragment.model_validate_json(text)
    except ValidationError:
        return None


MOST_STEPS = 2_000  # of a list: more take seconds, and nobody could read them
_HERE = "here"
_UNSEEN = dict.fromkeys(code for code in range(32) if not chr(code).isspace())
_BULLET = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>[-*+\u2022\u2013]\s+|\d+[.)]\s+|\[[ xX]\]\s+)*(?P<name>.*\S)\s*$"
)
_LONGEST = 100  # characters of a line that may still name a step
_DEEPEST = 12  # boxes in boxes; what is indented further stays in the innermost
_HEADS = ("step", "steps", "name", "task", "activity", "title", "what")
_LONGEST_ROW = 8  # steps beside each other; a longer chain goes on in rows below
_ROW = 144.0
_Line = tuple[int, str]


def _listed(text: str) -> list[_Line] | None:
    """The lines of a list with their indents, or None if this is prose."""
    found = [match for match in map(_BULLET.match, text.splitlines()) if match is not None]
    lengths = [len(match["name"]) for match in found]
    too_long = sum(length > _LONGEST for length in lengths)
    prose = too_long > len(found) / 2 or max(lengths, default=0) > LONGEST_TEXT
    marked = all(match["mark"] for match in found)
    sentences = sum(match["name"].endswith((".", "!", "?")) for match in found)
    if len(found) < 2 or prose or (not marked and sentences > len(found) / 2):
        return None
    return [(len(match["indent"].expandtabs(4)), match["name"]) for match in found]


def _is_table(text: str) -> bool:
    """Whether these are rows as spreadsheets copy them: as many tabs in each, and not only in front."""
    rows = [line for line in text.splitlines() if line.strip()]
    tabs = {row.count("\t") for row in rows}
    return len(rows) > 1 and len(tabs) == 1 and any("\t" in row.strip() for row in rows)


def _is_code(text: str) -> bool:
    """Whether this is written for programs, such as markup or JSON: its lines are no steps."""
    begin = text.lstrip()[:1]
    if begin != "[":  # so do boxes to tick
        return begin in ("{", "<")
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


class _Chains:
    """Builds chains of steps from indented lines."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.workflows: list[Workflow] = []
        self.taken: set[str] = {_HERE}

    def fragment(self, lines: list[_Line]) -> Fragment:
        """The whole list as one chain."""
        if len(lines) > MOST_STEPS:
            raise RuleError(
                f"This list has {len(lines):,} lines: at most {MOST_STEPS:,} can become steps at once."
            )
        chosen = self._chain(lines, _HERE, 0.0, 0)
        return Fragment(
            format=FORMAT,
            chosen=tuple(n.id for n in chosen),
            nodes=tuple(self.nodes),
            flows=tuple(self.flows),
            workflows=tuple(self.workflows),
        )

    def _id(self) -> str:
        made = new_id(self.taken)
        self.taken.add(made)
        return made

    def _chain(self, lines: list[_Line], workflow: str, x: float, depth: int) -> list[Node]:
        chain: list[Node] = []
        sections = _sections(lines) if depth < _DEEPEST else [(name, []) for _, name in lines]
        across = _in_row(len(sections))
        start = x
        for place, (name, below) in enumerate(sections):
            row, column = divmod(place, across)
            x = start if column == 0 else x
            n = self._step(name, below, workflow, Point(x, row * _ROW), depth)
            x += size_of(n)[0] + GAP
            chain.append(n)
        self._join(chain)
        return chain

    def _join(self, chain: list[Node]) -> None:
        for one, other in pairwise(chain):
            self.flows.append(Flow(id=self._id(), source=one.id, target=other.id))

    def _step(self, name: str, below: list[_Line], workflow: str, at: Point, depth: int) -> Node:
        if not below:
            return self._add(Task(id=self._id(), workflow=workflow, name=name), at)
        inner = Workflow(id=self._id(), name=name)
        self.workflows.append(inner)
        start = self._add(Trigger(id=self._id(), workflow=inner.id, name="Start"), Point(0.0, 0.0))
        first = size_of(start)[0] + GAP
        chain = self._chain(below, inner.id, first, depth + 1)
        last = chain[-1]
        end = Point(last.at[0] + size_of(last)[0] + GAP, last.at[1] + size_of(last)[1] / 2)
        done = self._add(Outcome(id=self._id(), workflow=inner.id, name="Done", result="success"), end)
        self._join([start, chain[0]])
        self._join([chain[-1], done])
        return self._add(Box(id=self._id(), workflow=workflow, name=name, runs=inner.id), at)

    def _add(self, n: Node, at: Point) -> Node:
        """Puts a node with its left edge at a point, on the line of its row."""
        placed = n.model_copy(update={"at": (at.x, at.y - size_of(n)[1] / 2)})
        self.nodes.append(placed)
        return placed


def _in_row(count: int) -> int:
    """How many of a chain stand beside each other: all of a short one, else rows of nearly one length."""
    rows = -(-count // _LONGEST_ROW)
    return -(-count // rows)


def _sections(lines: list[_Line]) -> list[tuple[str, list[_Line]]]:
    """Each outermost line with those that are indented under it."""
    sections: list[tuple[str, list[_Line]]] = []
    edge = lines[0][0]
    for indent, name in lines:
        if indent <= edge or not sections:
            edge = min(edge, indent)
            sections.append((name, []))
        else:
            sections[-1][1].append((indent, name))
    return sections
