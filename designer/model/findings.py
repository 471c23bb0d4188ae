"""Findings: what a check has to say. Data, never exceptions."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "advice"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "advice")


@dataclass(frozen=True)
class Firing:
    """One step of a run of tokens: a node takes a token from each of some flows and gives one to others.

    A trigger takes none, an outcome gives none.
    """

    node: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong or could be better.

    `code` is stable and documented; `message` names records by their names; `ids` are the records
    it is about, the first one first; `key` is the key of the first record it is about; `fix` says
    what to do. `witness` is a run of tokens through one workflow, from where it begins, that leads to
    what the finding says; empty where there is none to show.
    """

    severity: Severity
    code: str
    message: str
    ids: tuple[str, ...] = ()
    key: str | None = None
    fix: str | None = None
    witness: tuple[Firing, ...] = ()


def ordered(findings: list[Finding]) -> tuple[Finding, ...]:
    """Errors first, then warnings, then advice; within each by record, key and code."""
    return tuple(
        sorted(findings, key=lambda f: (SEVERITIES.index(f.severity), f.ids, f.key or "", f.code, f.message))
    )
