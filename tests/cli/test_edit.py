"""`edit` changes a document by named edits."""

from designer import api


def test_lines_are_done_one_after_another(purchase, call, tmp_path):
    outcome = call(
        *("edit", purchase, "-o", "out.process.json"),
        *("--do", "append place-order task id=pay name=Pay"),
        *("--do", 'rename pay "Pay the bill"'),
    )
    assert (outcome.status, outcome.err) == (0, "")
    after = api.load(tmp_path / "out.process.json")
    assert after.nodes["pay"].name == "Pay the bill"
    assert "pay" in {flow.target for flow in after.flows_from("place-order")}
    assert "pay" not in api.load(purchase).nodes


def test_it_reads_and_writes_streams(purchase, call):
    outcome = call("edit", "-", "-o", "-", "--do", "delete place-order", stdin=purchase.read_bytes())
    assert outcome.status == 0
    assert "place-order" not in api.read(outcome.raw).nodes


def test_what_is_not_understood_or_refused_writes_nothing(purchase, call, tmp_path):
    for line, why in (
        ("conect a b", "Did you mean 'connect'?"),
        ("dissolve place-order", "is refused"),
        ("connect place-order", "connect SOURCE TARGET"),
    ):
        outcome = call("edit", purchase, "-o", "out.process.json", "--do", line)
        assert outcome.status == 2
        assert why in outcome.err
        assert "Traceback" not in outcome.err
        assert not (tmp_path / "out.process.json").exists()


def test_without_an_edit_it_says_what_is_needed(purchase, call):
    outcome = call("edit", purchase, "-o", "-")
    assert outcome.status == 2
    assert "--do" in outcome.err


def test_the_list_names_every_edit(call):
    from designer.editing.acts import ACTS

    outcome = call("edit", "--list")
    assert outcome.status == 0
    assert all(act.name in outcome.out and act.title in outcome.out for act in ACTS)
