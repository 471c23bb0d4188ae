"""Delay by its causes: each part, and the whole that the parts add up to."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from designer.simulation.program import Array

Parts = Mapping[str, Array]


def causes(samples: Iterable[Parts]) -> dict[str, Any]:
    """Total, mean, maximum and share of each part, in seconds; `all` is their sum.

    Each sample holds, for one replication, an array of whole milliseconds for each part, of equal lengths:
    one cell for each case or execution.
    """
    pooled: dict[str, list[Array]] = {}
    for sample in samples:
        for name, column in sample.items():
            pooled.setdefault(name, []).append(column)
    columns = {name: np.concatenate(parts) for name, parts in pooled.items()}
    whole: Array = sum(columns.values(), start=np.zeros(1, dtype=np.int64)) if columns else np.empty(0)
    total = int(whole.sum())
    return {name: _part(column, total) for name, column in {"all": whole, **columns}.items()}


def _part(column: Array, whole: int) -> dict[str, Any]:
    total = int(column.sum())
    return {
        "total": total / 1000,
        "mean": total / len(column) / 1000 if len(column) else None,
        "max": int(column.max()) / 1000 if len(column) else None,
        "share": total / whole if whole else None,
    }
