"""`compare`: runs scenarios with the same luck and says what they change, and how sure that is."""

import argparse
import json
from typing import TYPE_CHECKING, Any

from designer.cli import streams
from designer.cli.parser import Command, count, duration, whole
from designer.cli.simulate import refuse_unknown
from designer.cli.trouble import DONE, HAS_ERRORS, STOPPED, CallError, report, report_findings

if TYPE_CHECKING:
    from designer.analysis.comparison import Compared
    from designer.model.document import Document


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the document, or - for standard input")
    parser.add_argument(
        "--scenarios",
        required=True,
        metavar="A,B[,…]",
        help="two scenarios or more; all are compared with the first",
    )
    parser.add_argument("--cases", type=count, metavar="N", help="how many cases arrive in each replication")
    parser.add_argument(
        "--until", type=duration, metavar="DURATION", help="arrivals stop after this, such as '4 w'"
    )
    parser.add_argument("--replications", type=count, metavar="N", help="how many pairs of runs")
    parser.add_argument("--seed", type=whole, metavar="N", help="start of the random numbers they share")
    parser.add_argument(
        "--warm-up", type=duration, metavar="DURATION", help="leave the first stretch out of the figures"
    )
    parser.add_argument(
        "--sla-calendar",
        metavar="ID",
        help="measure promises in the working hours of this calendar, not by the clock",
    )
    parser.add_argument("--jobs", type=count, metavar="N", help="replications run at once")
    parser.add_argument(
        "--json", metavar="OUT", help="write the comparison as JSON, to a file or - for standard output"
    )


def _run(args: argparse.Namespace) -> int:
    chosen = [name.strip() for name in args.scenarios.split(",") if name.strip()]
    if len(chosen) < 2 or len(set(chosen)) < len(chosen):
        raise CallError(
            f"{args.scenarios!r} does not name two different scenarios.",
            "Write them with a comma between: --scenarios as-is,third-manager.",
        )
    document = streams.load(args.file)
    for scenario in chosen:
        refuse_unknown(args.file, "scenario", scenario, document.scenarios)
    if args.sla_calendar is not None:
        refuse_unknown(args.file, "calendar", args.sla_calendar, document.calendars)
    compared = _compared(document, chosen, args)
    if compared is None:
        return HAS_ERRORS
    if any(not results.tallies for results in compared.results.values()):
        raise KeyboardInterrupt
    _show(compared, document, args)
    if compared.is_cancelled:
        report("stopped; the comparison is of the replications that were finished.")
        return STOPPED
    return _status(compared)


def _show(compared: "Compared", document: "Document", args: argparse.Namespace) -> None:
    from designer.analysis.comparison import told

    if args.json:
        data = json.dumps(told(compared, document.currency), indent=2, ensure_ascii=False, allow_nan=False)
        streams.write(args.json, (data + "\n").encode())
    if args.json != streams.STANDARD:
        from designer.cli.differences import show

        show(compared, document)


def _status(compared: "Compared") -> int:
    """Whether cases got stuck or failed in one of the runs."""
    from designer.simulation import codes

    counts = [tally.counts for results in compared.results.values() for tally in results.tallies]
    lost = any(each.states[state] for each in counts for state in (codes.STUCK, codes.FAILED))
    return HAS_ERRORS if lost else DONE


def _compared(document: "Document", chosen: list[str], args: argparse.Namespace) -> "Compared | None":
    """The comparison, or None when a scenario cannot be simulated, which has been reported then."""
    from designer import api
    from designer.cli.progress import following, stoppable
    from designer.simulation.program import NotSimulable

    keys = ("cases", "until", "replications", "seed", "warm_up")
    settings: dict[str, Any] = {key: value for key in keys if (value := getattr(args, key)) is not None}
    try:
        with following("Comparing") as progress, stoppable() as stopped:
            return api.compare(
                document,
                chosen,
                sla_calendar=args.sla_calendar,
                progress=progress,
                cancelled=stopped,
                jobs=args.jobs,
                folder=streams.folder(args.file),
                **settings,
            )
    except NotSimulable as error:
        report_findings(streams.shown(args.file), error.findings)
        return None


COMMAND = Command(
    name="compare",
    help="run scenarios with the same luck and say what they change",
    examples=(
        "compare purchase.process.json --scenarios as-is,limit-1000",
        "compare purchase.process.json --scenarios as-is,limit-1000 --replications 50 --json out.json",
    ),
    arguments=_arguments,
    run=_run,
)
