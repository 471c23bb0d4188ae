"""Tables whose values are made when somebody asks for them."""

from designer.layout.made import MadeTable


def test_values_made_one_by_one_come_in_the_order_of_the_whole():
    made = MadeTable(dict.fromkeys("abc"), str.upper, lambda: {key: key.upper() for key in "abc"})
    single = [made[key] for key in "cab"]
    assert list(made.items()) == [("a", "A"), ("b", "B"), ("c", "C")]
    assert [made[key] for key in "cab"] == single
