"""What each command does with files and streams."""

import csv
import io
import json
import re

import pytest

from designer.exchange.jsonfile import write
from tests.support.build import process, task


def test_new_writes_a_canonical_document_that_checks_clean(purchase, call):
    assert call("format", "--check", purchase).status == 0
    outcome = call("check", purchase, "--json")
    assert outcome.status == 0
    assert [f for f in json.loads(outcome.out) if f["severity"] != "advice"] == []


def test_new_sets_parameters(call):
    outcome = call(
        "new", "-", "--template", "purchase-approval", "--set", "manager-limit=7500", "--set", "currency=EUR"
    )
    document = json.loads(outcome.out)
    medium = next(flow for flow in document["flows"] if flow["id"] == "medium")
    assert document["currency"] == "EUR"
    assert medium["condition"] == "amount <= 7500"
    assert medium["label"] == "to 7,500"


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("manager-limt=1", "Did you mean 'manager-limit'?"),
        ("manager-limit=much", "'much' is not a number"),
        ("manager-limit=-1", "below 0"),
        ("sla=soon", "'soon' is not a duration"),
        ("sla", "KEY=VALUE"),
        ("currency=euro", "currency"),
    ],
)
def test_new_refuses_a_setting_that_does_not_fit(setting, said, call, tmp_path):
    outcome = call("new", "x.process.json", "--template", "purchase-approval", "--set", setting)
    assert outcome.status == 2
    assert said in outcome.err
    assert not (tmp_path / "x.process.json").exists()


def test_new_does_not_write_over_a_file_unless_told(purchase, call):
    outcome = call("new", purchase, "--template", "lead-to-cash")
    assert outcome.status == 2
    assert "--force" in outcome.err
    assert call("new", purchase, "--template", "lead-to-cash", "--force").status == 0
    assert json.loads(purchase.read_text("utf-8"))["root"] == "cash"


def test_new_names_the_template_nearest(call):
    assert "Did you mean 'lead-to-cash'?" in call("new", "-", "--template", "lead2cash").err


def test_templates_are_listed_with_what_they_show(call):
    assert "purchase-approval" in call("templates").out
    rows = json.loads(call("templates", "--json").out)
    assert {"id", "name", "pattern", "category", "shows", "parameters", "builtin"} <= set(rows[0])
    assert "manager-limit" in call("templates", "purchase-approval").out


def test_a_broken_template_of_a_person_is_reported_and_the_rest_listed(call, tmp_path):
    folder = tmp_path / "home" / "templates"
    folder.mkdir(parents=True)
    (folder / "mine.process.json").write_text("{")
    outcome = call("templates")
    assert outcome.status == 0
    assert "lead-to-cash" in outcome.out
    assert "mine.process.json" in outcome.err


def test_check_reads_standard_input(purchase, call):
    outcome = call("check", "-", stdin=purchase.read_bytes())
    assert outcome.status == 0
    assert outcome.out.splitlines()[-1].startswith("standard input:")


def test_check_exits_1_for_errors_and_lists_them(purchase, call):
    document = json.loads(purchase.read_text("utf-8"))
    next(flow for flow in document["flows"] if flow["id"] == "medium")["condition"] = "amonut < 5"
    purchase.write_text(json.dumps(document))
    outcome = call("check", purchase, "--json")
    findings = json.loads(outcome.out)
    assert outcome.status == 1
    assert findings[0]["severity"] == "error"
    assert findings[0]["ids"][0] == "medium"
    assert findings[0]["key"] == "condition"
    assert set(findings[0]) == {"severity", "code", "message", "ids", "key", "fix", "witness"}
    assert "amount" in call("check", purchase).out


def test_check_exits_2_for_what_is_no_document(call, tmp_path):
    (tmp_path / "x.json").write_text('{"format": "process-designer/1", "root": "a", "extra": 1}')
    outcome = call("check", "x.json", "--json")
    assert outcome.status == 2
    assert any("extra" in str(finding) for finding in json.loads(outcome.out))
    assert "x.json" in outcome.err


def test_format_writes_the_canonical_form_once(purchase, call):
    canonical = purchase.read_bytes()
    purchase.write_text(json.dumps(json.loads(canonical)))
    assert call("format", "--check", purchase).status == 1
    assert "canonical" in call("format", purchase).out
    assert purchase.read_bytes() == canonical
    outcome = call("format", purchase)
    assert (outcome.status, outcome.out) == (0, "")


def test_format_goes_from_input_to_output(purchase, call):
    untidy = json.dumps(json.loads(purchase.read_bytes())).encode()
    assert call("format", "-", stdin=untidy).raw == purchase.read_bytes()


def test_the_schema_is_that_of_format_1(call):
    schema = json.loads(call("schema").out)
    assert "$schema" in schema
    assert {"workflows", "nodes", "flows"} <= set(schema["properties"])


def test_simulate_prints_figures_and_writes_them(purchase, call, tmp_path):
    outcome = call(
        "simulate", purchase, "--cases", 40, "--replications", 2, "--json", "f.json", "--log", "log.csv"
    )
    assert outcome.status == 0
    for word in ("Purchase approval", "cycle time", "Manager", "Ordered", "Steps"):
        assert word in outcome.out
    figures = json.loads((tmp_path / "f.json").read_text())
    assert figures["cases"]["started"] == 80
    assert sum(figures["cases"][key] for key in ("finished", "in_progress", "stuck", "failed")) == 80
    rows = list(csv.DictReader(io.StringIO((tmp_path / "log.csv").read_text("utf-8"))))
    assert {row["replication"] for row in rows} == {"0", "1"}


def test_simulate_prints_only_json_when_it_goes_to_standard_output(purchase, call):
    outcome = call("simulate", purchase, "--cases", 5, "--replications", 1, "--json", "-")
    assert json.loads(outcome.out)["cases"]["started"] == 5


def test_the_same_seed_gives_the_same_figures_on_any_number_of_threads(purchase, call):
    words = ("simulate", purchase, "--cases", 30, "--replications", 3, "--json", "-", "--seed", 4, "--jobs")
    assert call(*words, 1).out == call(*words, 2).out


def test_simulate_names_the_scenario_nearest(purchase, call):
    outcome = call("simulate", purchase, "--scenario", "as-iss")
    assert outcome.status == 2
    assert "Did you mean 'as-is'?" in outcome.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--cases", "0"), "'0' is not a whole number from 1 to"),
        (("--until", "soon"), "not a duration"),
        (("--seed", "x"), "not a whole number"),
        (("--json", "-", "--log", "-"), "can go to standard output"),
        (("--log", "log.doc"), ".csv"),
    ],
)
def test_simulate_refuses_a_wrong_option(words, said, purchase, call):
    outcome = call("simulate", purchase, *words)
    assert outcome.status == 2
    assert said in outcome.err


def test_a_document_without_arrivals_names_the_trigger(purchase, call):
    document = json.loads(purchase.read_text("utf-8"))
    del next(node for node in document["nodes"] if node["id"] == "requested")["arrivals"]
    purchase.write_text(json.dumps(document))
    outcome = call("simulate", purchase)
    assert outcome.status == 1
    assert "Purchase requested" in outcome.err


def test_export_draws_svg(purchase, call, tmp_path):
    assert call("export", purchase, "-o", "p.svg", "--open", "all").status == 0
    opened = (tmp_path / "p.svg").read_text("utf-8")
    assert opened.startswith(("<svg", "<?xml"))
    assert "Director decides" in opened
    closed = call("export", purchase, "-o", "-", "--format", "svg", "--open", "none").out
    assert "Place the order" in closed
    assert "Director decides" not in closed
    inside = call("export", purchase, "-o", "-", "--format", "svg", "--workflow", "approve-purchase").out
    assert "Director decides" in inside
    assert "Place the order" not in inside


def test_themes_differ(purchase, call):
    pictures = {
        call("export", purchase, "-o", "-", "--format", "svg", "--theme", t).out for t in ("light", "dark")
    }
    assert len(pictures) == 2


def test_export_lets_arrows_hop_unless_told_not_to(call, tmp_path):
    steps = (("a", (0, 100)), ("b", (500, 100)), ("c", (250, -60)), ("d", (250, 260)))
    crossing = process(*(task(key, at=at) for key, at in steps), "a -> b", "c -> d")
    file = tmp_path / "crossing.process.json"
    file.write_bytes(write(crossing))
    hopping = call("export", file, "-o", "-", "--format", "svg").out
    plain = call("export", file, "-o", "-", "--format", "svg", "--no-hops").out
    assert len(plain) < len(hopping)
    assert plain.count("<path") == hopping.count("<path")


def test_export_draws_lanes_of_roles_or_departments(purchase, call):
    plain, lanes, departments = (
        call("export", purchase, "-o", "-", "--format", "svg", "--view", view).out
        for view in ("plain", "lanes", "lanes-by-department")
    )
    assert "Lane: Buyer" in lanes
    assert "Lane: Procurement" in departments
    assert "Lane: " not in plain
    assert plain == call("export", purchase, "-o", "-", "--format", "svg").out
    for form, head in (("png", b"\x89PNG"), ("pdf", b"%PDF")):
        made = call("export", purchase, "-o", "-", "--format", form, "--view", "lanes")
        assert made.raw.startswith(head)


def test_export_writes_bpmn(purchase, call, tmp_path):
    assert call("export", purchase, "-o", "p.bpmn", "--theme", "dark").status == 0
    assert b"Director decides" in (tmp_path / "p.bpmn").read_bytes()
    words = ("export", purchase, "-o", "-", "--format", "bpmn")
    plain, opened, lanes = (call(*words, *more).out for more in ((), ("--open", "all"), ("--view", "lanes")))
    assert ('isExpanded="true"' in plain, 'isExpanded="true"' in opened) == (False, True)
    assert ("laneSet" in plain, "laneSet" in lanes) == (False, True)
    assert "Place the order" not in call(*words, "--workflow", "approve-purchase").out


def test_export_to_json_is_the_canonical_form(purchase, call):
    assert call("export", purchase, "-o", "-", "--format", "json").raw == purchase.read_bytes()


@pytest.mark.parametrize(("suffix", "magic"), [("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_export_draws_pixels_and_pages(suffix, magic, purchase, call, tmp_path):
    assert call("export", purchase, "-o", f"p.{suffix}").status == 0
    assert (tmp_path / f"p.{suffix}").read_bytes().startswith(magic)


@pytest.mark.parametrize(("words", "pages"), [((), 2), (("--workflow", "approve-purchase"), 1)])
def test_a_pdf_has_a_page_for_each_workflow(words, pages, purchase, call, tmp_path):
    assert call("export", purchase, "-o", "p.pdf", *words).status == 0
    assert len(re.findall(rb"/Type\s*/Page\b", (tmp_path / "p.pdf").read_bytes())) == pages


def test_scale_makes_pictures_larger(purchase, call):
    sizes = []
    for scale in ("1", "2"):
        raw = call("export", purchase, "-o", "-", "--format", "png", "--scale", scale).raw
        sizes.append(int.from_bytes(raw[16:20], "big"))
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("-o", "p.sgv"), "Did you mean .svg?"),
        (("-o", "p"), "without a suffix"),
        (("-o", "-"), "--format"),
        (("-o", "p.svg", "--workflow", "aprove-purchase"), "Did you mean 'approve-purchase'?"),
        (("-o", "p.svg", "--theme", "pink"), "pink"),
        (("-o", "p.png", "--scale", "100"), "between 0.1 and 10"),
    ],
)
def test_export_refuses_what_it_cannot_do(words, said, purchase, call):
    outcome = call("export", purchase, *words)
    assert outcome.status == 2
    assert said in outcome.err


def test_a_file_in_a_folder_that_is_not_there_is_reported(purchase, call):
    outcome = call("export", purchase, "-o", "nowhere/p.svg")
    assert outcome.status == 2
    assert "nowhere" in outcome.err
    assert "Traceback" not in outcome.err


def test_templates_are_handed_on_added_and_removed(call):
    assert call("templates", "lead-to-cash", "--export", "t.process.json").status == 0
    assert "lead-to-cash-2" in call("templates", "--add", "t.process.json").out
    assert "lead-to-cash-2" in call("templates").out
    assert call("templates", "lead-to-cash-2", "--remove").status == 0
    assert "lead-to-cash-2" not in call("templates").out


def test_a_template_of_the_program_is_not_removed(call):
    outcome = call("templates", "lead-to-cash", "--remove")
    assert outcome.status == 2
    assert "stays" in outcome.err
    assert call("templates", "--remove").status == 2


def test_a_run_without_figures_says_why(purchase, call):
    outcome = call("simulate", purchase, "--until", "1 s", "--replications", 1)
    assert outcome.status == 0
    assert "let more cases arrive" in outcome.out
    assert "Process" not in outcome.out


def test_cases_that_get_stuck_are_named_and_the_exit_code_is_1(call, tmp_path):
    call("new", "review.process.json", "--template", "parallel-review")
    path = tmp_path / "review.process.json"
    document = json.loads(path.read_text("utf-8"))
    next(flow for flow in document["flows"] if flow["id"] == "revised-to-prepare")["target"] = "split"
    path.write_text(json.dumps(document))
    outcome = call("simulate", path, "--cases", 50, "--replications", 1, "--json", "figures.json")
    assert outcome.status == 1
    assert "stuck: " in outcome.out
    assert "Revise the proposal" in outcome.out
    assert json.loads((tmp_path / "figures.json").read_text())["cases"]["stuck"] > 0


def test_simulate_stops_at_a_limit_and_refuses_one_that_is_not_there(purchase, call):
    stopped = call("simulate", purchase, "--cases", 50, "--replications", 1, "--limit", "steps=1k")
    assert stopped.status == 1
    assert "more steps than allowed" in stopped.out
    assert "tokens, steps, visits, memory" in call("simulate", purchase, "--limit", "patience=3").err
    assert "such as tokens=500k" in call("simulate", purchase, "--limit", "tokens=few").err
