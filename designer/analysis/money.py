"""Money as people read it, the same wherever it is said."""

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}


def money(amount: float, currency: str) -> str:
    """An amount with the sign of its currency, or with its code where it has no sign of its own."""
    number = f"{amount:,.2f}".replace(",", "\u202f")
    return f"{SYMBOLS[currency]}{number}" if currency in SYMBOLS else f"{number} {currency}"
