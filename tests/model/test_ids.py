from designer.model.findings import Finding, ordered
from designer.model.ids import is_well_formed, new_id
from designer.model.suggestions import closest, listed


def test_new_ids_are_well_formed_and_free():
    taken = {new_id() for _ in range(200)}
    assert len(taken) == 200
    assert all(is_well_formed(made) and len(made) == 6 for made in taken)
    assert new_id(taken) not in taken


def test_well_formed_ids():
    assert all(is_well_formed(text) for text in ["a", "0", "place-order", "a-", "3d"])
    assert not any(is_well_formed(text) for text in ["", "-a", "A", "a b", "ä", "a\n", "a_b"])


def test_suggestions_are_like_the_word():
    assert closest("colour", ["color", "role"]) == "color"
    assert closest("APPROVED", ["approved"]) == "approved"
    assert closest("zzz", ["color", "role"]) is None
    assert closest("", []) is None


def test_words_are_listed_as_in_a_sentence():
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b or c"
    assert listed(["a", "b"], "and") == "a and b"
    assert listed([]) == "nothing"


def test_findings_are_ordered_by_gravity_then_record():
    one, two, three = (
        Finding("advice", "x", "m"),
        Finding("error", "y", "m", ("b",)),
        Finding("error", "z", "m", ("a",)),
    )
    assert ordered([one, two, three]) == (three, two, one)
