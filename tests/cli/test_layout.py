"""`layout` writes a document in which only places changed."""

from designer import api


def test_layout_places_everything_and_a_second_one_nothing(purchase, call, tmp_path):
    document = api.load(tmp_path / purchase)
    flat = api.draft(document)
    for node in document.nodes.values():
        flat.put(node.model_copy(update={"at": (0.0, 0.0)}))
    api.save(flat.document, tmp_path / "flat.process.json")
    assert call("layout", "flat.process.json", "-o", "laid.process.json").status == 0
    laid = api.load(tmp_path / "laid.process.json")
    assert laid == api.layout(flat.document)
    assert len({node.at for node in laid.nodes_in(laid.root)}) == len(laid.nodes_in(laid.root))
    assert call("layout", "laid.process.json", "-o", "again.process.json").status == 0
    again = (tmp_path / "again.process.json").read_bytes()
    assert again == (tmp_path / "laid.process.json").read_bytes()


def test_layout_of_one_workflow_leaves_the_others(purchase, call, tmp_path):
    assert call("layout", purchase, "-o", "one.process.json", "--workflow", "approve-purchase").status == 0
    before, after = api.load(tmp_path / purchase), api.load(tmp_path / "one.process.json")
    assert before.nodes_in(before.root) == after.nodes_in(after.root)
    assert before.nodes_in("approve-purchase") != after.nodes_in("approve-purchase")


def test_layout_of_an_unknown_workflow_is_refused(purchase, call):
    outcome = call("layout", purchase, "-o", "-", "--workflow", "aprove-purchase")
    assert outcome.status == 2
    assert "Did you mean 'approve-purchase'?" in outcome.err
