"""Tables people can read: aligned, as wide as the terminal, plain text when piped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from designer.cli.streams import plain

if TYPE_CHECKING:
    from rich.console import Console

PIPED_WIDTH = 120  # columns when there is no terminal to ask


@dataclass(frozen=True)
class Column:
    """One column: `number` aligns right, `fixed` never breaks, `wide` takes the room that is left."""

    title: str
    number: bool = False
    fixed: bool = False
    wide: bool = False


@cache
def console() -> "Console":
    """Where tables go: standard output, coloured only on a terminal."""
    from rich.console import Console

    made = Console(highlight=False, emoji=False, markup=False)
    return (
        made if made.is_terminal else Console(width=PIPED_WIDTH, highlight=False, emoji=False, markup=False)
    )


def show(columns: Sequence[Column], rows: Iterable[Sequence[str]], title: str = "") -> None:
    """Prints a table; nothing at all when it has no rows."""
    from rich.table import Table
    from rich.text import Text

    listed = [[Text(" ".join(plain(cell).split())) for cell in row] for row in rows]
    if not listed:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", title_justify="left", show_edge=False)
    for column in columns:
        table.add_column(
            column.title,
            justify="right" if column.number else "left",
            no_wrap=column.number or column.fixed,
            ratio=1 if column.wide else None,
            overflow="fold",
        )
    for row in listed:
        table.add_row(*row)
    heading = Text(f"\n{title}", style="bold") if title else None
    with console().capture() as drawn:
        if heading:
            console().print(heading)
        console().print(table)
    for line in drawn.get().splitlines():
        print(line.rstrip())  # with the colours of a terminal
