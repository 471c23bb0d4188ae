"""The templates: documents of the first quality, and choices that are checked."""

import json
from itertools import combinations

import pytest

from designer.exchange import files, jsonfile, templates
from designer.exchange.errors import FileError
from designer.exchange.templates import Description, TemplateError
from designer.layout.geometry import Rect
from designer.layout.sizes import size_of
from designer.model.checks import check
from designer.model.ids import is_well_formed

REQUIRED = {
    "purchase-approval",
    "support-ticket",
    "support-process",
    "parallel-review",
    "document-approval",
    "employee-onboarding",
    "lead-to-cash",
}
BUILT_IN = [info for info in templates.catalogue() if info.builtin]
each = pytest.mark.parametrize("info", BUILT_IN, ids=lambda info: info.id)


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    folder = tmp_path / "mine"
    monkeypatch.setattr(templates, "user_folder", lambda: folder)
    return folder


def document_of(info):
    return files.load(info.path)


# What comes with the program


def test_those_everyone_expects_are_there():
    assert {info.id for info in BUILT_IN} >= REQUIRED


@each
def test_it_is_in_canonical_form(info):
    assert info.path.read_bytes() == jsonfile.write(document_of(info))


@each
def test_it_says_what_it_is(info):
    assert info.name
    assert info.category
    assert info.pattern in ("sequential", "parallel", "state-machine", "rules")
    assert 60 <= len(info.shows) <= 240
    assert info.path.name == f"{info.id}{files.SUFFIX}"


@each
def test_nothing_is_wrong_with_it(info):
    assert [f for f in check(templates.instantiate(info.id)) if f.severity != "advice"] == []


@each
def test_its_ids_can_be_read(info):
    for record in document_of(info).records():
        assert is_well_formed(record.id)
        assert not any(part.isdigit() and len(part) > 4 for part in record.id.split("-"))


@each
def test_flows_join_siblings(info):
    document = document_of(info)
    for flow in document.flows.values():
        assert document.nodes[flow.source].workflow == document.nodes[flow.target].workflow


@each
def test_no_node_lies_over_another(info):
    document = document_of(info)
    for workflow in document.workflows:
        frames = [
            (node.id, Rect(*node.at, *size_of(node)))
            for node in document.nodes_in(workflow)
            if node.kind not in ("boundary", "area")
        ]
        touching = [(a, b) for (a, one), (b, two) in combinations(frames, 2) if one.grown(9).overlaps(two)]
        assert touching == []


@each
def test_nodes_lie_on_the_grid_by_their_centre_lines(info):
    document = document_of(info)
    for node in document.nodes.values():
        _, height = size_of(node)
        assert (node.at[1] + height / 2) % 10 == 0, node.id
        assert min(node.at) >= 16, node.id


@each
def test_every_task_has_words_and_a_duration(info):
    for node in document_of(info).nodes.values():
        if node.kind == "task":
            assert node.name
            assert node.duration is not None, node.id
            assert len(node.instructions) > 20, node.id


@each
def test_it_has_people_with_departments_and_rates(info):
    document = document_of(info)
    assert document.roles
    for role in document.roles.values():
        assert role.name
        assert role.department
        assert role.color
        assert role.capacity
    used = {node.role for node in document.nodes.values() if node.kind == "task"}
    assert set(document.roles) == used - {None}
    assert bool(document.calendars) != (info.id == "lead-to-cash")


@each
def test_it_has_goals_owners_and_promises(info):
    for workflow in document_of(info).workflows.values():
        assert workflow.goal, workflow.id
        assert workflow.owner, workflow.id
        assert workflow.sla, workflow.id


@each
def test_it_has_a_present_and_a_what_if(info):
    scenarios = document_of(info).scenarios
    assert "as-is" in scenarios
    assert any(scenario.base == "as-is" and scenario.changes for scenario in scenarios.values())


@each
def test_every_parameter_can_be_set_to_its_default(info):
    settings = {parameter.key: str(parameter.default) for parameter in info.parameters}
    assert templates.instantiate(info.id, settings) == templates.instantiate(info.id)


@each
def test_a_document_made_from_it_is_no_template(info):
    assert templates.KEY not in templates.instantiate(info.id).extensions


@each
@pytest.mark.slow
def test_its_figures_make_sense(info):
    from designer.analysis import metrics
    from designer.analysis.measure import measure
    from designer.simulation.compile import compile as compiled

    document = templates.instantiate(info.id)
    for scenario in document.scenarios:
        program = compiled(document, scenario, replications=2)
        summary = metrics.summary(measure(program))
        cases = summary["cases"]
        assert cases["stuck"] == cases["failed"] == 0
        assert cases["finished"] + cases["in_progress"] == cases["started"]
        assert all(role["utilisation"] < 1.0 for role in summary["roles"].values())
        if scenario == "as-is":
            assert 0.5 <= max(role["utilisation"] for role in summary["roles"].values()) <= 0.9
            assert 0.5 < summary["process"]["sla_met"] < 1.0
            assert all(figures["entered"] for figures in summary["nodes"].values())


# Choosing


def test_settings_reach_conditions_and_labels():
    document = templates.instantiate("purchase-approval", {"manager-limit": "12000", "name": "Buying"})
    assert document.flows["medium"].condition == "amount <= 12000"
    assert document.flows["medium"].label == "to 12,000"
    assert document.workflows[document.root].name == "Buying"


def test_all_wrong_settings_are_named_at_once():
    with pytest.raises(TemplateError) as caught:
        templates.instantiate("purchase-approval", {"sla": "soon", "mangaer-limit": "1"})
    assert len(caught.value.problems) == 2
    assert "'manager-limit'" in str(caught.value)
    assert "'45 min'" in str(caught.value)


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "x", "", "{value.__class__}"])
def test_a_number_must_be_one(value):
    with pytest.raises(TemplateError):
        templates.instantiate("purchase-approval", {"manager-limit": value})


def test_text_in_a_setting_stays_text():
    document = templates.instantiate("lead-to-cash", {"name": '"}, {value} \\ {0}'})
    assert document.workflows[document.root].name == '"}, {value} \\ {0}'


def test_an_unknown_template_is_answered_with_the_nearest():
    with pytest.raises(TemplateError, match="Did you mean 'lead-to-cash'"):
        templates.instantiate("lead-to-cahs")


# A person's own


def test_a_saved_document_joins_the_catalogue(folder):
    document = templates.instantiate("lead-to-cash")
    path = templates.save_template(document, None, Description(name="Leads, our way", shows="How we do it."))
    assert path == folder / "leads-our-way.process.json"
    info = templates.find("leads-our-way")
    assert (info.name, info.shows, info.builtin) == ("Leads, our way", "How we do it.", False)
    assert templates.instantiate("leads-our-way") == document


def test_a_second_template_of_the_same_name_gets_its_own_file():
    document = templates.instantiate("lead-to-cash")
    one, two = (templates.save_template(document, None, Description(name="Ours")) for _ in range(2))
    assert one != two
    assert {info.id for info in templates.catalogue()} >= {"ours", "ours-2"}


def test_a_template_saved_under_its_own_id_is_replaced():
    about = Description(id="ours", name="Ours")
    templates.save_template(templates.instantiate("lead-to-cash"), None, about)
    templates.save_template(templates.instantiate("parallel-review"), None, about)
    assert templates.instantiate("ours").root == "review"


def test_a_selection_becomes_a_template_with_what_it_needs():
    document = templates.instantiate("purchase-approval")
    templates.save_template(document, ["approval", "place-order"], Description(name="Approval only"))
    made = templates.instantiate("approval-only")
    assert {node.name for node in made.nodes_in(made.root)} == {"Approval", "Place the order"}
    assert "Director decides" in {node.name for node in made.nodes.values()}
    assert {role.name for role in made.roles.values()} >= {"Buyer", "Manager", "Director", "CFO"}
    assert [flow.outcome for flow in made.flows_in(made.root)] == ["approve-yes"]
    assert not [f for f in check(made) if f.severity == "error" and f.code.startswith("unknown")]


def test_a_template_goes_to_a_file_and_comes_back(tmp_path):
    path = tmp_path / "handed-on.process.json"
    templates.export_template("purchase-approval", path)
    info = templates.import_template(path)
    assert not info.builtin
    assert info.id != "purchase-approval"
    assert info.parameters == templates.find("purchase-approval").parameters
    made = templates.instantiate(info.id, {"manager-limit": "9"})
    assert made.flows["medium"].condition == "amount <= 9"


def test_any_document_can_be_imported_as_a_template(tmp_path):
    path = tmp_path / "plain one.process.json"
    files.save(templates.instantiate("lead-to-cash"), path)
    assert templates.import_template(path).name == "Lead to cash"


def test_a_template_can_be_used_from_its_file(tmp_path):
    path = tmp_path / "t.process.json"
    templates.export_template("lead-to-cash", path)
    assert templates.instantiate(str(path)) == templates.instantiate("lead-to-cash")


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"root": 5}',
        '{"root": "a", "extensions": {"template": {"naem": "x"}}}',
        "[" * 100_000,
    ],
)
def test_a_broken_file_is_reported_and_the_rest_still_there(content, folder):
    folder.mkdir()
    (folder / "broken.process.json").write_text(content)
    assert {info.id for info in templates.catalogue()} >= REQUIRED
    (error,) = templates.unreadable()
    assert "broken.process.json" in str(error)


def test_a_folder_that_cannot_be_made_is_said(folder):
    folder.write_text("a file in its place")
    with pytest.raises(FileError, match="cannot be made"):
        templates.save_template(templates.instantiate("lead-to-cash"), None, Description(name="x"))


def test_own_templates_can_be_removed_and_others_cannot():
    templates.save_template(templates.instantiate("lead-to-cash"), None, Description(name="Mine"))
    templates.remove_template("mine")
    assert "mine" not in {info.id for info in templates.catalogue()}
    with pytest.raises(TemplateError, match="stays"):
        templates.remove_template("lead-to-cash")


def test_the_block_in_the_file_is_what_the_catalogue_says(folder):
    templates.save_template(
        templates.instantiate("lead-to-cash"), None, Description(name="Mine", pattern="parallel")
    )
    block = json.loads((folder / "mine.process.json").read_text("utf-8"))["extensions"]["template"]
    assert block == {"id": "mine", "name": "Mine", "pattern": "parallel"}
