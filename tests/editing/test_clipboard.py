import pytest

from designer.editing import clipboard
from designer.editing.clipboard import copy, duplicate, fragment_from_text, matches, paste
from designer.editing.draft import Draft
from designer.editing.nodes import delete, rename
from designer.editing.rules import RuleError
from designer.model.nodes import Box, Note, Task
from tests.editing.sound import faults
from tests.support.build import (
    boundary,
    box,
    calendar,
    decision,
    flow,
    inside,
    note,
    number,
    outcome,
    person,
    process,
    purchase,
    role,
    task,
    trigger,
)


def bare(record):
    """A record without what a copy may not share."""
    gone = {"id", "workflow", "runs", "host", "links", "source", "target", "outcome", "trigger", "at"}
    return record.model_dump(exclude=gone)


def test_a_copy_equals_the_original_but_for_ids():
    document = purchase()
    draft = Draft(document)
    box_copy, order_copy = paste(draft, copy(document, ["approve", "order"]), "purchase", (0, 400))
    assert bare(draft.node(order_copy)) == bare(document.nodes["order"])
    inner = draft.node(box_copy).runs
    originals = sorted(str(bare(n)) for n in document.nodes_in("approval"))
    assert sorted(str(bare(n)) for n in draft.nodes_in(inner)) == originals
    assert {n.at for n in draft.nodes_in(inner)} == {n.at for n in document.nodes_in("approval")}
    (between,) = draft.flows_into(order_copy)
    assert between.source == box_copy
    assert draft.node(between.outcome).workflow == inner
    assert between.handoff == document.flows["approve-order"].handoff


def test_places_are_kept_among_each_other_and_nothing_is_covered():
    document = purchase()
    draft = Draft(document)
    one, other = (draft.node(n) for n in paste(draft, copy(document, ["approve", "order"]), "purchase"))
    assert other.at[0] - one.at[0] == 240
    assert one.at != (160, 24)


def test_what_is_pasted_is_what_was_there_when_it_was_copied():
    draft = Draft(purchase())
    fragment = copy(draft, ["order"])
    rename(draft, "order", "Buy")
    (made,) = paste(draft, fragment, "purchase")
    assert draft.node(made).name == "Order"


def test_the_text_form_is_the_same_fragment():
    fragment = copy(purchase(), ["approve", "order"])
    assert fragment_from_text(fragment.to_json()) == fragment


def test_the_first_paste_after_a_cut_keeps_the_ids_and_later_ones_do_not():
    draft = Draft(purchase())
    fragment = copy(draft, ["approve"])
    delete(draft, ["approve"])
    assert paste(draft, fragment, "purchase", keep_ids=True) == ("approve",)
    assert draft.node("ok").workflow == "approval"
    (second,) = paste(draft, fragment, "purchase", keep_ids=True)
    assert second != "approve"
    assert faults(draft.document) == []


def test_events_come_along_and_notes_keep_links_to_what_was_copied_too():
    document = process(task("a"), boundary("late", "a"), note("n", links=("a", "b")), task("b"))
    draft = Draft(document)
    step, remark = paste(draft, copy(document, ["a", "n"]), "main")
    assert [b.host for b in draft.boundaries_on(step)] == [step]
    assert draft.node(remark).links == (step, "b")
    other = Draft(process(task("z")))
    step, remark = paste(other, copy(document, ["a", "n"]), "main")
    assert other.node(remark).links == (step,)


def test_into_another_document_roles_fields_calendars_and_people_come_along():
    draft = Draft(process(task("z")))
    paste(draft, copy(purchase(), ["approve"]), "main")
    after = draft.document
    assert set(after.roles) == {"manager"}
    assert set(after.calendars) == {"office"}
    assert {"amount", "approved"} <= set(after.fields)
    assert faults(after) == []


def test_people_come_only_with_the_roles_they_bring():
    source = process(role("clerk"), person("ada", "clerk"), task("a", role="clerk"))
    empty = Draft(process(task("z")))
    paste(empty, copy(source, ["a"]), "main")
    assert set(empty.document.people) == {"ada"}
    staffed = Draft(process(role("clerk"), task("z")))
    paste(staffed, copy(source, ["a"]), "main")
    assert set(staffed.document.people) == set()


def test_roles_are_matched_by_id_then_by_name():
    fragment = copy(process(role("r1", name="Clerk", capacity=3), task("a", role="r1")), ["a"])
    same_id = Draft(process(role("r1", name="Someone"), task("z")))
    (made,) = paste(same_id, fragment, "main")
    assert same_id.node(made).role == "r1"
    assert same_id.get("r1").name == "Someone"
    same_name = Draft(process(role("r2", name="clerk", capacity=3), task("z")))
    (made,) = paste(same_name, fragment, "main")
    assert same_name.node(made).role == "r2"


def test_another_role_of_that_name_gets_a_number_unless_the_existing_one_is_wanted():
    fragment = copy(process(role("r1", name="Clerk", capacity=3), task("a", role="r1")), ["a"])
    target = process(role("r2", name="Clerk", capacity=1), task("z"))
    draft = Draft(target)
    (made,) = paste(draft, fragment, "main")
    assert draft.get(draft.node(made).role).name == "Clerk 2"
    assert matches(target, fragment).renamed == (("r1", "Clerk 2"),)
    (made,) = paste(draft := Draft(target), fragment, "main", use_existing=["r1"])
    assert draft.node(made).role == "r2"


def test_conditions_follow_their_fields():
    source = process(number("net-value"), decision("d"), task("a"), flow("d", "a", condition="net_value > 3"))
    target = process(number("sum", name="Net value"), task("z"))
    draft = Draft(target)
    made, _ = paste(draft, copy(source, ["d", "a"]), "main")
    assert draft.flows_from(made)[0].condition == "sum > 3"


def test_a_list_becomes_a_chain_and_what_is_indented_becomes_a_box():
    fragment = fragment_from_text("1. Receive\n2. Check\n    - credit\n    - stock\n3. Ship\n")
    draft = Draft(process(task("z")))
    receive, check, ship = paste(draft, fragment, "main", (0, 300))
    assert [draft.node(n).name for n in (receive, check, ship)] == ["Receive", "Check", "Ship"]
    assert isinstance(draft.node(check), Box)
    assert draft.flows_from(receive)[0].target == check
    assert draft.flows_from(check)[0].target == ship
    inner = {n.name for n in draft.nodes_in(draft.node(check).runs)}
    assert inner == {"Start", "credit", "stock", "Done"}
    assert len({draft.node(n).at[1] + (32 if n != check else 36) for n in (receive, check, ship)}) == 1
    assert faults(draft.document) == []


@pytest.mark.parametrize(
    "text",
    [
        "Remember the milk",
        "It was late. We went home.\nIt rained all night.",
        "{}",
        '{\n  "nodes": [],\n  "edges": []\n}',
        '[\n  "one",\n  "two"\n]',
        "<svg>\n  <rect/>\n</svg>",
    ],
)
def test_other_text_becomes_a_note(text):
    (made,) = fragment_from_text(text).nodes
    assert isinstance(made, Note)
    assert made.text == text


def names(fragment):
    return [node.name for node in fragment.nodes]


@pytest.mark.parametrize(
    "text",
    ["Receive\tClerk\nPack\t\nShip\tDriver\n", "Step\tWho\nReceive\tClerk\n\nPack\t\nShip\tDriver"],
)
def test_rows_of_a_spreadsheet_become_steps_that_are_named_by_their_first_cells(text):
    assert names(fragment_from_text(text)) == ["Receive", "Pack", "Ship"]


@pytest.mark.parametrize("text", ["\tReceive\n\tPack\n", "Receive\n\tPack\n"])
def test_lines_with_tabs_that_hold_no_names_in_columns_are_no_rows(text):
    assert names(fragment_from_text(text)) == names(fragment_from_text(text.replace("\t", "    ")))


def test_a_table_with_a_cell_as_long_as_a_book_is_refused():
    with pytest.raises(RuleError, match="too long"):
        fragment_from_text(f"a\t{'b' * 200_000}\nc\td")


def test_characters_that_nobody_can_see_are_left_out():
    assert names(fragment_from_text("Re\0ceive\nPa\x07ck")) == ["Receive", "Pack"]


def test_boxes_to_tick_are_steps():
    assert [n.name for n in fragment_from_text("[ ] Draft\n[x] Sign\n").nodes] == ["Draft", "Sign"]


@pytest.mark.parametrize(
    ("text", "reason"), [("word " * 30_000, "too long for a note"), ("- line\n" * 2_001, "2,001 lines")]
)
def test_more_text_than_anybody_could_read_is_refused_with_a_reason(text, reason):
    with pytest.raises(RuleError, match=reason):
        fragment_from_text(text)


def test_plain_lines_are_steps():
    assert [n.name for n in fragment_from_text("Draft\n\nSign\n").nodes] == ["Draft", "Sign"]


def test_deeply_indented_text_is_still_read():
    text = "\n".join(" " * depth + f"line {depth}" for depth in range(400))
    fragment = fragment_from_text(text)
    assert sum(isinstance(n, Task) for n in fragment.nodes) > 300


def test_a_linked_box_stays_a_link_where_its_workflow_is_still_there():
    document = process(box("p", "sub"), box("q", "sub"), inside("sub", task("x")))
    draft = Draft(document)
    (made,) = paste(draft, copy(document, ["p"]), "main")
    assert draft.node(made).runs == "sub"
    with pytest.raises(RuleError, match="contain itself"):
        paste(draft, copy(document, ["p"]), "sub")
    elsewhere = Draft(process(task("z")))
    one, other = paste(elsewhere, copy(document, ["p", "q"]), "main")
    assert elsewhere.node(one).runs == elsewhere.node(other).runs
    assert faults(elsewhere.document) == []


def test_an_embedded_box_can_be_pasted_into_itself_because_it_is_copied():
    draft = Draft(purchase())
    (made,) = paste(draft, copy(draft, ["approve"]), "approval")
    assert draft.node(made).runs != "approval"
    assert faults(draft.document) == []


def test_stubs_are_joined_again_on_demand():
    draft = Draft(purchase())
    fragment = copy(draft, ["order"])
    ids = clipboard.paste_all(draft, fragment, "purchase")
    made = clipboard.reattach(draft, fragment, ids)
    assert len(made) == 2
    assert {(f.source, f.target) for f in (draft.flow(one) for one in made)} == {
        ("approve", ids["order"]),
        (ids["order"], "ordered"),
    }


def test_duplicates_stand_beside_unconnected():
    draft = Draft(process(task("a"), task("b", at=(210, 0)), "a -> b"))
    one, other = duplicate(draft, ["a", "b"])
    assert draft.node(one).at == (400, 0)
    assert [(f.source, f.target) for f in draft.flows_from(one)] == [(one, other)]
    (third,) = duplicate(draft, ["b"])
    assert draft.node(third).at == (210, 94)
    assert draft.flows_into(third) == ()


def test_nothing_is_nothing_to_paste():
    with pytest.raises(RuleError, match="nothing to paste"):
        paste(Draft(purchase()), copy(purchase(), []), "purchase")


def test_the_calendar_of_a_trigger_comes_along():
    arrivals = {
        "kind": "interval",
        "interval": {"kind": "exponential", "mean": 30, "unit": "min"},
        "calendar": "office",
    }
    source = process(calendar("office"), trigger("t", arrivals=arrivals), outcome("o"))
    draft = Draft(process(calendar("hours", name="Office"), task("z")))
    (made,) = paste(draft, copy(source, ["t"]), "main")
    assert draft.node(made).arrivals.calendar == "hours"
