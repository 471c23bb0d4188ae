import json
import re

import pytest

from designer.exchange.jsonfile import FileError, read, write
from designer.model.document import View, Viewport
from tests.support.build import flow, process, purchase, scenario, task, trigger
from tests.support.calls import calls

HEAD = '"format": "process-designer/1", "root": "main"'


def problems(text):
    with pytest.raises(FileError) as caught:
        read(text if isinstance(text, bytes) else text.encode(), "plan.process.json")
    assert caught.value.name == "plan.process.json"
    return caught.value.problems


def document(**tables):
    return json.dumps({"format": "process-designer/1", "root": "main", **tables})


def node(**keys):
    return document(
        nodes=[{"id": "order", "kind": "task", "name": "Place order", "workflow": "main", **keys}]
    )


def only(text):
    (problem,) = problems(text)
    return problem


# Writing


def test_the_canonical_form():
    document = process(
        trigger("start", at=(0, 40)),
        task(
            "order",
            name="Place order",
            duration={"kind": "uniform", "low": 1, "high": 2.5, "unit": "h"},
            at=(160.0, 24.5),
        ),
        flow("start", "order", via=((1, 2), (3, 4))),
    )
    assert (
        write(document).decode()
        == """\
{
  "format": "process-designer/1",
  "root": "main",
  "currency": "USD",
  "workflows": [
    {
      "id": "main",
      "name": "Main"
    }
  ],
  "nodes": [
    {
      "id": "order",
      "kind": "task",
      "name": "Place order",
      "workflow": "main",
      "duration": {
        "kind": "uniform",
        "low": 1,
        "high": 2.5,
        "unit": "h"
      },
      "at": [160, 24.5]
    },
    {
      "id": "start",
      "kind": "trigger",
      "name": "Start",
      "workflow": "main",
      "at": [0, 40]
    }
  ],
  "flows": [
    {
      "id": "start-order",
      "source": "start",
      "target": "order",
      "via": [
        [1, 2],
        [3, 4]
      ]
    }
  ]
}
"""
    )


def test_an_empty_document_has_its_head_only():
    from designer.model.document import Document

    assert json.loads(write(Document(root="main"))) == {
        "format": "process-designer/1",
        "root": "main",
        "currency": "USD",
    }


def test_the_order_in_memory_does_not_matter():
    forth = process(task("a"), task("b"), "a -> b")
    back = process("a -> b", task("b"), task("a"))
    assert write(forth) == write(back)


def test_moving_a_node_changes_one_line():
    before, after = (write(process(task("a", at=at), task("b"))).splitlines() for at in [(1, 2), (3, 4)])
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_text_is_written_as_it_is():
    data = write(process(task("a", name='Prüfen – "ok"\n→ 審査')))
    assert 'Prüfen – \\"ok\\"\\n→ 審査'.encode() in data
    assert read(data).nodes["a"].name == 'Prüfen – "ok"\n→ 審査'


# Round trips


def test_reading_what_was_written_gives_the_document():
    assert read(write(purchase())) == purchase()


def test_records_may_come_in_any_order():
    tree = json.loads(write(purchase()))
    tree["nodes"].reverse()
    shuffled = dict(reversed(tree.items()))
    assert read(json.dumps(shuffled).encode()) == purchase()


def test_saving_an_unchanged_document_gives_the_same_bytes():
    data = write(purchase())
    assert write(read(data)) == data


def test_foreign_extensions_survive_exactly():
    foreign = {
        "z": 1,
        "a": [1.0, 2, {"unit": "x", "kind": "y", "low": 3.0}],
        "big": 12345678901234567890,
        "n": None,
    }
    text = document(
        nodes=[{"id": "a", "kind": "task", "workflow": "main", "extensions": foreign}], extensions=foreign
    )
    again = write(read(text.encode())).decode()
    assert json.dumps(json.loads(again)["nodes"][0]["extensions"]) == json.dumps(foreign)
    assert json.dumps(json.loads(again)["extensions"]) == json.dumps(foreign)


def test_the_view_is_kept():
    view = View(open=("a",), viewports={"": Viewport(center=(1.5, 2), zoom=0.5)})
    seen = process(task("a")).with_view(view)
    assert read(write(seen)).view == view


def test_values_of_changes_keep_their_kind():
    changes = {"a.units": 3, "a.duration": {"kind": "constant", "value": 8, "unit": "min"}, "a.role": None}
    seen = process(task("a"), scenario(changes=changes))
    assert read(write(seen)).scenarios["as-is"].changes == changes


def test_a_byte_order_mark_is_passed_over():
    assert read(b"\xef\xbb\xbf" + write(purchase())) == purchase()


# Problems


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty-file"),
        (b"  \n ", "empty-file"),
        (b"\xff\xfe{}", "not-utf-8"),
        (b"{", "not-json"),
        (b'{"a": "\\ud800", %s}' % HEAD.encode(), "not-json"),
        (b"[]", "wrong-type"),
        (b"{}", "missing-key"),
        (b'{"format": "draw.io"}', "unknown-format"),
        (b'{"format": 1}', "unknown-format"),
        (b'{"format": "process-designer/2"}', "newer-format"),
        (b"[" * 100_000, "too-deep"),
        (b'{%s, "extensions": %s}' % (HEAD.encode(), b'{"a":' * 400 + b"1" + b"}" * 400), "too-deep"),
        (b'{%s, "extensions": {"a": 1%s}}' % (HEAD.encode(), b"0" * 5000), "not-json"),
    ],
)
def test_what_is_no_document_is_refused_with_a_sentence(data, code):
    problem = only(data)
    assert problem.code == code
    assert problem.message.endswith(".")
    assert problem.fix


def test_wrong_json_is_shown_with_line_and_column():
    assert "line 3, column 3" in only('{"format": "process-designer/1",\n "root": "a"\n  "b": 1}').message


def test_a_newer_format_says_what_to_do():
    assert only('{"format": "process-designer/7"}').fix == "Update the program to open this file."


@pytest.mark.parametrize(
    ("text", "key", "words", "fix"),
    [
        (node(colour="red"), "colour", "is not known here", "Did you mean 'color'?"),
        (node(foo=1), "foo", "is not known here", "Remove it"),
        (node(handoff={}), "handoff", "is not known here", ""),
        (node(sla=5), "sla", 'must be a duration such as "45 min", not 5', ""),
        (node(sla="2 days"), "sla", "'2 days' is not a duration", ""),
        (node(units=1.5), "units", "must be a whole number, not 1.5", ""),
        (node(units=True), "units", "must be a whole number, not true", ""),
        (node(units=None), "units", "must be a whole number, not null", ""),
        (node(at=[1]), "at", "must have two numbers", ""),
        (node(at=[1, 2, 3]), "at", "must have two numbers", ""),
        (node(at=[1, "x"]), "at.1", 'must be a number, not "x"', ""),
        (node(type="aproval"), "type", "must be manual, approval", "Did you mean 'approval'?"),
        (node(role="Sales Team"), "role", "must be an id of small letters", ""),
        (node(duration=5), "duration", "must be a duration such as", ""),
        (node(duration="5"), "duration", "'5' is not a duration", ""),
        (node(duration={"kind": "normal", "unit": "h"}), "duration.mean", "is missing", ""),
        (
            node(duration={"kind": "norml", "unit": "h"}),
            "duration.kind",
            "must be constant",
            "Did you mean 'normal'?",
        ),
        (node(duration={"mean": 1}), "duration.kind", "is missing", ""),
        (node(duration={"kind": "constant", "value": 1}), "duration", "needs a unit", ""),
        (node(duration={"kind": "bernoulli", "p": 1, "unit": "h"}), "duration", "cannot be drawn from", ""),
        (node(outputs=[{"value": "1"}]), "outputs.0.field", "is missing", ""),
        (
            node(outputs=[{"field": "a", "valeu": "1", "value": "2"}]),
            "outputs.0.valeu",
            "is not known",
            "'value'",
        ),
        (node(at=[1e300, 0]), "at.0", "must be between -1,000,000,000 and 1,000,000,000", ""),
        (node(priority=[]), "priority", "must be a number or text, not a list", ""),
        (node(cost="5"), "cost", 'must be a number, not "5"', ""),
        (node(extensions=[]), "extensions", "must be an object", ""),
        (node(name="x" * 100_001), "name", "longer than 100,000", ""),
    ],
)
def test_a_problem_is_told_by_record_key_and_remedy(text, key, words, fix):
    problem = next(p for p in problems(text) if p.key == key)
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", problem.code)
    assert problem.ids == ("order",)
    assert problem.message.startswith(('Task "Place order" (order): ', 'Task "xxx'))
    assert words in problem.message
    assert fix in (problem.fix or "")


def test_no_problem_speaks_of_the_library_that_found_it():
    every = [
        node(colour=1, at=[1], duration={}, priority={}, units="a", also=[1], outputs=3),
        document(nodes=[5, {}]),
    ]
    told = " ".join(problem.message + (problem.fix or "") for text in every for problem in problems(text))
    assert "Input" not in told
    assert "tagged" not in told
    assert "extra" not in told


def test_all_problems_are_listed_in_the_order_of_the_file():
    text = document(
        nodes=[
            {"id": "a", "kind": "task", "workflow": "main", "x": 1},
            {"id": "b", "kind": "tsk", "workflow": "main"},
        ],
        flows=[{"id": "f", "source": "a"}],
        roles=5,
    )
    assert [(p.ids, p.key) for p in problems(text)] == [
        (("a",), "x"),
        (("b",), "kind"),
        (("f",), "target"),
        ((), "roles"),
    ]


def test_ids_used_twice_are_told_across_tables():
    text = document(
        nodes=[
            {"id": "a", "kind": "task", "workflow": "main"},
            {"id": "a", "kind": "wait", "workflow": "main"},
        ],
        roles=[{"id": "a", "name": "Clerk"}],
    )
    assert [p.code for p in problems(text)] == ["duplicate-id", "duplicate-id"]
    assert 'Role "Clerk" (a)' in problems(text)[1].message


def test_keys_written_twice_are_told():
    tables = '"roles": [{"id": "a", "name": "A", "name": "B"}], "extensions": {"x": {"y": 1, "y": 2}}'
    assert [(p.code, p.ids, p.key) for p in problems(f"{{{HEAD}, {tables}}}")] == [
        ("duplicate-key", ("a",), "name"),
        ("duplicate-key", (), "extensions.x.y"),
    ]


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_not_finite_are_told_anywhere(word):
    assert only(f'{{{HEAD}, "extensions": {{"a": [1, {word}]}}}}').key == "extensions.a.1"
    assert only(f'{{{HEAD}, "roles": [{{"id": "r", "cost_per_hour": {word}}}]}}').code == "not-finite"


def test_a_record_without_id_is_told_by_its_place():
    problem = only(document(roles=[{"id": "a"}, {"name": "Clerk"}]))
    assert problem.message == "Role \"Clerk\" (record 2 of 'roles'): 'id' is missing."


def test_the_error_reads_as_one_block():
    with pytest.raises(FileError) as caught:
        read(node(colour="red").encode(), "plan.json")
    assert str(caught.value) == (
        "plan.json:\n  Task \"Place order\" (order): 'colour' is not known here. Did you mean 'color'?"
    )


def large(count):
    nodes = [
        task(f"n{i}", at=(i, i), duration={"kind": "uniform", "low": 1, "high": 2, "unit": "h"})
        for i in range(count)
    ]
    flows = [flow(f"n{i}", f"n{(i + 1) % count}") for i in range(count)]
    return write(process(nodes, flows))


def test_reading_ten_times_as_much_is_ten_times_the_work():
    small, great = large(300), large(3_000)
    read(small)
    assert calls(lambda: read(great)) < 12 * calls(lambda: read(small))
