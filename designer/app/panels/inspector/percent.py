"""A share between 0 and 1, written as people write it: in percent."""

from typing import Any

from designer.app.panels.inspector.entry import NumberEntry
from designer.model.document import Document


class PercentEntry(NumberEntry):
    """Shows 0.2 as 20 and gives 20 as 0.2."""

    def __init__(self, placeholder: str = "") -> None:
        super().__init__("%", low=0, high=100, placeholder=placeholder)

    def _read(self, text: str) -> tuple[float | int | None, str]:
        value, problem = super()._read(text.strip().removesuffix("%"))
        return (None if value is None else round(value / 100, 12)), problem

    def show_value(self, value: Any, document: Document) -> None:
        """Shows a share in percent."""
        super().show_value(None if value is None else round(value * 100, 10), document)
