"""Edits written as lines: what each needs, how things are named, and what is said where that fails (I7)."""

import pytest

from designer import api
from designer.editing.acts import ACTS
from designer.editing.rules import RuleError
from designer.editing.spoken import SpokenError, perform
from tests.editing.repeatable import repeatable_ids
from tests.editing.sound import faults
from tests.support.build import (
    boundary,
    box,
    decision,
    flow,
    inside,
    note,
    outcome,
    process,
    role,
    task,
    trigger,
)


def shop():
    return process(
        trigger("start", at=(0, 12)),
        task("check", name="Check stock", at=(170, 0)),
        decision("d", name="Enough?", at=(390, 4)),
        task("ship", at=(520, 0)),
        task("loose", at=(520, 200)),
        task("far", at=(1200, 0)),
        task("near", at=(1220, 20)),
        note("remark", at=(0, 200)),
        boundary("late", "check"),
        outcome("end", at=(740, 12)),
        "start -> check -> d",
        flow("d", "ship", label="yes", via=((460, 32), (460, 40))),
        "ship -> end",
        box("p", "inner", at=(0, 400)),
        inside("inner", trigger("in"), task("x", at=(160, 0)), outcome("out", at=(400, 0)), "in -> x -> out"),
        role("clerk"),
    )


# One line for every act that there is.
LINES = {
    "create": 'create task name="Pay the bill" at=100,600 type=approval',
    "append": "append ship task name=Pay",
    "prepend": 'prepend "Check stock" task name=Ask at=20,300',
    "split": "split ship parallel",
    "connect": 'connect loose end label="in time"',
    "reconnect": "reconnect ship->end target=loose",
    "splice": "splice loose start->check",
    "move": "move check,ship 20,-40",
    "place": "place loose 700,300",
    "move-into": "move-into loose p keep-connected",
    "put-on": "put-on late ship",
    "delete": "delete check,remark heal=no",
    "rename": 'rename d "All there?"',
    "replace": "replace loose wait",
    "wrap": "wrap check,d name=Checking",
    "dissolve": "dissolve p",
    "frame": "frame check,d name=Finance",
    "resize": "resize p size=500,300 open",
    "fit": "fit p",
    "duplicate": "duplicate ship",
    "align": "align check,loose left key=loose",
    "distribute": "distribute check,ship,far horizontal",
    "space-out": "space-out check,d,ship horizontal 80",
    "pin": "pin ship",
    "spread": "spread far,near",
    "space": "space ship 100",
    "link": "link remark ship",
    "bend": "bend ship->end 690,32;690,50",
    "move-bend": "move-bend d->ship 2 470,44",
    "put-label": "put-label d->ship 450,-20",
    "put-name": "put-name start 0,-30",
    "pin-ends": "pin-ends d->ship target=top",
    "straighten": "straighten d->ship",
    "reset-routes": "reset-routes d->ship",
    "order": "order d->ship 1",
    "default": "default d->ship",
    "assign": "assign check,ship clerk",
    "tidy": "tidy workflow=main",
    "layout": "layout keep-bends=yes",
}


def test_every_act_has_a_line():
    assert LINES.keys() == {act.name for act in ACTS}


@pytest.mark.parametrize("name", LINES)
def test_a_line_does_what_it_says_and_leaves_a_sound_document(name):
    before = shop()
    with repeatable_ids():
        after = api.edit(before, LINES[name])
    assert faults(after) == []
    if name not in ("fit", "order"):  # it is as small as that, and the first, already
        assert after != before


def test_things_are_named_by_id_by_name_and_flows_by_their_ends():
    after = api.edit(shop(), 'rename "check STOCK" Count', "connect count end", "rename ship->end gone")
    assert after.nodes["check"].name == "Count"
    assert ("check", "end") in {(f.source, f.target) for f in after.flows.values()}
    assert next(f for f in after.flows.values() if f.source == "ship").label == "gone"


def test_what_is_made_can_be_given_its_id_and_used_by_the_next_line():
    after = api.edit(shop(), "create task id=pay name=Pay", "connect ship pay", "delete ship->end")
    assert {(f.source, f.target) for f in after.flows_into("pay")} == {("ship", "pay")}


def test_what_is_selected_stands_for_what_is_left_out():
    draft = api.draft(shop())
    perform(draft, "move 20,0", chosen=["check", "ship"])
    assert draft.node("check").at[0] == 190
    assert draft.node("ship").at[0] == 540
    perform(draft, "append task name=Pay", chosen=["ship"])
    perform(draft, "delete", chosen=["loose"])
    assert "loose" not in draft
    perform(draft, "move ship 20,0", chosen=["check"])
    assert (draft.node("ship").at[0], draft.node("check").at[0]) == (560, 190)


@pytest.mark.parametrize(
    ("line", "message", "remedy"),
    [
        ("conect a b", "no edit called 'conect'", "'connect'"),
        ("", "nothing in it", ""),
        ('rename d "half', "quotation mark too few", ""),
        ("connect ship", "needs 'target'", "connect SOURCE TARGET"),
        ("connect ship nowhere", "no step 'nowhere'", ""),
        ("connect ship chek", "no step 'chek'", "'check'"),
        ("connect ship end loose d now too much", "is too much", ""),
        ("create tusk", "'tusk' is no kind", "task"),
        ("move ship here", "'here' is no place", "200,40"),
        ("move ship a,b", "is no number", ""),
        ("move ship nan,0", "too far out", "1,000,000,000"),
        ("move ship inf,0", "too far out", "1,000,000,000"),
        ("move ship 1e9,0", "no file could hold 'at.0' of 'ship'", ""),
        ("connect ship end colour=red", "knows no 'colour'", "label"),
        ("create task id=ship", "with the id 'ship' already", ""),
        ("create task id=Ship!", "is no id", "small letters"),
        ("delete ship heal=perhaps", "neither yes nor no", ""),
        ("bend ship->d 1,2", "no flow 'ship->d'", ""),
    ],
)
def test_a_line_that_cannot_be_understood_says_why_and_how_it_is_written(line, message, remedy):
    with pytest.raises(SpokenError) as caught:
        api.edit(shop(), line)
    assert message in caught.value.message
    assert remedy in caught.value.remedy


def test_a_name_that_several_have_asks_for_an_id():
    document = process(task("a1", name="Check"), task("a2", name="Check", at=(0, 200)))
    with pytest.raises(SpokenError, match="several called 'check'") as caught:
        api.edit(document, "delete check")
    assert "a1 or a2" in caught.value.remedy


def test_what_the_rules_refuse_is_refused_by_name_too():
    with pytest.raises(RuleError, match="an outcome is where the work ends"):
        api.edit(shop(), "append end task")
    with pytest.raises(RuleError, match="Only an event"):
        api.edit(shop(), "put-on ship check")


def test_a_document_is_a_value_and_stays():
    before = shop()
    assert api.edit(before, "delete ship") != before
    assert before == shop()
