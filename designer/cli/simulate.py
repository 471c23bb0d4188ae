"""`simulate`: runs a document and prints the figures, or writes them and the event log to files."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from designer.cli import streams
from designer.cli.parser import Command, count, duration, whole
from designer.cli.trouble import DONE, HAS_ERRORS, STOPPED, CallError, report, report_findings

if TYPE_CHECKING:
    from designer.api import Run
    from designer.model.document import Document

LOG_SUFFIXES = (".csv", ".xes")


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
        "--warm-up", type=duration, metavar="DURATION", help="leave the first stretch out of the figures"
    )
    parser.add_argument(
        "--jobs", type=count, metavar="N", help="replications run at once; unless given, one for each core"
    )
    parser.add_argument(
        "--json", metavar="OUT", help="write the figures as JSON, to a file or - for standard output"
    )
    parser.add_argument(
        "--log", metavar="OUT", help="write the event log, as CSV or XES by the suffix of OUT"
    )


def _run(args: argparse.Namespace) -> int:
    _refuse_two_outputs(args)
    document = streams.load(args.file)
    _refuse_unknown_scenario(document, args)
    run = _simulated(document, args)
    if run is None:
        return HAS_ERRORS
    if not run.results.traces:
        raise KeyboardInterrupt
    if args.log:
        is_xes = Path(args.log).suffix.lower() == ".xes"
        streams.write(args.log, run.xes if is_xes else run.log)
    if args.json:
        streams.write(args.json, (json.dumps(run.figures, indent=2, allow_nan=False) + "\n").encode())
    if streams.STANDARD not in (args.json, args.log):
        from designer.cli.figures import show

        show(run.figures, document)
    return _status(run)


def _status(run: "Run") -> int:
    if run.results.cancelled:
        wanted = run.results.program.settings.replications
        report(f"stopped; the figures are of {len(run.results.traces)} of {wanted} replications.")
        return STOPPED
    went_wrong = {"stuck", "failed", "stopped"}
    return HAS_ERRORS if any(problem["kind"] in went_wrong for problem in run.figures["problems"]) else DONE


def _refuse_two_outputs(args: argparse.Namespace) -> None:
    if args.json == args.log == streams.STANDARD:
        raise CallError("--json and --log cannot both go to standard output.", "Give one of them a file.")
    if args.log and args.log != streams.STANDARD and Path(args.log).suffix.lower() not in LOG_SUFFIXES:
        raise CallError(f"{args.log}: a log is written as CSV or XES.", "Let the name end in .csv or .xes.")


def _refuse_unknown_scenario(document: "Document", args: argparse.Namespace) -> None:
    if args.scenario is None or args.scenario in document.scenarios:
        return
    from designer.model.suggestions import closest, listed

    near = closest(args.scenario, document.scenarios)
    known = f"There are {listed(document.scenarios, 'and')}." if document.scenarios else "It has none."
    raise CallError(
        f"{streams.shown(args.file)} has no scenario {args.scenario!r}.",
        f"Did you mean {near!r}?" if near else known,
    )


def _simulated(document: "Document", args: argparse.Namespace) -> "Run | None":
    """The run, or None when the document cannot be simulated, which has been reported then."""
    from designer import api
    from designer.cli.progress import following, stoppable
    from designer.simulation.program import NotSimulable

    chosen = {key: getattr(args, key) for key in ("cases", "until", "replications", "seed", "warm_up")}
    settings = {key: value for key, value in chosen.items() if value is not None}
    try:
        with following("Simulating") as progress, stoppable() as stopped:
            return api.simulate(
                document, args.scenario, progress=progress, cancelled=stopped, jobs=args.jobs, **settings
            )
    except NotSimulable as error:
        report_findings(streams.shown(args.file), error.findings)
        return None


COMMAND = Command(
    name="simulate",
    help="run a document and print its figures",
    examples=(
        "simulate purchase.process.json",
        "simulate purchase.process.json --scenario limit-1000 --replications 20 --json figures.json",
        "simulate purchase.process.json --cases 100 --log log.csv",
    ),
    arguments=_arguments,
    run=_run,
)
