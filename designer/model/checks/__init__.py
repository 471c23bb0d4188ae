"""The meaning of a document: what is wrong with it, and what to do about it.

A document with errors still loads, draws and saves; it does not simulate. Warnings tell what will probably
not do what was meant, advice what may have been forgotten; `silenced` on a node switches advice off.
"""

from collections.abc import Callable

from designer.model.checks.advice import check_advice
from designer.model.checks.data import check_data
from designer.model.checks.facts import Facts
from designer.model.checks.flows import check_flows
from designer.model.checks.formulas import check_formulas
from designer.model.checks.moments import check_moments
from designer.model.checks.nesting import check_nesting
from designer.model.checks.plans import check_plans
from designer.model.checks.references import check_references
from designer.model.checks.rules import check_rules
from designer.model.checks.soundness import check_soundness
from designer.model.checks.tokens import GivenUp
from designer.model.checks.values import check_values
from designer.model.checks.ways import check_ways
from designer.model.document import Document
from designer.model.findings import Finding, ordered

__all__ = ["GivenUp", "check"]

_CHECKS = (
    check_references,
    check_nesting,
    check_flows,
    check_rules,
    check_formulas,
    check_values,
    check_data,
    check_moments,
    check_ways,
    check_soundness,
    check_plans,
    check_advice,
)


def check(document: Document, unwanted: Callable[[], bool] = lambda: False) -> tuple[Finding, ...]:
    """Everything there is to say about a document's meaning: errors first, then warnings, then advice.

    `unwanted` is asked now and then; when it says yes, GivenUp is raised.
    """
    facts = Facts(document, unwanted)
    for look in _CHECKS:
        look(facts)
    return ordered([finding for finding in facts.findings if not _is_silenced(document, finding)])


def _is_silenced(document: Document, finding: Finding) -> bool:
    node = document.nodes.get(finding.ids[0]) if finding.severity == "advice" and finding.ids else None
    return node is not None and finding.code in node.silenced
