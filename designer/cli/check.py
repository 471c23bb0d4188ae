"""`check`: what is wrong with a document and what could be better."""

import argparse
from typing import TYPE_CHECKING

from designer.cli import streams
from designer.cli.parser import Command
from designer.cli.trouble import CALLED_WRONG, DONE, HAS_ERRORS, described, report_findings

if TYPE_CHECKING:
    from designer.model.findings import Finding


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", help="the document, or - for standard input")
    parser.add_argument("--json", action="store_true", help="print the findings as JSON")


def _run(args: argparse.Namespace) -> int:
    from designer.exchange.errors import FileError
    from designer.model.checks import check

    try:
        document = streams.load(args.file)
    except FileError as error:
        if args.json:
            streams.say_json(_rows(error.problems))
        report_findings(error.name, error.problems)
        return CALLED_WRONG
    findings = check(document)
    if args.json:
        streams.say_json(_rows(findings))
    else:
        _show(streams.shown(args.file), findings)
    return HAS_ERRORS if any(finding.severity == "error" for finding in findings) else DONE


def _rows(findings: "tuple[Finding, ...]") -> list[dict[str, object]]:
    return [
        {
            "severity": finding.severity,
            "code": finding.code,
            "message": finding.message,
            "ids": list(finding.ids),
            "key": finding.key,
            "fix": finding.fix,
            "witness": [
                {"node": step.node, "takes": list(step.takes), "gives": list(step.gives)}
                for step in finding.witness
            ],
        }
        for finding in findings
    ]


def _show(name: str, findings: "tuple[Finding, ...]") -> None:
    counts = {"error": 0, "warning": 0, "advice": 0}
    for finding in findings:
        counts[finding.severity] += 1
        first, *rest = described(finding)
        streams.say(f"{finding.severity} [{finding.code}]{first[1:]}")
        for line in rest:
            streams.say(line)
    said = ", ".join(_counted(number, severity) for severity, number in counts.items() if number)
    streams.say(f"{name}: {said or 'nothing to remark'}")


def _counted(number: int, severity: str) -> str:
    if severity == "advice":
        return f"{number} pieces of advice" if number > 1 else "1 piece of advice"
    return f"{number} {severity}{'s' if number > 1 else ''}"


COMMAND = Command(
    name="check",
    help="say what is wrong with a document and what could be better",
    examples=(
        "check purchase.process.json",
        "check purchase.process.json --json",
        "check - < purchase.process.json",
    ),
    arguments=_arguments,
    run=_run,
)
