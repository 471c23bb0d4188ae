"""Did you mean …? The known word nearest to one that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or None when nothing is like it; case does not count."""
    by_folded = {name.casefold(): name for name in sorted(known, reverse=True)}
    found = get_close_matches(word.casefold()[:100], by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def listed(words: Iterable[str], joint: str = "or") -> str:
    """Words as they stand in a sentence: `a, b or c`."""
    *first, last = list(words) or ["nothing"]
    return f"{', '.join(first)} {joint} {last}" if first else last
