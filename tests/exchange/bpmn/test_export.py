"""BPMN export: what each thing becomes, and that nothing is lost on the way."""

from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from designer.exchange import bpmn, files
from designer.model.document import Document, table_of
from designer.model.nodes import TASK_TYPES
from tests.drawing.samples import everything
from tests.exchange.bpmn.reading import by_id, exported, faults, found, is_synthetic, rebuilt, tag
from tests.support import samples
from tests.support.build import (
    area,
    boundary,
    box,
    decision,
    flow,
    inside,
    note,
    number,
    outcome,
    process,
    race,
    role,
    state,
    task,
    trigger,
    wait,
    workflow,
)
from tests.support.strategies import any_documents, decorated, documents, tangled_documents

OMG = Path(find_spec("SpiffWorkflow").origin).parent / "bpmn" / "parser" / "schema"  # they come with it
RESOURCES = Path(__file__).parents[3] / "resources"
MODELS = sorted([*RESOURCES.glob("templates/*.json"), *RESOURCES.glob("examples/*.json")])
each_model = pytest.mark.parametrize("file", MODELS, ids=lambda file: file.name.split(".")[0])
each_view = pytest.mark.parametrize("lanes", [None, "role", "department"])
SOME = st.one_of(any_documents(), documents(), decorated(documents()), tangled_documents())


def condition(root, key):
    return by_id(root, key).findtext("{*}conditionExpression")


def handed(source, target, **keys):
    return flow(source, target, handoff={"channel": "email"}, **keys)


# The file as a whole


@each_view
@each_model
def test_everything_is_drawn_once_and_every_reference_leads_somewhere(file, lanes):
    document = files.load(file)
    for opened in ((), tuple(document.nodes)):
        assert faults(exported(document, opened, lanes)) == []


@each_model
def test_nothing_is_lost(file):
    document = files.load(file)
    made = rebuilt(exported(document))
    assert made == document
    assert made.view == document.view


@pytest.mark.parametrize("made", [everything, samples.one_of_each])
def test_no_kind_of_node_is_lost(made):
    assert rebuilt(exported(made())) == made()


@given(SOME, st.sampled_from([None, "role"]))
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_document_gives_a_whole_file_that_tells_all_of_it(document, lanes):
    root = exported(document, tuple(document.nodes), lanes)
    assert [fault for fault in faults(root) if not fault.startswith("not drawn")] == []
    assert rebuilt(root) == document


@each_view
@each_model
def test_it_is_valid_against_the_schema(file, lanes):
    schema = etree.XMLSchema(etree.parse(OMG / "BPMN20.xsd"))
    document = files.load(file)
    for opened in ((), tuple(document.nodes)):
        schema.assertValid(exported(document, opened, lanes))


def test_the_same_document_gives_the_same_bytes():
    document = everything()
    assert bpmn.export(document) == bpmn.export(document)
    assert bpmn.export(process(*reversed(list(document.records())))) == bpmn.export(document)


def test_what_xml_cannot_write_is_left_out_of_names_and_kept_beside_them():
    document = process(task("t", name="A\x00B \x08<&>\ud7ff\uffff", description="\x00"))
    root = exported(document)
    assert by_id(root, "t").get("name") == "AB <&>\ud7ff"
    assert rebuilt(root) == document


def test_ids_stay_as_far_as_xml_allows():
    document = process(
        task("1st"), task("second"), "1st -> second", inside("2-in", task("x")), box("b", "2-in")
    )
    root = exported(document)
    assert by_id(root, "second") is not None
    assert by_id(root, "_1st-second").get("sourceRef") == "_1st"
    assert rebuilt(root) == document


def test_a_root_that_is_no_workflow_takes_no_id_of_another_record():
    document = Document(root="clerk", roles=table_of([role("clerk")]))
    root = exported(document)
    assert faults(root) == []
    assert rebuilt(root) == document


# Workflows


NESTED = process(box("outer", "w1"), inside("w1", box("inner", "w2")), inside("w2", task("deep")))
SHARED = process(box("one", "w"), box("two", "w"), inside("w", trigger("in"), task("t"), "in -> t"))


def test_embedded_workflows_stand_in_sub_processes():
    deep = by_id(exported(NESTED), "deep")
    assert [
        each.get("id") for each in deep.iterancestors() if each.get("id") in ("inner", "outer", "main")
    ] == [
        "inner",
        "outer",
        "main",
    ]
    assert by_id(exported(NESTED), "main").get("isExecutable") == "false"


def test_a_closed_box_has_a_plane_of_its_own_and_an_open_one_shows_its_content_around():
    planes = {
        opened: [each.get("bpmnElement") for each in found(exported(NESTED, opened), "bpmndi:BPMNPlane")]
        for opened in ((), ("outer",), ("outer", "inner"))
    }
    assert planes == {
        (): ["main", "outer", "inner"],
        ("outer",): ["main", "inner"],
        ("outer", "inner"): ["main"],
    }
    shown = by_id(exported(NESTED, ("outer",)), "outer_di"), by_id(exported(NESTED, ("outer",)), "inner_di")
    assert [shape.get("isExpanded") for shape in shown] == ["true", "false"]


def test_a_workflow_that_several_boxes_run_is_a_process_that_they_call():
    root = exported(SHARED, ("one", "two"))
    assert [each.get("id") for each in found(root, "process")] == ["main", "w"]
    assert {each.get("calledElement") for each in found(root, "callActivity")} == {"w"}
    assert [each.get("bpmnElement") for each in found(root, "bpmndi:BPMNPlane")] == ["main", "w"]


def test_a_workflow_that_nothing_runs_and_ones_that_run_each_other_are_processes_too():
    ring = (inside("a", box("to-b", "b")), inside("b", box("to-a", "a")), workflow("alone"))
    root = exported(process(task("t"), *ring))
    assert [each.get("id") for each in found(root, "process")] == ["main", "a", "alone", "b"]


def test_boxes_nested_without_end_can_still_be_read():
    levels = [inside(f"w{n}", box(f"b{n}", f"w{n + 1}")) for n in range(1, 300)]
    document = process(box("b0", "w1"), *levels, inside("w300", task("t")))
    assert rebuilt(exported(document)) == document  # libxml2 reads elements 256 deep


def test_a_box_that_runs_another_file_calls_it_there():
    root = exported(process(box("b", "main", file="sub folder/other.process.json")))
    (brought,) = found(root, "import")
    assert brought.get("location") == "sub folder/other.bpmn"
    prefix, _, called = by_id(root, "b").get("calledElement").partition(":")
    assert (root.nsmap[prefix], called) == (brought.get("namespace"), "main")


def test_one_workflow_can_be_written_alone():
    root = exported(NESTED, workflow="w1")
    assert [each.get("id") for each in found(root, "process")] == ["w1"]
    assert {each.get("id") for each in found(root, "subProcess")} == {"inner"}


# Steps


@pytest.mark.parametrize("kind", TASK_TYPES)
def test_tasks_are_told_apart_by_their_type(kind):
    expected = {"approval": "userTask", "data-entry": "userTask", "automated": "serviceTask"}
    expected |= {"communication": "sendTask", "manual": "manualTask", "status-check": "task"}
    assert tag(by_id(exported(process(task("t", type=kind))), "t")) == expected[kind]


def test_only_what_starts_the_whole_process_waits_for_something():
    timer = {"kind": "interval", "interval": {"kind": "constant", "value": 30, "unit": "min"}}
    root = exported(
        process(
            trigger("mail", event="A letter comes"),
            trigger("clock", arrivals=timer),
            box("b", "in"),
            inside("in", trigger("inner", event="Asked", arrivals=timer)),
        )
    )
    message = by_id(root, by_id(root, "mail").find("{*}messageEventDefinition").get("messageRef"))
    assert message.get("name") == "A letter comes"
    assert by_id(root, "clock").findtext(".//{*}timeCycle") == "R/PT30M"
    assert by_id(root, "inner").find("{*}messageEventDefinition") is None


def test_decisions_have_a_default_and_conditions_in_feel():
    root = exported(
        process(
            decision("d"),
            task("a"),
            task("b"),
            task("c"),
            flow("d", "a", condition="amount % 2 == 0 and not (region in ['EU'])"),
            flow("d", "b", probability=0.25),
            flow("d", "c", default=True),
        )
    )
    assert by_id(root, "d").get("default") == "d-c"
    assert condition(root, "d-a") == 'modulo(amount, 2) = 0 and not(region in ("EU"))'
    assert condition(root, "d-b") == "0.25"
    assert by_id(root, "d-b").get("name") == "25 %"
    assert condition(root, "d-c") is None


def test_an_inclusive_decision_a_parallel_and_a_race_are_gateways_of_their_kinds():
    root = exported(
        process(
            decision("some", mode="inclusive"), race("r"), wait("w", until="09:00"), wait("x", duration="2 h")
        )
    )
    assert [tag(by_id(root, key)) for key in ("some", "r")] == ["inclusiveGateway", "eventBasedGateway"]
    assert by_id(root, "w").findtext(".//{*}timeDate") == "T09:00:00"
    assert by_id(root, "x").findtext(".//{*}timeDuration") == "PT2H"
    assert by_id(root, "x").get("name") == "X"


def test_events_on_borders_say_what_they_catch_and_whether_they_interrupt():
    root = exported(
        process(
            task("t"),
            boundary("late", "t", after="1.5 d", interrupting=False),
            boundary("broken", "t", event="error", interrupting=False),
        )
    )
    late, broken = by_id(root, "late"), by_id(root, "broken")
    assert (late.get("attachedToRef"), late.get("cancelActivity")) == ("t", "false")
    assert late.findtext(".//{*}timeDuration") == "P1DT12H"
    assert broken.get("cancelActivity") == "true"  # an error always ends what it comes from
    assert by_id(root, broken.find("{*}errorEventDefinition").get("errorRef")).get("name") == "Broken"


def test_a_failure_that_a_box_catches_is_an_error():
    parts = (box("b", "in"), boundary("caught", "b", event="error"), outcome("end"), "caught -> end")
    inner = inside("in", outcome("bad", result="failure"), outcome("good", result="success"))
    root = exported(process(*parts, inner))
    error = by_id(root, "bad").find("{*}errorEventDefinition").get("errorRef")
    assert error == by_id(root, "caught").find("{*}errorEventDefinition").get("errorRef")
    assert by_id(root, "good").find("{*}errorEventDefinition") is None
    leads_on = exported(process(*parts, inner, flow("b", "end", outcome="bad")))
    assert by_id(leads_on, "bad").find("{*}errorEventDefinition") is None


def test_an_outcome_can_end_everything():
    root = exported(process(outcome("all", terminate=True), outcome("own")))
    assert [by_id(root, key).find("{*}terminateEventDefinition") is None for key in ("all", "own")] == [
        False,
        True,
    ]


def test_what_runs_several_times_is_multi_instance():
    few = {"count": "amount + 1", "mode": "sequential", "until": "first"}
    root = exported(process(task("t", instances=few), box("b", "in", instances={"count": 3}), workflow("in")))
    one, other = found(root, "multiInstanceLoopCharacteristics")
    assert (one.get("isSequential"), other.get("isSequential")) in {("true", "false"), ("false", "true")}
    assert {each.findtext("{*}loopCardinality") for each in (one, other)} == {"amount + 1", "3"}
    assert len(found(root, "completionCondition")) == 1


# Gateways that only BPMN needs


EXITS = process(
    box("b", "in"),
    task("yes"),
    task("no"),
    flow("b", "yes", outcome="good"),
    flow("b", "no", outcome="bad"),
    inside("in", outcome("good"), outcome("bad")),
)


def test_a_box_with_several_exits_has_a_gateway_behind_it_that_is_marked():
    root = exported(EXITS)
    gateway = by_id(root, "b_exits")
    assert tag(gateway) == "exclusiveGateway"
    assert is_synthetic(gateway)
    assert {by_id(root, key).get("sourceRef") for key in ("b-yes", "b-no")} == {"b_exits"}
    assert condition(root, "b-yes") == 'outcome = "good"'
    assert by_id(root, "b-yes").get("name") == "Good"
    assert is_synthetic(by_id(root, "b_to_exits"))
    assert rebuilt(root) == EXITS


def test_it_is_inclusive_where_several_flows_leave_by_one_exit():
    more = process(*EXITS.records(), task("also"), flow("b", "also", outcome="good"))
    assert tag(by_id(exported(more), "b_exits")) == "inclusiveGateway"


def test_transitions_of_a_state_leave_by_such_a_gateway():
    root = exported(
        process(state("s"), state("t"), flow("s", "t", event="asked"), flow("s", "s", after="2 h", id="f"))
    )
    assert [tag(by_id(root, key)) for key in ("s", "s_exits")] == ["task", "exclusiveGateway"]
    assert [condition(root, key) for key in ("s-t", "f")] == ["asked", "after 2 h"]


def test_a_workflow_that_boxes_run_has_one_start():
    parts = (trigger("one"), trigger("other"), task("t"), "one -> t", "other -> t")
    root = exported(process(box("b", "in"), inside("in", *parts)))
    assert [each.get("id") for each in found(root, "startEvent")] == ["in_start"]
    assert {tag(by_id(root, key)) for key in ("one", "other")} == {"intermediateThrowEvent"}
    assert len(found(exported(process(*parts)), "startEvent")) == 2


# Who, with whom, and what


def test_doers_are_resources():
    work = task("t", type="approval", role="clerk", also=({"role": "boss"},))
    document = process(work, role("clerk"), role("boss", name=""))
    root = exported(document)
    assert [each.findtext("{*}resourceRef") for each in found(root, "potentialOwner")] == ["clerk", "boss"]
    assert [by_id(root, key).get("name") for key in ("clerk", "boss")] == ["Clerk", "boss"]
    assert rebuilt(root) == document


def test_lanes_hold_their_steps_inside_of_a_pool():
    document = process(task("a", role="clerk"), task("b", role="boss"), "a -> b", role("clerk"), role("boss"))
    root = exported(document, lanes="role")
    lanes = {
        each.get("name"): [ref.text for ref in each.iter("{*}flowNodeRef")] for each in found(root, "lane")
    }
    assert lanes == {"Clerk": ["a"], "Boss": ["b"]}
    assert [each.get("processRef") for each in found(root, "participant")] == ["main"]
    assert found(exported(document), "lane", "participant") == []


def test_somebody_outside_is_a_participant_to_whom_messages_lead():
    document = process(
        *(task("ask"), box("customer", "them"), task("sign"), workflow("them")),
        *(handed("ask", "customer"), handed("customer", "sign")),
        "ask -> sign",
    )
    root = exported(document)
    assert by_id(root, "customer").get("processRef") is None
    assert {each.get("id") for each in found(root, "messageFlow")} == {"ask-customer", "customer-sign"}
    assert {each.get("id") for each in found(root, "sequenceFlow")} == {"ask-sign"}
    assert faults(root) == []
    assert rebuilt(root) == document


def test_an_empty_box_to_which_work_flows_on_is_nobody_outside():
    root = exported(process(task("ask"), box("later", "w"), "ask -> later", workflow("w")))
    assert tag(by_id(root, "later")) == "subProcess"
    assert found(root, "participant") == []


def test_steps_read_and_write_the_properties_of_their_process():
    out = ({"field": "amount", "value": "1"},)
    work = task("t", inputs=("amount",), outputs=out)
    root = exported(
        process(
            number("amount"),
            work,
            box("p", "in"),
            box("q", "in"),
            inside("in", task("u", inputs=("amount",))),
        )
    )
    assert {each.getparent().get("id"): each.get("id") for each in found(root, "property")} == {
        "main": "amount",
        "in": "amount_of_in",
    }
    reads, writes = by_id(root, "t_reads_amount_from"), by_id(root, "t_writes_amount_to")
    assert (reads.findtext("{*}sourceRef"), writes.findtext("{*}targetRef")) == ("amount", "amount")


def test_notes_are_annotations_of_what_they_are_about_and_areas_are_groups():
    root = exported(
        process(task("t"), note("n", text="Mind!", links=("t", "gone")), area("a", name="Finance"))
    )
    assert by_id(root, "n").findtext("{*}text") == "Mind!"
    assert [(each.get("sourceRef"), each.get("targetRef")) for each in found(root, "association")] == [
        ("n", "t")
    ]
    assert by_id(root, by_id(root, "a").get("categoryValueRef")).get("value") == "Finance"
