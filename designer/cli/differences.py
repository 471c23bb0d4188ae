"""A comparison of scenarios as tables people can read."""

from designer.analysis.comparison import Compared, Comparison, Difference, amount, change, sentence
from designer.cli.streams import say
from designer.cli.tables import Column
from designer.cli.tables import show as table
from designer.model.document import Document

_MARKS = {"better": "better", "worse": "worse", "more": "more", "less": "less", "none": "-", "unknown": "-"}


def show(compared: Compared, document: Document) -> None:
    """Prints the verdict on the cycle time of each scenario, then all its figures."""
    counts = {len(results.tallies) for results in compared.results.values()}
    say(f"Compared with {compared.name}, in {min(counts)} replications with the same luck")
    for each in compared.comparisons:
        _verdicts(each, document.currency)
    for each in compared.comparisons:
        _figures(each, compared.name, document.currency)
    if len(compared.comparisons) > 1:
        say("\nThe verdicts on each figure hold together with 95 % (Holm); intervals are widened likewise.")


def _verdicts(each: Comparison, currency: str) -> None:
    """What is sure, or else what can be said of the cycle time."""
    sure = [one for one in each.differences if one.verdict in ("better", "worse")]
    for one in sure or each.differences[:1]:
        say(f"  {sentence(each.name, one, currency)}")


def _figures(each: Comparison, first: str, currency: str) -> None:
    rows = [_row(one, currency) for one in each.differences]
    titles = (first, each.name, "difference", "from", "to")
    columns = (Column("mean"), *(Column(title, number=True) for title in titles), Column("verdict"))
    table(columns, rows, each.name)


def _row(one: Difference, currency: str) -> tuple[str, ...]:
    low, high = one.interval or (None, None)
    return (
        one.kpi.title,
        amount(one.kpi, one.first, currency),
        amount(one.kpi, one.other, currency),
        "-" if one.mean is None else change(one.kpi, one.mean, currency),
        "-" if low is None else change(one.kpi, low, currency),
        "-" if high is None else change(one.kpi, high, currency),
        _MARKS[one.verdict],
    )
