"""The knife: a line drawn by hand cuts every flow that it crosses."""

from designer.canvas.tools.armed import ArmedTool
from designer.canvas.tools.drag import Gesture, Proposal
from designer.canvas.tools.stage import Feedback, Gist, Pointer, Stage
from designer.editing.draft import Draft
from designer.editing.flows import remove
from designer.layout.scene import Path

HINT = "Draw a line across the flows to cut · Esc ends"


class KnifeGesture(Gesture):
    """Cuts what the line from the press to the pointer, and on its way there, has crossed."""

    def __init__(self, stage: Stage, start: Pointer) -> None:
        self._stage = stage
        self._line = [start.scene]
        self._cut: frozenset[Path] = frozenset()

    def propose(self, pointer: Pointer) -> Proposal:
        """The document without the flows that are crossed."""
        if pointer.scene != self._line[-1]:
            self._cut |= self._stage.flows_across(self._line[-1], pointer.scene)
            self._line.append(pointer.scene)
        cut = self._cut
        many = "1 flow" if len(cut) == 1 else f"{len(cut)} flows"
        return Proposal(
            title=f"Cut {many}",
            done=self._done if cut else None,
            gist=Gist(gone=cut),
            feedback=Feedback(slash=tuple(self._line), outlined=cut),
            cursor="cross",
            status=f"Cuts {many}" if cut else HINT,
        )

    def _done(self) -> Draft:
        draft = self._stage.editor.draft()
        for flow in sorted({path[-1] for path in self._cut}):
            remove(draft, flow)
        return draft


def knife_tool(stage: Stage) -> ArmedTool:
    """Cuts with every drag until Esc."""
    return ArmedTool(stage, "knife", HINT, KnifeGesture)
