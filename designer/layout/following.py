"""The layout of a content with as little work as an earlier one of the same workflow allows."""

from designer.layout.layout import Content, Layout, lay_out
from designer.layout.relay import Patch, plain_edit
from designer.model.document import Document

PATCHED = 40  # changed nodes and flows up to which what they touch is made anew by itself
CARRIED = 200  # nodes from which on it pays to tell what has moved alike


def laid_out(document: Document, content: Content, earlier: Layout | None) -> Layout:
    """The layout of a content: the same whatever it is made from."""
    if earlier is None:
        return lay_out(content)
    if earlier.content.same(content):
        return earlier
    edit = plain_edit(earlier, content)
    if edit is not None and all(len(changed) <= PATCHED for changed in edit):
        return Patch(document, content, earlier, *edit).layout()
    if len(content.nodes) >= CARRIED:
        from designer.layout.carriage import carried_along  # brings numpy, which small documents do without

        return carried_along(document, content, earlier) or lay_out(content)
    return lay_out(content)
