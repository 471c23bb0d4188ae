"""No document makes a check fall over, and documents that make sense have no errors."""

from hypothesis import HealthCheck, given, settings

from designer.model import graph
from designer.model.checks import check
from designer.model.checks.codes import CODES
from tests.support.strategies import any_documents, documents, tangled_documents


@given(any_documents())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_well_formed_document_can_be_checked(document):
    assert all(finding.code in CODES for finding in check(document))


@given(tangled_documents())
@settings(deadline=None, max_examples=150)
def test_tangled_documents_can_be_checked_and_asked(document):
    found = check(document)
    assert all(finding.code in CODES for finding in found)
    assert all(key in document for finding in found for key in finding.ids)
    assert found == check(document)
    for flow in document.flows.values():
        graph.is_handoff(document, flow)
    assert document.workflows.keys() >= graph.levels(document, document.root).keys() - {document.root}
    for workflow in document.workflows:
        graph.pattern(document, workflow)


@given(documents())
@settings(deadline=None, max_examples=60)
def test_documents_that_make_sense_have_no_errors(document):
    assert [finding for finding in check(document) if finding.severity != "advice"] == []
