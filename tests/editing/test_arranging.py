import pytest

from designer.editing.arranging import align, distribute, frame
from designer.editing.draft import Draft
from designer.editing.rules import RuleError
from tests.support.build import decision, process, purchase, task


def three():
    return Draft(process(task("a"), decision("b", at=(250, 40)), task("c", at=(600, 10))))


@pytest.mark.parametrize(
    ("edge", "places"),
    [
        ("left", [(0, 0), (0, 40), (0, 10)]),
        ("right", [(600, 0), (704, 40), (600, 10)]),
        ("center", [(300, 0), (352, 40), (300, 10)]),
        ("top", [(0, 0), (250, 0), (600, 0)]),
        ("bottom", [(0, 32), (250, 40), (600, 32)]),
        ("middle", [(0, 16), (250, 20), (600, 16)]),
    ],
)
def test_edges_are_brought_onto_one_line(edge, places):
    draft = three()
    align(draft, ["a", "b", "c"], edge)
    assert [draft.node(n).at for n in "abc"] == places


def test_gaps_become_equal_and_the_outer_ones_stay():
    draft = three()
    distribute(draft, ["c", "a", "b"], "horizontal")
    assert [draft.node(n).at for n in "abc"] == [(0, 0), (352, 40), (600, 10)]


def test_heights_are_distributed_too():
    draft = Draft(process(task("a"), task("b", at=(0, 70)), task("c", at=(0, 300))))
    distribute(draft, ["a", "b", "c"], "vertical")
    assert draft.node("b").at == (0, 150)


def test_an_area_goes_around_steps_with_room_for_its_name():
    draft = three()
    made = draft.node(frame(draft, ["a", "b", "c"], "Sales"))
    assert (made.kind, made.name) == ("area", "Sales")
    assert (made.at, made.size) == ((-20, -44), (800, 160))


def test_enough_steps_of_one_workflow_are_needed():
    with pytest.raises(RuleError, match="2 or more"):
        align(three(), ["a"], "left")
    with pytest.raises(RuleError, match="3 or more"):
        distribute(three(), ["a", "b"], "vertical")
    with pytest.raises(RuleError, match="one workflow"):
        align(Draft(purchase()), ["order", "ok"], "left")
