"""A name for a box from what its steps say: what they are about, who does them, or the first and the last."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from designer.editing import structure
from designer.model import graph
from designer.model.lookups import Readable
from designer.model.nodes import Box, Decision, Task
from designer.model.people import Role

_LETTERS = 4  # shorter words say little of what it is about
_EMPTY = frozenset({"with", "from", "that", "this", "into", "onto", "over", "than", "then", "when", "until"})
_WORDS = 3
_SHARE = 0.5


class Names:
    """Names for boxes of one level, none of them given twice."""

    def __init__(self, d: Readable, workflow: str) -> None:
        self._d = d
        self._given = {n.name.casefold() for n in d.nodes_in(workflow) if isinstance(n, Box)}

    def of(self, steps: Sequence[str]) -> str:
        """A name for some steps, given in the order of the work."""
        nodes = structure.nodes(self._d, steps)
        said = [n.name.strip() for n in nodes if n.name and not isinstance(n, Decision)]
        names = said or [n.name.strip() for n in nodes if n.name]
        doers = self._doers([n for n in nodes if isinstance(n, Task)])
        for name in (_subject(names), *doers, _ends(names)):
            if name and name.casefold() not in self._given:
                self._given.add(name.casefold())
                return name
        return self._numbered(_ends(names) or "Box")

    def _doers(self, tasks: Sequence[Task]) -> list[str]:
        """The role that does all of the work, else the department."""
        ids = [graph.role_of(self._d, task) for task in tasks]
        roles = [found for key in ids if key is not None and isinstance(found := self._d.get(key), Role)]
        if not roles or len(roles) < len(tasks):
            return []
        names = [{role.name for role in roles}, {role.department or "" for role in roles}]
        return [next(iter(each)) for each in names if len(each) == 1]

    def _numbered(self, name: str) -> str:
        number = 2
        while f"{name} {number}".casefold() in self._given:
            number += 1
        self._given.add(f"{name} {number}".casefold())
        return f"{name} {number}"


def _subject(names: Sequence[str]) -> str:
    """The words that at least half of the names have in common, in the order in which they stand there."""
    if len(names) < 2:
        return ""
    split = [[word.strip(".,:;!?()“”\"'") for word in name.split()] for name in names]
    counts = Counter(chain.from_iterable({word.casefold() for word in words} for words in split))
    least = max(2, _SHARE * len(names))
    common = {
        word
        for word, times in counts.items()
        if times >= least and len(word) >= _LETTERS and word not in _EMPTY
    }
    found = next((words for words in split if common and common <= {w.casefold() for w in words}), [])
    chosen = [word for word in found if word.casefold() in common][:_WORDS]
    return _capital(" ".join(chosen))


def _ends(names: Sequence[str]) -> str:
    """The first and the last: “Check order to Ship parcel”."""
    if not names:
        return ""
    return names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
