from designer.model.scenarios import resolve
from tests.support.build import process, role, scenario, task


def document(changes, **keys):
    return process(
        task("order", duration={"kind": "normal", "mean": 1, "sd": 1, "unit": "h"}),
        role("manager", capacity=1),
        scenario("as-is", cases=5, seed=3, changes={"manager.capacity": 9, "order.units": 2}),
        scenario("what-if", base="as-is", changes=changes, **keys),
    )


def complaint(path, value):
    (finding,) = resolve(document({path: value}), "what-if").findings
    assert finding.ids == ("what-if",)
    assert finding.fix
    return finding.message


def test_keys_left_out_come_from_the_base():
    found = resolve(document({}, cases=7), "what-if").scenario
    assert (found.id, found.cases, found.seed) == ("what-if", 7, 3)


def test_changes_of_the_base_are_made_first():
    resolution = resolve(document({"manager.capacity": 3}), "what-if")
    assert resolution.document.roles["manager"].capacity == 3
    assert resolution.document.nodes["order"].units == 2
    assert not resolution.findings


def test_a_scenario_leaves_the_document_as_it_was():
    before = document({"manager.capacity": 3})
    resolve(before, "what-if")
    assert before.roles["manager"].capacity == 1


def test_a_change_can_reach_into_a_value():
    changed = resolve(document({"order.duration.mean": 5, "order.batch.size": 4}), "what-if").document
    assert changed.nodes["order"].duration.mean == 5
    assert changed.nodes["order"].batch.size == 4


def test_a_change_can_replace_a_value():
    changed = resolve(document({"order.duration": "8 min", "order.name": "Buy"}), "what-if").document
    assert (changed.nodes["order"].duration, changed.nodes["order"].name) == ("8 min", "Buy")


def test_changes_that_do_not_fit_are_told_and_left_out():
    assert "no record 'orders'" in complaint("orders.units", 1)
    assert "no key 'capacitt'" in complaint("manager.capacitt", 1)
    assert "key is missing" in complaint("manager", 1)
    assert "cannot change the id" in complaint("order.id", "x")
    assert '"many" is not a value' in complaint("manager.capacity", "many")
    assert "is not a duration" in complaint("order.sla", "3 years")
    assert "there is no 'a'" in complaint("order.duration.a.b", 1)


def test_bases_in_a_ring_or_missing_are_told():
    ring = process(scenario("a", base="b"), scenario("b", base="a"))
    assert [f.code for f in resolve(ring, "a").findings] == ["scenario-base-ring"]
    lost = process(scenario("a", base="gone"))
    assert [f.code for f in resolve(lost, "a").findings] == ["missing-scenario"]
