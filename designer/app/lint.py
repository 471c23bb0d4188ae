"""Hints that only a picture needs: what lies on something else, and boxes that bear one name.

They are no checks of the document, which runs all the same: the command line does not know them.
"""

from collections import Counter
from collections.abc import Iterator

from designer.editing import arranging
from designer.editing.structure import called
from designer.model.document import Document
from designer.model.findings import Finding, ordered
from designer.model.nodes import Box


def lint(document: Document) -> tuple[Finding, ...]:
    """What could be drawn better."""
    return ordered([*_overlaps(document), *_namesakes(document)])


def _overlaps(document: Document) -> Iterator[Finding]:
    for workflow in document.workflows.values():
        found = arranging.covering(document, [node.id for node in document.nodes_in(workflow.id)])
        if found:
            first = called(document.nodes[found[0]])
            rest = f" and {len(found) - 1} more lie" if len(found) > 1 else " lies"
            message = f"{first}{rest} on something else in {called(workflow)}."
            yield Finding("advice", "overlap", message, tuple(found), None, "Spread them.")


def _namesakes(document: Document) -> Iterator[Finding]:
    boxes = [node for node in document.nodes.values() if isinstance(node, Box) and node.name]
    counts = Counter((box.workflow, box.name) for box in boxes)
    for (workflow, name), count in counts.items():
        if count > 1:
            same = [box for box in boxes if (box.workflow, box.name) == (workflow, name)]
            if len({box.runs for box in same}) > 1:  # a workflow that runs twice is meant to be recognised
                message = f"{count} boxes are called {called(same[0])}, but run different workflows."
                ids = tuple(sorted(box.id for box in same))
                yield Finding("advice", "same-name", message, ids, "name", "Give them names of their own.")
