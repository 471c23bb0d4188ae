"""What is done automatically covers nothing (I6)."""

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from designer.editing.draft import Draft
from designer.editing.placement import rects_in
from designer.editing.rules import RuleError
from designer.model.document import Document
from tests.editing.acts import ACTS, Pick
from tests.editing.repeatable import repeatable_ids
from tests.properties.test_editing import Drawn
from tests.support.strategies import documents

AUTOMATIC = (
    "append", "connect", "paste", "cut and paste", "duplicate", "paste a list", "wrap", "dissolve", "split",
    "link a box", "link a workflow", "delete", "replace", "splice",
)  # fmt: skip


def spread_out(document: Document) -> Document:
    """The document with the steps of each workflow in rows of five that do not touch."""
    draft = Draft(document)
    for workflow in document.workflows:
        for place, node in enumerate(document.nodes_in(workflow)):
            draft.update(node.id, at=(place % 5 * 210.0, place // 5 * 100.0))
    return draft.document


def covered(document: Document) -> list[tuple[str, str]]:
    """The pairs of siblings of which one covers the other."""
    found = []
    for workflow in document.workflows:
        rects = rects_in(document, workflow)
        found += [pair for pair in combinations(rects, 2) if rects[pair[0]].overlaps(rects[pair[1]])]
    return found


@pytest.mark.parametrize("name", AUTOMATIC)
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(document=documents().map(spread_out), data=st.data())
def test_automatic_acts_cover_nothing(name, document, data):
    assert covered(document) == []
    with repeatable_ids():
        for _ in range(3):
            draft = Draft(document)
            try:
                ACTS[name](draft, Pick(draft, Drawn(data)))
            except RuleError:
                continue
            document = draft.document
    assert covered(document) == []
