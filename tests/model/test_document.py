import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from designer.model.change import Change, Head, merged
from designer.model.document import View
from designer.model.nodes import Task
from tests.support.build import boundary, box, flow, inside, outcome, process, purchase, role, task, trigger
from tests.support.strategies import documents


def renamed(document, node, name):
    before = document.nodes[node]
    return Change({node: (before, before.model_copy(update={"name": name}))})


def test_a_change_is_applied_and_taken_back():
    document = purchase()
    change = renamed(document, "order", "Buy")
    assert document.apply(change).nodes["order"].name == "Buy"
    assert document.nodes["order"].name == "Order"
    assert document.apply(change).apply(change.inverse()) == document


def test_records_are_added_and_removed():
    new = role("clerk")
    document = process(task()).apply(Change({"clerk": (None, new)}))
    assert document.roles == {"clerk": new}
    assert document.apply(Change({"clerk": (new, None)})).roles == {}


def test_the_head_is_changed_and_taken_back():
    document = process(task())
    change = Change(head=(document.head, Head(root="main", currency="EUR")))
    assert document.apply(change).currency == "EUR"
    assert document.apply(change).apply(change.inverse()) == document


def test_a_change_made_for_another_document_is_refused():
    document = process(task("a"))
    with pytest.raises(ValueError, match="does not fit"):
        document.apply(renamed(process(task("a", name="Other")), "a", "B"))
    with pytest.raises(ValueError, match="does not fit"):
        document.apply(Change(head=(Head(root="x", currency="USD"), Head(root="y", currency="USD"))))


def test_changes_join_and_what_cancels_out_is_left_out():
    document = process(task("a", name="One"))
    there = renamed(document, "a", "Two")
    on = renamed(document.apply(there), "a", "Three")
    assert there.then(on) == renamed(document, "a", "Three")
    assert not there.then(there.inverse())
    assert merged(()) == Change()


@given(documents(), documents())
def test_the_change_between_two_documents_leads_there_and_back(one, other):
    ids = {record.id for document in (one, other) for record in document.records()}
    moved = {
        key for key in ids if one.get(key) and other.get(key) and one.get(key).table != other.get(key).table
    }
    pairs = {key: (one.get(key), other.get(key)) for key in ids - moved}
    change = merged([Change(pairs, (one.head, other.head))])
    there = one.apply(change)
    assert moved or there == other
    assert there.apply(change.inverse()) == one


def test_the_view_is_no_part_of_equality():
    document = process(task())
    assert document.with_view(View(open=("a",))) == document


def test_lookups_come_in_order():
    document = process(
        box("b", "sub"),
        task("z"),
        task("a"),
        flow("a", "z", order=2),
        flow("a", "b", order=1),
        boundary("late", "a"),
        inside("sub", trigger("in")),
    )
    assert [node.id for node in document.nodes_in("main")] == ["a", "b", "late", "z"]
    assert [one.target for one in document.flows_from("a")] == ["b", "z"]
    assert [one.source for one in document.flows_into("z")] == ["a"]
    assert [one.id for one in document.flows_in("main")] == ["a-b", "a-z"]
    assert [one.id for one in document.boxes_running("sub")] == ["b"]
    assert [one.id for one in document.boundaries_on("a")] == ["late"]
    assert document.nodes_in("gone") == ()


def test_records_are_found_by_id_whatever_their_table():
    document = purchase()
    assert document.get("manager") is document.roles["manager"]
    assert "manager" in document
    assert document.get("gone") is None


@given(st.data(), documents())
def test_lookups_agree_with_the_tables(data, document):
    node = data.draw(st.sampled_from(sorted(document.nodes)))
    assert {f.id for f in document.flows_from(node)} == {
        f.id for f in document.flows.values() if f.source == node
    }
    assert node in {n.id for n in document.nodes_in(document.nodes[node].workflow)}


def test_records_are_strict_frozen_and_closed():
    with pytest.raises(ValidationError):
        Task(id="a", workflow="w", units="1")
    with pytest.raises(ValidationError):
        Task(id="a", workflow="w", colour="red")
    with pytest.raises(ValidationError):
        Task(id="a", workflow="w", cost=float("nan"))
    with pytest.raises(ValidationError):
        Task(id="Not an id", workflow="w")
    with pytest.raises(ValidationError):
        task("a").name = "B"


def test_the_kind_stays_when_defaults_are_left_out():
    kept = outcome("o").model_dump(exclude_defaults=True)
    assert kept["kind"] == "outcome"
