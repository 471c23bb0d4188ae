"""What a document says of itself: its currency."""

import re

from designer.editing.draft import Draft
from designer.editing.rules import RuleError

_CURRENCY = re.compile(r"[A-Z]{3}")


def set_currency(draft: Draft, currency: str) -> None:
    """Sets the currency of all costs; raises RuleError unless it looks like an ISO 4217 code."""
    if not _CURRENCY.fullmatch(currency):
        raise RuleError("A currency is written by its three letters, as in EUR or USD.")
    draft.set_head(draft.head.model_copy(update={"currency": currency}))
