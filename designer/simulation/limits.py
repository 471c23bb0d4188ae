"""Where a run that floods is stopped."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any


@dataclass(frozen=True)
class Limits:
    """Past any of these a replication stops, with the node named.

    `tokens` alive at once, `steps` of the kernel, `visits` of one case to one node, bytes of `memory`.
    """

    tokens: int = 2_000_000
    steps: int = 10_000_000_000
    visits: int = 100_000
    memory: int = 8_000_000_000

    def changed(self, given: Mapping[str, Any]) -> "Limits":
        """With some of them set; raises ValueError for one that is not there or outside 1 … its `HIGHEST`."""
        known = [field.name for field in fields(self)]
        for name, value in given.items():
            if name not in known:
                raise ValueError(f"There is no limit {name!r}; there are {', '.join(known)}.")
            highest = getattr(HIGHEST, name)
            if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= highest:
                raise ValueError(
                    f"The limit {name!r} is a whole number from 1 to {highest:,}, not {value!r}."
                )
        return replace(self, **given)


HIGHEST = Limits(tokens=200_000_000, steps=10**15, visits=100_000_000, memory=10**13)
