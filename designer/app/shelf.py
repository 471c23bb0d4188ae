"""The templates as they are offered: a person's own first, then those that most people begin with."""

from designer.exchange.templates import TemplateInfo, catalogue

_FIRST = (
    "purchase-approval",
    "employee-onboarding",
    "support-ticket",
    "lead-to-cash",
    "document-approval",
    "parallel-review",
    "order-fulfilment",
    "expense-reimbursement",
    "customer-onboarding",
    "contract-review",
    "support-process",
)


def shelf() -> list[TemplateInfo]:
    """Every template; one that has no place of its own comes last, by name."""
    places = {known: place for place, known in enumerate(_FIRST)}
    return sorted(
        catalogue(), key=lambda info: (info.builtin, places.get(info.id, len(places)), info.name.lower())
    )
