"""`templates`: lists what `new` can start from, or what one of them lets people choose."""

import argparse
from typing import TYPE_CHECKING

from designer.cli import streams
from designer.cli.parser import Command
from designer.cli.trouble import DONE, report_findings

if TYPE_CHECKING:
    from designer.exchange.templates import TemplateInfo


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", nargs="?", metavar="ID", help="show one template and its parameters")
    parser.add_argument("--json", action="store_true", help="print JSON")


def _run(args: argparse.Namespace) -> int:
    from designer.exchange import templates

    if args.template:
        info = templates.find(args.template)
        streams.say_json(_entry(info)) if args.json else _show(info)
        return DONE
    known = templates.catalogue()
    streams.say_json([_entry(info) for info in known]) if args.json else _list(known)
    for error in templates.unreadable():
        report_findings(error.name, error.problems)
    return DONE


def _entry(info: "TemplateInfo") -> dict[str, object]:
    return {
        "id": info.id,
        "name": info.name,
        "pattern": info.pattern,
        "category": info.category,
        "shows": info.shows,
        "builtin": info.builtin,
        "parameters": [
            parameter.model_dump(mode="json", exclude={"targets"}, exclude_none=True)
            for parameter in info.parameters
        ],
    }


def _list(known: "list[TemplateInfo]") -> None:
    from designer.cli.tables import Column, show

    columns = (
        Column("id", fixed=True),
        Column("name"),
        Column("pattern"),
        Column("what it shows", wide=True),
    )
    show(columns, [(info.id, info.name, info.pattern, info.shows) for info in known])


def _show(info: "TemplateInfo") -> None:
    from designer.cli.tables import Column, show

    streams.say(f"{info.name} ({info.id})\n{info.shows}\n")
    columns = (
        Column("setting", fixed=True),
        Column("what it is", wide=True),
        Column("kind"),
        Column("unless set"),
    )
    rows = [
        (
            parameter.key,
            parameter.name,
            " | ".join(parameter.choices) or parameter.type,
            str(parameter.default),
        )
        for parameter in info.parameters
    ]
    show(columns, rows)


COMMAND = Command(
    name="templates",
    help="list the templates, or show what one of them lets you set",
    examples=("templates", "templates purchase-approval", "templates --json"),
    arguments=_arguments,
    run=_run,
)
