"""The knife: a line drawn by hand cuts every flow that it crosses."""

from itertools import pairwise

from designer.canvas.tools.armed import ArmedTool
from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.stage import Feedback, Pointer, Stage
from designer.editing.flows import remove
from designer.layout.geometry import Point
from designer.layout.scene import Path

HINT = "Draw a line across the flows to cut · Esc ends"


class KnifeGesture(Gesture):
    """Cuts what the line from the press to the pointer, and on its way there, has crossed."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        self._stage = stage
        self._line = [start.scene]

    def propose(self, pointer: Pointer) -> Proposal:
        """The document without the flows that are crossed."""
        if pointer.scene != self._line[-1]:
            self._line.append(pointer.scene)
        cut = self._crossed()
        draft = self._stage.editor.draft()
        for flow in dict.fromkeys(path[-1] for path in cut):
            remove(draft, flow)
        many = "1 flow" if len(cut) == 1 else f"{len(cut)} flows"
        return Proposal(
            title=f"Cut {many}",
            draft=draft if cut else None,
            feedback=Feedback(slash=tuple(self._line), outlined=frozenset(cut)),
            cursor="cross",
            status=f"Cuts {many}" if cut else HINT,
        )

    def _crossed(self) -> list[Path]:
        return [
            path
            for path, routed in self._stage.scene.flows.items()
            if any(
                _meet(*stroke, *piece) for stroke in pairwise(self._line) for piece in pairwise(routed.points)
            )
        ]


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether two straight pieces cross or touch."""
    one, other = _turn(a, b, c) * _turn(a, b, d), _turn(c, d, a) * _turn(c, d, b)
    near = max(a.x, b.x) >= min(c.x, d.x) and max(c.x, d.x) >= min(a.x, b.x)
    level = max(a.y, b.y) >= min(c.y, d.y) and max(c.y, d.y) >= min(a.y, b.y)
    return one <= 0 and other <= 0 and near and level


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)


def knife_tool(stage: Stage) -> ArmedTool:
    """Cuts with every drag until Esc."""
    return ArmedTool(stage, "knife", HINT, KnifeGesture)
