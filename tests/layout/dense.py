"""Crowded boards: many flows, some of them far ahead or back, so that they meet and lie along each other."""

import random

from designer.layout.sizes import size_of
from designer.model.document import Document
from designer.model.flow import Flow, Handoff
from tests.support.build import node, process

KINDS = ("task", "task", "task", "decision", "decision", "race", "wait", "parallel")


def crowded(seed: int, columns: int = 6, rows: int = 5) -> Document:
    """Steps on a grid with gaps, each with a flow or two to the next column, and some far ahead or back."""
    dice = random.Random(seed)
    cells = [(c, r) for c in range(columns) for r in range(rows) if dice.random() < 0.8]
    parts: list[object] = []
    for column, row in cells:
        made = node(dice.choice(KINDS), f"n{column}-{row}")
        w, h = size_of(made)
        at = (column * 230 + (160 - w) / 2, row * 120 + (64 - h) / 2)
        parts.append(made.model_copy(update={"at": at}))
    for number, (one, other) in enumerate(_pairs(dice, cells)):
        parts.append(Flow(id=f"f{number}", source=f"n{one[0]}-{one[1]}", target=f"n{other[0]}-{other[1]}"))
    return process(*parts)


def _pairs(
    dice: random.Random, cells: list[tuple[int, int]]
) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    made = []
    for cell in cells:
        near = [other for other in cells if other[0] == cell[0] + 1 and abs(other[1] - cell[1]) <= 2]
        made += [(cell, other) for other in dice.sample(near, min(len(near), dice.choice((1, 1, 2))))]
        if dice.random() < 0.3:
            made.append((cell, dice.choice(cells)))
    return made


LABELS = ("yes", "no", "Approved", "to 5,000", "Not enough stock left", "Send back to the team lead")
NAMES = ("Amount?", "Wait for reply", "Is everything there?", "Two days", "")


def worded(seed: int) -> Document:
    """The same with names beside signs, and words on half of the flows, some of which hand over by mail."""
    dice, document = random.Random(seed), crowded(seed)
    nodes = [
        made if made.kind == "task" else made.model_copy(update={"name": dice.choice(NAMES)})
        for _, made in sorted(document.nodes.items())
    ]
    flows = [
        made.model_copy(
            update={
                "label": dice.choice(LABELS) if dice.random() < 0.5 else "",
                "handoff": Handoff(channel="email") if dice.random() < 0.2 else None,
            }
        )
        for _, made in sorted(document.flows.items())
    ]
    return process(*nodes, *flows)
