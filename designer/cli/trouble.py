"""What went wrong, as one block people can read: file, place, what, remedy."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from designer.model.findings import Finding

DONE, HAS_ERRORS, CALLED_WRONG = 0, 1, 2
STOPPED = 130  # what shells report for a command that Ctrl+C ended
MANY = 20  # problems a block shows before it only counts the rest


class CallError(Exception):
    """The call is wrong or something it needs is missing; says what to do."""

    def __init__(self, message: str, remedy: str | None = None, status: int = CALLED_WRONG) -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy
        self.status = status


def report(message: str, remedy: str | None = None) -> None:
    """Writes an error without a place."""
    _write([f"error: {message}", *([f"  → {remedy}"] if remedy else [])])


def warn(message: str, remedy: str) -> None:
    """Writes what will go wrong but stops nothing."""
    _write([f"warning: {message}", f"  → {remedy}"])


def report_findings(name: str, findings: Iterable["Finding"]) -> None:
    """Writes an error block about a file: a heading, then each problem with its place and remedy."""
    listed = list(findings)
    lines = [f"error: {name}: {len(listed)} problems" if len(listed) > 1 else f"error: {name}"]
    for finding in listed[:MANY]:
        lines += described(finding)
    if len(listed) > MANY:
        lines.append(f"  and {len(listed) - MANY} more")
    _write(lines)


def described(finding: "Finding") -> list[str]:
    """A finding as lines: where and what, then what to do."""
    place = where(finding)
    lines = [f"  {place}: {finding.message}" if place else f"  {finding.message}"]
    if finding.fix:
        lines.append(f"    → {finding.fix}")
    return lines


def where(finding: "Finding") -> str:
    """The records and the key a finding is about."""
    ids = ", ".join(finding.ids[:3]) + (" …" if len(finding.ids) > 3 else "")
    return ".".join(part for part in (ids, finding.key or "") if part)


def _write(lines: list[str]) -> None:
    from designer.cli.streams import plain

    sys.stdout.flush()
    sys.stderr.write(plain("\n".join(lines)) + "\n")
    sys.stderr.flush()
