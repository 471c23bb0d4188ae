"""Lists of steps as people write them, read as chains of steps and boxes (C13)."""

import re
from itertools import pairwise

from pydantic import ValidationError

from designer.editing.fragment import FORMAT, Fragment
from designer.editing.placement import GAP
from designer.layout.sizes import size_of
from designer.model.flow import Flow
from designer.model.ids import new_id
from designer.model.nodes import Box, Node, Note, Outcome, Task, Trigger
from designer.model.workflow import Workflow


def fragment_from_text(text: str) -> Fragment:
    """A fragment from whatever text the clipboard holds.

    Our own JSON is read as it is. A list becomes a chain of steps, where what is indented under a line
    becomes the content of a box. Anything else becomes a note.
    """
    own = _from_json(text)
    if own is not None:
        return own
    lines = _listed(text)
    if lines is None:
        note = Note(id=new_id(), workflow=_HERE, text=text.strip())
        return Fragment(format=FORMAT, chosen=(note.id,), nodes=(note,))
    return _Chains().fragment(lines)


def _from_json(text: str) -> Fragment | None:
    if not text.lstrip().startswith("{"):
        return None
    try:
        return Fragment.model_validate_json(text)
    except ValidationError:
        return None


_HERE = "here"
_BULLET = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>[-*+\u2022\u2013]\s+|\d+[.)]\s+|\[[ xX]\]\s+)*(?P<name>.*\S)\s*$"
)
_LONGEST = 100  # characters of a line that may still name a step
_DEEPEST = 12  # boxes in boxes; what is indented further stays in the innermost
_Line = tuple[int, str]


def _listed(text: str) -> list[_Line] | None:
    """The lines of a list with their indents, or None if this is prose."""
    found = [match for match in map(_BULLET.match, text.splitlines()) if match is not None]
    prose = sum(len(match["name"]) > _LONGEST for match in found) > len(found) / 2
    marked = all(match["mark"] for match in found)
    sentences = sum(match["name"].endswith((".", "!", "?")) for match in found)
    if len(found) < 2 or prose or (not marked and sentences > len(found) / 2):
        return None
    return [(len(match["indent"].expandtabs(4)), match["name"]) for match in found]


class _Chains:
    """Builds chains of steps from indented lines."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.flows: list[Flow] = []
        self.workflows: list[Workflow] = []
        self.taken: set[str] = {_HERE}

    def fragment(self, lines: list[_Line]) -> Fragment:
        """The whole list as one chain."""
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
        for name, below in sections:
            n = self._step(name, below, workflow, x, depth)
            x += size_of(n)[0] + GAP
            chain.append(n)
        self._join(chain)
        return chain

    def _join(self, chain: list[Node]) -> None:
        for one, other in pairwise(chain):
            self.flows.append(Flow(id=self._id(), source=one.id, target=other.id))

    def _step(self, name: str, below: list[_Line], workflow: str, x: float, depth: int) -> Node:
        if not below:
            return self._add(Task(id=self._id(), workflow=workflow, name=name), x)
        inner = Workflow(id=self._id(), name=name)
        self.workflows.append(inner)
        start = self._add(Trigger(id=self._id(), workflow=inner.id, name="Start"), 0.0)
        first = size_of(start)[0] + GAP
        chain = self._chain(below, inner.id, first, depth + 1)
        end = max(n.at[0] + size_of(n)[0] for n in chain) + GAP
        done = self._add(Outcome(id=self._id(), workflow=inner.id, name="Done", result="success"), end)
        self._join([start, chain[0]])
        self._join([chain[-1], done])
        return self._add(Box(id=self._id(), workflow=workflow, name=name, runs=inner.id), x)

    def _add(self, n: Node, x: float) -> Node:
        placed = n.model_copy(update={"at": (x, -size_of(n)[1] / 2)})
        self.nodes.append(placed)
        return placed


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
