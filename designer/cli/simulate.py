"""`simulate`: runs a document and prints the figures, or writes them and the event log to files."""

import argparse
import json
from collections.abc import Collection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from designer.cli import streams
from designer.cli.parser import Command, count, duration, limit, percent, warm_up, whole
from designer.cli.trouble import DONE, HAS_ERRORS, STOPPED, CallError, report, report_findings, warn

if TYPE_CHECKING:
    from designer.analysis.experiment import Precision
    from designer.api import Run
    from designer.model.document import Document

LOG_SUFFIXES = (".csv", ".xes")
FIGURES = ("cycle_time", "waiting", "working", "cost", "throughput_per_hour", "work_in_progress", "sla_met")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the document, or - for standard input")
    parser.add_argument(
        "--scenario", metavar="ID", help="which scenario; unless given, the first without a base"
    )
    parser.add_argument("--cases", type=count, metavar="N", help="how many cases arrive in each replication")
    parser.add_argument(
        "--until", type=duration, metavar="DURATION", help="arrivals stop after this, such as '4 w'"
    )
    parser.add_argument("--replications", type=count, metavar="N", help="how many independent runs")
    parser.add_argument(
        "--seed",
        type=whole,
        metavar="N",
        help="start of the random numbers; the same seed gives the same run",
    )
    parser.add_argument(
        "--warm-up",
        type=warm_up,
        metavar="DURATION",
        help="leave the first stretch out of the figures; 'auto' finds how much (MSER-5)",
    )
    parser.add_argument(
        "--precision",
        type=percent,
        metavar="SHARE",
        help="add replications until a mean is known to ± this, such as 5%%",
    )
    parser.add_argument(
        "--precision-of",
        choices=FIGURES,
        default="cycle_time",
        metavar="FIGURE",
        help=f"which mean: {', '.join(FIGURES)}; unless given, cycle_time",
    )
    parser.add_argument(
        "--at-most",
        type=count,
        default=200,
        metavar="N",
        help="how many replications --precision may take; unless given, 200",
    )
    parser.add_argument(
        "--sla-calendar",
        metavar="ID",
        help="measure promises in the working hours of this calendar, not by the clock",
    )
    parser.add_argument(
        "--jobs", type=count, metavar="N", help="replications run at once; unless given, one for each core"
    )
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="run on the Dask cluster of the scheduler at tcp://…"
    )
    parser.add_argument(
        "--limit",
        type=limit,
        action="append",
        default=[],
        metavar="NAME=N",
        help="stop a run that floods at N tokens, steps, visits or bytes of memory (k, M, G for thousands)",
    )
    parser.add_argument(
        "--json", metavar="OUT", help="write the figures as JSON, to a file or - for standard output"
    )
    parser.add_argument(
        "--log", metavar="OUT", help="write the event log, as CSV or XES by the suffix of OUT"
    )
    parser.add_argument(
        "--trace", metavar="OUT", help="write all that the first replication did, as JSON to play back"
    )


def _run(args: argparse.Namespace) -> int:
    _refuse_two_outputs(args)
    document = streams.load(args.file)
    if args.scenario is not None:
        refuse_unknown(args.file, "scenario", args.scenario, document.scenarios)
    if args.sla_calendar is not None:
        refuse_unknown(args.file, "calendar", args.sla_calendar, document.calendars)
    run = _simulated(document, args)
    if run is None:
        return HAS_ERRORS
    if not run.results.tallies:
        raise KeyboardInterrupt
    if args.log:
        is_xes = Path(args.log).suffix.lower() == ".xes"
        streams.write(args.log, run.written("xes" if is_xes else "csv"))
    if args.trace:
        streams.write(args.trace, run.written("trace"))
    if args.json:
        streams.write(args.json, (json.dumps(run.figures, indent=2, allow_nan=False) + "\n").encode())
    if streams.STANDARD not in (args.json, args.log, args.trace):
        from designer.cli.figures import show

        show(run.figures, run.results.program.document)
    return _status(run)


def _status(run: "Run") -> int:
    if run.results.cancelled:
        wanted = run.results.program.settings.replications
        report(f"stopped; the figures are of {len(run.results.tallies)} of {wanted} replications.")
        return STOPPED
    went_wrong = {"stuck", "failed", "stopped"}
    return HAS_ERRORS if any(problem["kind"] in went_wrong for problem in run.figures["problems"]) else DONE


def _refuse_two_outputs(args: argparse.Namespace) -> None:
    if (args.json, args.log, args.trace).count(streams.STANDARD) > 1:
        raise CallError(
            "only one of --json, --log and --trace can go to standard output.", "Give the others files."
        )
    if args.log and args.log != streams.STANDARD and Path(args.log).suffix.lower() not in LOG_SUFFIXES:
        raise CallError(f"{args.log}: a log is written as CSV or XES.", "Let the name end in .csv or .xes.")


def refuse_unknown(file: str, what: str, given: str, known: Collection[str]) -> None:
    """Refuses the id of a scenario or calendar that a document does not have."""
    if given in known:
        return
    from designer.model.suggestions import closest, listed

    near = closest(given, known)
    there_are = f"There are {listed(known, 'and')}." if known else "It has none."
    raise CallError(
        f"{streams.shown(file)} has no {what} {given!r}.", f"Did you mean {near!r}?" if near else there_are
    )


def _simulated(document: "Document", args: argparse.Namespace) -> "Run | None":
    """The run, or None when the document cannot be simulated, which has been reported then."""
    from designer import api
    from designer.cli.progress import following, stoppable
    from designer.simulation.cluster import ClusterError
    from designer.simulation.program import NotSimulable

    chosen = {key: getattr(args, key) for key in ("cases", "until", "replications", "seed", "warm_up")}
    settings = {key: value for key, value in chosen.items() if value is not None}
    settings["limits"] = dict(args.limit)
    try:
        with following("Simulating") as progress, stoppable() as stopped:
            _warn_of_overload(document, args, settings)
            return api.simulate(
                document,
                args.scenario,
                precision=_precision(args),
                sla_calendar=args.sla_calendar,
                progress=progress,
                cancelled=stopped,
                jobs=args.scheduler or args.jobs,
                folder=streams.folder(args.file),
                **settings,
            )
    except ClusterError as error:
        raise CallError(str(error)) from None
    except NotSimulable as error:
        report_findings(streams.shown(args.file), error.findings)
        return None


def _precision(args: argparse.Namespace) -> "Precision | None":
    if args.precision is None:
        return None
    from designer.analysis.experiment import Precision

    return Precision(args.precision, args.precision_of, args.at_most)


def _warn_of_overload(document: "Document", args: argparse.Namespace, settings: dict[str, Any]) -> None:
    """Says before a run that a role will get more work than it can do."""
    from designer.analysis.forecast import overloads_ahead
    from designer.exchange import outside
    from designer.simulation.compile import compile as compiled

    known = {key: value for key, value in settings.items() if value != "auto"}
    brings = outside.bringing(streams.folder(args.file))
    for problem in overloads_ahead(compiled(document, args.scenario, outside=brings, **known)):
        warn(problem["message"], "Give the role more people, or less work.")


COMMAND = Command(
    name="simulate",
    help="run a document and print its figures",
    examples=(
        "simulate purchase.process.json",
        "simulate purchase.process.json --scenario limit-1000 --replications 20 --json figures.json",
        "simulate purchase.process.json --cases 100 --log log.csv",
        "simulate purchase.process.json --precision 5% --warm-up auto",
    ),
    arguments=_arguments,
    run=_run,
)
