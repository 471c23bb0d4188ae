import pytest

from designer.editing import fields, head, people, scenarios
from designer.editing.draft import Draft
from designer.editing.nodes import rename
from designer.editing.rules import RuleError
from tests.editing.sound import faults
from tests.support.build import (
    calendar,
    decision,
    flow,
    number,
    person,
    process,
    purchase,
    role,
    scenario,
    task,
    trigger,
    workflow,
)


def drafted(*parts):
    return Draft(process(*parts))


def test_a_removed_role_leaves_tasks_workflows_and_people_without_it():
    draft = drafted(
        role("clerk"),
        role("boss"),
        workflow("main", role="clerk"),
        person("ada", "clerk", "boss"),
        task("a", role="clerk"),
        task("b", role="boss", also=({"role": "clerk"}, {"role": "boss"})),
        scenario("s", changes={"clerk.capacity": 3}),
    )
    report = people.remove_role(draft, "clerk")
    assert draft.node("a").role is None
    assert [demand.role for demand in draft.node("b").also] == ["boss"]
    assert draft.get("ada").roles == ("boss",)
    assert draft.workflow("main").role is None
    assert set(report.cleared) == {
        ("main", "role"),
        ("ada", "roles"),
        ("a", "role"),
        ("b", "also"),
        ("s", "changes"),
    }
    assert faults(draft.document) == []


def test_a_removed_calendar_leaves_everyone_always_at_work():
    arrivals = {
        "kind": "interval",
        "interval": {"kind": "exponential", "mean": 30, "unit": "min"},
        "calendar": "office",
    }
    draft = drafted(
        calendar("office"),
        role("clerk", calendar="office"),
        person("ada", calendar="office"),
        trigger("t", arrivals=arrivals),
    )
    people.remove_calendar(draft, "office")
    assert (
        draft.get("clerk").calendar is draft.get("ada").calendar is draft.node("t").arrivals.calendar is None
    )


def test_a_removed_field_is_still_named_in_conditions_and_that_is_told():
    draft = drafted(
        number("net-value"),
        task("a", inputs=("net-value",), outputs=({"field": "net-value", "value": "1"},)),
        decision("d"),
        flow("d", "a", condition="net_value > 3", handoff={"data": ("net-value",)}),
    )
    report = fields.remove_field(draft, "net-value")
    assert report.mentioned == (("d-a", "condition"),)
    assert draft.node("a").inputs == ()
    assert draft.node("a").outputs == ()
    assert draft.flow("d-a").handoff.data == ()
    assert draft.flow("d-a").condition == "net_value > 3"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Net value", "net-value"), ("  Größe / cm ", "gr-e-cm"), ("Amount", "amount-2")],
)
def test_a_field_is_known_in_conditions_by_its_name(name, expected):
    draft = drafted(number("amount"))
    assert fields.add_field(draft, name) == expected
    assert draft.get(expected).name == name


@pytest.mark.parametrize("name", ["", "3 quotes", "hour", "and", "数量"])
def test_names_that_would_not_read_in_conditions_get_another_id(name):
    made = fields.add_field(drafted(task("a")), name)
    assert made not in ("3-quotes", "hour", "and", "")


def test_new_records_have_names_and_can_be_renamed():
    draft = drafted(task("a"))
    made = [
        people.add_role(draft, "Clerk"),
        people.add_person(draft, "Ada"),
        people.add_calendar(draft, "Day"),
    ]
    for record in made:
        rename(draft, record, "Other")
    assert {draft.get(record).name for record in made} == {"Other"}
    assert draft.get(made[2]).hours[0].start == "09:00"


def test_a_scenario_that_goes_hands_down_what_others_had_from_it():
    draft = drafted(
        task("a"),
        scenario("base", cases=10, seed=1),
        scenario("middle", base="base", cases=20, changes={"a.cost": 1, "a.name": "M"}),
        scenario("leaf", base="middle", changes={"a.name": "L"}),
    )
    assert scenarios.remove_scenario(draft, "middle") == ("leaf",)
    leaf = draft.get("leaf")
    assert (leaf.base, leaf.cases, leaf.seed) == ("base", 20, None)
    assert dict(leaf.changes) == {"a.cost": 1, "a.name": "L"}


def test_a_scenario_cannot_build_on_itself():
    draft = drafted(task("a"), scenario("one"), scenario("two", base="one"))
    with pytest.raises(RuleError, match="itself"):
        scenarios.set_base(draft, "one", "two")
    scenarios.set_base(draft, "two", None)
    assert draft.get("two").base is None


def test_what_if_is_a_change_beside_the_model():
    draft = Draft(purchase())
    made = scenarios.add_variant(draft, "as-is", "Faster")
    scenarios.set_change(draft, made, "order.duration", "5 min")
    assert draft.get(made).base == "as-is"
    assert dict(draft.get(made).changes) == {"order.duration": "5 min"}
    scenarios.drop_change(draft, made, "order.duration")
    assert dict(draft.get(made).changes) == {}
    assert draft.node("order").duration == "20 min"


def test_the_currency_is_three_letters():
    draft = drafted(task("a"))
    head.set_currency(draft, "EUR")
    assert draft.document.currency == "EUR"
    with pytest.raises(RuleError, match="three letters"):
        head.set_currency(draft, "euro")
