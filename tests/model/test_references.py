from designer.model.references import references
from tests.support.build import boundary, box, flow, note, person, role, scenario, task, trigger, workflow


def named(record):
    return [(reference.key, reference.target, reference.table) for reference in references(record)]


def test_every_key_that_names_a_record_is_known():
    work = task(
        "t",
        role="r",
        also=({"role": "s"},),
        inputs=("f",),
        outputs=({"field": "g", "value": "1"},),
        workflow="w",
    )
    assert named(work) == [
        ("workflow", "w", "workflows"),
        ("role", "r", "roles"),
        ("also", "s", "roles"),
        ("inputs", "f", "fields"),
        ("outputs", "g", "fields"),
    ]
    crossing = flow("a", "b", outcome="o", trigger="t", handoff={"data": ("f",)})
    assert [target for _, target, _ in named(crossing)] == ["a", "b", "o", "t", "f"]
    assert named(workflow("w", role="r")) == [("role", "r", "roles")]
    assert named(person("p", "r", calendar="c")) == [("roles", "r", "roles"), ("calendar", "c", "calendars")]
    assert named(role("r", calendar="c")) == [("calendar", "c", "calendars")]
    assert named(scenario("s", base="b")) == [("base", "b", "scenarios")]
    assert ("host", "h", "nodes") in named(boundary("b", "h"))
    assert ("links", "x", "nodes") in named(note("n", links=("x",)))


def test_a_box_of_another_file_names_nothing_here():
    assert ("runs", "w", "workflows") in named(box("b", "w"))
    assert ("runs", "w", "workflows") not in named(box("b", "w", file="other.json"))


def test_arrivals_name_their_calendar():
    arrivals = {
        "kind": "interval",
        "interval": {"kind": "constant", "value": 1, "unit": "h"},
        "calendar": "c",
    }
    assert ("arrivals.calendar", "c", "calendars") in named(trigger("t", arrivals=arrivals))
