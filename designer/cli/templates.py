"""`templates`: lists what `new` can start from, shows one of them, and looks after a person's own."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from designer.cli import streams
from designer.cli.parser import Command
from designer.cli.trouble import DONE, CallError, report_findings

if TYPE_CHECKING:
    from designer.exchange.templates import TemplateInfo


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("template", nargs="?", metavar="ID", help="show one template and its parameters")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--add", metavar="FILE", help="take a file into your own templates")
    parser.add_argument("--export", metavar="OUT", help="write the template to a file that can be handed on")
    parser.add_argument("--remove", action="store_true", help="delete one of your own templates")


def _run(args: argparse.Namespace) -> int:
    from designer.exchange import templates

    if (args.export or args.remove) and not args.template:
        raise CallError(
            "which template?", "Name it by its id, as in `templates purchase-approval --export OUT`."
        )
    if args.add:
        info = templates.import_template(Path(args.add))
        streams.say(f"{info.name} is now among your templates as {info.id}")
        return DONE
    if args.export:
        templates.export_template(args.template, Path(args.export))
        return DONE
    if args.remove:
        templates.remove_template(args.template)
        return DONE
    return _tell(args)


def _tell(args: argparse.Namespace) -> int:
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
    help="list the templates, show what one of them lets you set, or look after your own",
    examples=(
        "templates",
        "templates purchase-approval",
        "templates --add ours.process.json",
        "templates purchase-approval --export handed-on.process.json",
    ),
    arguments=_arguments,
    run=_run,
)
