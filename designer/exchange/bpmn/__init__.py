"""BPMN 2.0 with its diagrams, as OMG's schema has it (ISO 19510).

`export` writes. What stands in a document and has no word in BPMN is kept beside each element in our own
namespace (`data`), so that a file tells all of the document it was made from.
"""

from designer.exchange.bpmn.export import export

__all__ = ["export"]
