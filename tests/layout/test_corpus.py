"""Automatic layout of processes that other people drew, where their files are at hand."""

from pathlib import Path

import pytest
from lxml import etree

from designer.model.flow import Flow
from tests.layout.test_automatic import laid, overlaps, run_over
from tests.support.build import node, process

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "bpmn"
KINDS = {"startEvent": "trigger", "endEvent": "outcome", "exclusiveGateway": "decision"}
KINDS |= {"inclusiveGateway": "decision", "parallelGateway": "parallel", "eventBasedGateway": "race"}


def processes():
    """Flow nodes and sequence flows of every process of the corpus, unplaced."""
    for path in sorted(CORPUS.rglob("*.*")):
        try:
            root = etree.parse(path, etree.XMLParser(resolve_entities=False)).getroot()
        except etree.XMLSyntaxError:
            continue
        for each in root.iter("{*}process"):
            ends = [(one.get("sourceRef"), one.get("targetRef")) for one in each.iter("{*}sequenceFlow")]
            ids = {
                key: f"n{place}" for place, key in enumerate(dict.fromkeys(k for two in ends for k in two))
            }
            kinds = {
                one.get("id"): KINDS.get(etree.QName(one).localname, "task") for one in each.iter("{*}*")
            }
            nodes = [node(kinds.get(key, "task"), name) for key, name in ids.items()]
            flows = [Flow(id=f"f{i}", source=ids[a], target=ids[b]) for i, (a, b) in enumerate(ends)]
            yield path.name, process(*nodes, *flows)


@pytest.mark.slow
def test_processes_of_others_are_laid_out_without_overlaps():
    if not CORPUS.is_dir():
        pytest.skip("the corpus of ../shared is not here")
    count = 0
    for name, document in processes():
        once = laid(document)
        assert overlaps(once) == [], name
        assert run_over(once) == [], name
        assert laid(once) == once, name
        count += 1
    assert count > 50
