"""`export`: a document in another format, by the suffix of the file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from designer.cli import streams
from designer.cli.parser import Command, scale
from designer.cli.trouble import DONE, CallError

if TYPE_CHECKING:
    from designer.model.document import Document

FORMATS = ("json", "svg", "png", "pdf", "bpmn")
VIEWS = ("plain", "lanes", "lanes-by-department")
THEMES = ("light", "dark", "contrast", "contrast-dark")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the document, or - for standard input")
    parser.add_argument(
        "-o", "--output", required=True, metavar="OUT", help="the file to write, or - for standard output"
    )
    parser.add_argument("--format", choices=FORMATS, help="the format; unless given, by the suffix of OUT")
    parser.add_argument("--workflow", metavar="ID", help="write one workflow instead of the process")
    parser.add_argument(
        "--open", choices=("all", "none", "as-saved"), default="as-saved", help="which boxes are drawn open"
    )
    parser.add_argument(
        "--view",
        choices=VIEWS,
        default="plain",
        help="as it was drawn, or with a lane for each role or department",
    )
    parser.add_argument("--theme", choices=THEMES, default="light", help="the colours")
    parser.add_argument(
        "--hops",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="whether arrows hop over those that they cross (they do)",
    )
    parser.add_argument(
        "--scale", type=scale, default=2.0, metavar="N", help="pixels per unit of PNG pictures (2)"
    )


def _run(args: argparse.Namespace) -> int:
    form = args.format or _by_suffix(args.output)
    document = streams.load(args.file)
    streams.write(args.output, _made(form, document, args))
    return DONE


def _by_suffix(name: str) -> str:
    from designer.model.suggestions import closest, listed

    suffix = Path(name).suffix.lower().removeprefix(".")
    if suffix in FORMATS:
        return suffix
    if name == streams.STANDARD:
        raise CallError(
            "what is to be written to standard output?", "Say it with --format, such as --format svg."
        )
    near = closest(suffix, FORMATS) if suffix else None
    raise CallError(
        f"{name}: there is no export to {'.' + suffix if suffix else 'a file without a suffix'}.",
        f"Did you mean .{near}?" if near else f"The formats are {listed(FORMATS, 'and')}.",
    )


def _made(form: str, document: "Document", args: argparse.Namespace) -> bytes:
    from designer import api

    if form == "json":
        return api.write(document)
    _refuse_unknown_workflow(document, args.workflow)
    drawn = {
        "workflow": args.workflow,
        "opened": args.open,
        "theme": args.theme,
        "hops": args.hops,
        "view": args.view,
    }
    if form in ("svg", "bpmn"):
        return api.export(document, form, **drawn)
    from designer.canvas import render

    if form == "pdf" and args.workflow is None:
        pages = api.pages(document, args.open, args.theme, args.hops, args.view)
        return render.to_pdf(list(pages.values()), levels=list(pages))
    picture = api.picture(document, **drawn)
    return render.to_pdf([picture]) if form == "pdf" else render.to_png(picture, args.scale)


def _refuse_unknown_workflow(document: "Document", workflow: str | None) -> None:
    from designer.model import graph
    from designer.model.suggestions import closest, listed

    known = sorted(graph.levels(document, document.root))
    if workflow is None or workflow in known:
        return
    near = closest(workflow, known)
    raise CallError(
        f"no workflow {workflow!r} is run in this document.",
        f"Did you mean {near!r}?" if near else f"There are {listed(known, 'and')}.",
    )


COMMAND = Command(
    name="export",
    help="write a document as JSON, SVG, PNG, PDF or BPMN",
    examples=(
        "export purchase.process.json -o purchase.svg --open all",
        "export purchase.process.json -o approval.png --workflow approve-purchase --theme dark --scale 3",
        "export purchase.process.json -o lanes.svg --view lanes",
        "export purchase.process.json -o purchase.pdf  # a page for each workflow",
        "export purchase.process.json -o purchase.bpmn --open all  # BPMN 2.0, drawn alike",
        "export purchase.process.json -o - --format svg > purchase.svg",
    ),
    arguments=_arguments,
    run=_run,
)
