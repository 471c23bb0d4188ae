"""The kernel that runs: its parts compiled as one where a compiler was at hand, else the parts themselves."""

try:
    from designer.simulation.compiled import (  # type: ignore[import-not-found]
        State,
        advance,
        begin,
        blame,
        combine,
        replication_key,
        sample,
    )
except ImportError:
    from designer.simulation.draws import combine, sample
    from designer.simulation.kernel import advance, begin, blame, replication_key
    from designer.simulation.state import State

__all__ = ["State", "advance", "begin", "blame", "combine", "is_compiled", "replication_key", "sample"]


def is_compiled() -> bool:
    """Whether the kernel runs compiled."""
    return not hasattr(State, "__annotations__")
