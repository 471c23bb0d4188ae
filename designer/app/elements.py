"""The elements in the sections of the palette."""

from designer.canvas.tools.elements import Offer, element, offer

_SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Start and end", ("trigger", "outcome")),
    (
        "Steps",
        (
            *("task", "task:approval", "task:automated", "task:communication", "task:data-entry"),
            *("task:status-check", "workflow", "state"),
        ),
    ),
    ("Routing", ("decision", "parallel", "race", "wait", "boundary")),
    ("Words", ("note", "area")),
)


def sections() -> tuple[tuple[str, tuple[Offer, ...]], ...]:
    """Headings, and what stands under each."""
    return tuple((title, tuple(offer(element(key)) for key in keys)) for title, keys in _SECTIONS)
