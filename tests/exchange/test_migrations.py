from designer.exchange.migrations import format_problem, migrated


def test_older_formats_pass_step_by_step():
    def name(tree):
        tree["name"] = tree.pop("title")
        return tree

    def table(tree):
        return {**tree, "nodes": []}

    old = {"format": "process-designer/1", "title": "T"}
    assert migrated(old, {1: name, 2: table}, current=3) == {
        "format": "process-designer/3",
        "name": "T",
        "nodes": [],
    }


def test_the_present_format_passes_as_it_is():
    tree = {"format": "process-designer/1", "root": "a"}
    assert format_problem(tree) is None
    assert migrated(dict(tree)) == tree


def test_formats_are_told_apart():
    assert format_problem({}).code == "missing-key"
    assert format_problem({"format": "process-designer/0"}).code == "unknown-format"
    assert format_problem({"format": "process-designer/01"}).code == "unknown-format"
    assert format_problem({"format": "process-designer/12"}).code == "newer-format"
