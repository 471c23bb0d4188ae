"""How well words in diagrams keep clear of everything else: `python benchmarks/labels.py [tasks …]`.

Prints how many blocks of words lie over nodes, over flows (with their hops and arrows) and over other text:
in all templates, with all boxes closed and open, and on boards on which one flow in three has a label.
"""

import random
import sys
from collections import Counter
from collections.abc import Collection, Iterable

from routing import board

from designer.assets import path
from designer.editing.draft import Draft
from designer.exchange.files import load
from designer.layout.clearings import hop_area
from designer.layout.geometry import Rect
from designer.layout.marks import head
from designer.layout.obstacles import Obstacles
from designer.layout.scene import Routed, Scene, words_of
from designer.layout.unfold import unfold
from designer.layout.ways import pieces
from designer.model.document import Document
from designer.model.nodes import Box

LABELS = ("Approved", "to 5,000", "Not enough stock left", "yes", "Send back to the team lead")
NAMES = ("Amount?", "Wait for reply", "Is everything there?", "Two days", "All checks passed?")
_STROKE = 0.75
_EASE = 1.0  # text may touch what is beside it


def labelled(tasks: int) -> Document:
    """A board with labels and names."""
    dice = random.Random(3)
    draft = Draft(board(tasks))
    for key in sorted(draft.base.flows):
        if dice.random() < 1 / 3:
            draft.update(key, label=dice.choice(LABELS))
    for key, node in sorted(draft.base.nodes.items()):
        if node.kind != "task":
            draft.update(key, name=dice.choice(NAMES))
    return draft.document


def collisions(document: Document, opened: Collection[str]) -> Counter[str]:
    """Blocks of words, and how many of them lie over what."""
    scene = unfold(document, (), opened)
    seen = (*scene.nodes.values(), *scene.flows.values())
    texts = [("/".join(one.path), rect) for one in seen if (rect := words_of(one)) is not None]
    found = Counter({"texts": len(texts)})
    grounds = {"over nodes": _nodes(scene), "over flows": _flows(scene), "over text": Obstacles(texts, 0.0)}
    for key, rect in texts:
        area = rect.grown(-_EASE)
        found.update(what for what, things in grounds.items() if things.touching(area, key))
    return found


def _nodes(scene: Scene) -> Obstacles:
    placed = (one for one in scene.nodes.values() if not one.open and one.node.kind != "area")
    return Obstacles((("/".join(one.path), one.rect) for one in placed), 0.0)


def _flows(scene: Scene) -> Obstacles:
    flows = scene.flows.values()
    return Obstacles((("/".join(one.path), rect) for one in flows for rect in _line(one)), _STROKE)


def _line(routed: Routed) -> Iterable[Rect]:
    """A flow with its arrow, and where it hops over others."""
    line = routed.points
    return (*pieces(line), head(line), *(hop_area(line, hop) for hop in routed.hops))


def main() -> None:
    """The table."""
    heads = ("texts", "over nodes", "over flows", "over text")
    print(f"{'':22}" + "".join(f"{head:>12}" for head in heads))
    documents = [load(file) for file in sorted(path("templates").glob("*.process.json"))]
    closed, opened = Counter[str](), Counter[str]()
    for document in documents:
        closed += collisions(document, ())
        opened += collisions(document, [key for key, node in document.nodes.items() if isinstance(node, Box)])
    rows = [("templates, closed", closed), ("templates, open", opened)]
    sizes = [int(size) for size in sys.argv[1:]] or [30, 120, 500]
    rows += [(f"board of {size}", collisions(labelled(size), ())) for size in sizes]
    for name, row in rows:
        print(f"{name:22}" + "".join(f"{row[head]:>12}" for head in heads))


if __name__ == "__main__":
    main()
