"""Whether scenarios build on each other and change what is there."""

from designer.model.checks.facts import Facts
from designer.model.scenarios import base_chain, change_findings


def check_plans(facts: Facts) -> None:
    """Bases and changes of every scenario."""
    for scenario in facts.document.scenarios.values():
        _, findings = base_chain(facts.document, scenario.id)
        facts.findings.extend(finding for finding in findings if finding.ids[0] == scenario.id)
        facts.findings.extend(change_findings(facts.document, scenario))
