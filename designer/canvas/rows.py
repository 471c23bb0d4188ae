"""Some of the nodes and flows of arrays, as masks over their rows."""

from dataclasses import dataclass
from typing import Self

import numpy as np

from designer.canvas.blocks import Mask


@dataclass(frozen=True, eq=False)
class Rows:
    """Which nodes and which flows; both masks are as long as the arrays they are of."""

    nodes: Mask
    flows: Mask

    @classmethod
    def none(cls, nodes: int, flows: int) -> Self:
        """None of so many."""
        return cls(np.zeros(nodes, bool), np.zeros(flows, bool))

    def __bool__(self) -> bool:
        return bool(self.nodes.any() or self.flows.any())

    def __or__(self, other: "Rows") -> "Rows":
        return Rows(self.nodes | other.nodes, self.flows | other.flows)

    def __sub__(self, other: "Rows") -> "Rows":
        return Rows(self.nodes & ~other.nodes, self.flows & ~other.flows)

    def __xor__(self, other: "Rows") -> "Rows":
        return Rows(self.nodes ^ other.nodes, self.flows ^ other.flows)
