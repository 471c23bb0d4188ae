"""The rows that a run appends: they leave the kernel's small buffers a page at a time.

A buffer that stays in the processor's cache is faster to write to than an array as long as the run, and rows
that have left it are never moved again until somebody asks for all of them.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from designer.simulation.columns import DTYPES, POOLS
from designer.simulation.program import Array
from designer.simulation.state import State

Columns = dict[str, Array]

# Pools that only grow, row by row, and that the kernel never reads.
APPENDED = ("log", "extra", "batch", "move")
ROWS = 8192
# As long a block as any: operating systems give large pieces of memory in large pages, which are quicker.
_LONGEST = 1 << 20


@dataclass
class _Block:
    """Room for rows; the first `used` are there."""

    columns: Columns
    room: int
    used: int = 0


@dataclass
class Pages:
    """What has left the buffers, by pool, in order: blocks that grow longer as rows come."""

    blocks: dict[str, list[_Block]] = field(default_factory=lambda: {pool: [] for pool in APPENDED})

    def take(self, state: State, pool: str) -> None:
        """Empties a buffer."""
        size = getattr(state, f"{pool}_size")
        if not size:
            return
        block = self._block(pool, size)
        for name, column in block.columns.items():
            column[block.used : block.used + size] = getattr(state, f"{pool}_{name}")[:size]
        block.used += size
        setattr(state, f"{pool}_size", 0)
        if pool == "log":
            state.log_base += size

    def columns(self, state: State, pool: str) -> Columns:
        """All rows of a pool so far, by the last words of their names."""
        self.take(state, pool)
        blocks = self.blocks[pool]
        if not blocks:
            return _empty(pool, 0)
        whole: Columns = {}
        used = sum(block.used for block in blocks)
        for name in list(blocks[0].columns):  # one by one: no column is there twice for longer than it takes
            parts = [block.columns.pop(name)[: block.used] for block in blocks]
            whole[name] = parts[0] if len(parts) == 1 else np.concatenate(parts)
        self.blocks[pool] = [_Block(whole, used, used)]
        return whole

    def drain(self, state: State, pool: str) -> Columns:
        """The same, and lets go of them."""
        found = self.columns(state, pool)
        self.blocks[pool] = []
        return found

    def copy(self) -> "Pages":
        """The same rows, for another run to go on from; neither writes to what both have."""
        for blocks in self.blocks.values():
            for block in blocks:
                block.room = block.used
        return Pages(
            {
                pool: [replace(block, columns=dict(block.columns)) for block in blocks]
                for pool, blocks in self.blocks.items()
            }
        )

    @property
    def bytes(self) -> int:
        """How much memory they take."""
        return sum(c.nbytes for blocks in self.blocks.values() for b in blocks for c in b.columns.values())

    def _block(self, pool: str, size: int) -> _Block:
        """One that has room for `size` rows more."""
        blocks = self.blocks[pool]
        if not blocks or blocks[-1].used + size > blocks[-1].room:
            so_far = sum(block.used for block in blocks)
            room = max(size, min(so_far, _LONGEST))
            blocks.append(_Block(_empty(pool, room), room))
        return blocks[-1]


def _empty(pool: str, rows: int) -> Columns:
    return {
        name.removeprefix(f"{pool}_"): np.empty(rows, dtype=DTYPES[code])
        for name, code in POOLS[pool].items()
    }
