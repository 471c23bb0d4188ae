"""What a document says of itself: its currency, and data that others keep in it."""

import re

from pydantic import JsonValue

from designer.editing.draft import Draft
from designer.editing.rules import RuleError

_CURRENCY = re.compile(r"[A-Z]{3}")


def set_currency(draft: Draft, currency: str) -> None:
    """Sets the currency of all costs; raises RuleError unless it looks like an ISO 4217 code."""
    if not _CURRENCY.fullmatch(currency):
        raise RuleError("A currency is written by its three letters, as in EUR or USD.")
    draft.set_head(draft.head.model_copy(update={"currency": currency}))


def set_extension(draft: Draft, key: str, value: JsonValue | None) -> None:
    """Keeps foreign data under a key of the document, or with None takes it away."""
    extensions = {name: kept for name, kept in draft.head.extensions.items() if name != key}
    if value is not None:
        extensions[key] = value
    draft.set_head(draft.head.model_copy(update={"extensions": extensions}))
