"""The token game against the same game played in every order, and against what runs do."""

from collections import Counter

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from designer.model.change import Change
from designer.model.checks import check
from designer.simulation import codes
from designer.simulation.compile import compile as compiled
from designer.simulation.engine import Engine
from designer.simulation.program import NotSimulable
from tests.support.brute import Brute, TooMany
from tests.support.build import boundary, flow, node, outcome, process, scenario, trigger
from tests.support.runs import every, exponential

KINDS = ("task", "task", "exclusive", "exclusive", "parallel", "parallel", "inclusive", "state")
ABOUT_TOKENS = {
    "join-never-fires",
    "join-may-starve",
    "runs-twice",
    "loop-without-exit",
    "tokens-pile-up",
    "never-reached",
    "not-decided",
}


@st.composite
def nets(draw, kinds=KINDS):
    """Small workflows of any shape, most of them wrong in some way."""
    count = draw(st.integers(2, 7))
    parts = [trigger(), outcome("e0"), outcome("e1", terminate=draw(st.integers(0, 4)) == 0)]
    ids = [f"n{i}" for i in range(count)]
    for key in ids:
        kind = draw(st.sampled_from(kinds))
        keys = {"mode": kind} if kind in ("exclusive", "inclusive") else {}
        parts.append(node("decision" if keys else kind, key, **keys))
    parts.append(flow("start", "n0"))
    ends = st.sampled_from(["e0", "e0", "e1"])
    for number, key in enumerate(ids):
        kind = parts[3 + number].kind
        most = 1 if kind == "state" else 3 if kind in ("decision", "parallel") else 1
        later = st.sampled_from(ids[number + 1 :]) if ids[number + 1 :] else ends
        targets = draw(
            st.lists(
                st.one_of(later, later, later, ends, st.sampled_from([i for i in ids if i != key])),
                min_size=1,
                max_size=most,
                unique=True,
            )
        )
        parts += _flows_of(parts[3 + number], targets)
    tasks = [part.id for part in parts if part.id in ids and part.kind == "task"]
    if tasks and draw(st.booleans()):
        host = draw(st.sampled_from(tasks))
        parts.append(boundary("late", host, after="1 h", interrupting=draw(st.booleans())))
        parts.append(flow("late", draw(st.sampled_from([i for i in ids if i != host] + ["e0"]))))
    return process(*parts)


def _flows_of(source, targets):
    if source.kind == "decision" and len(targets) > 1:
        if source.mode == "exclusive":
            return [flow(source.id, target, probability=1 / len(targets)) for target in targets]
        return [flow(source.id, target, condition="hour >= 0") for target in targets]
    return [flow(source.id, target) for target in targets]


def about_tokens(document):
    return [finding for finding in check(document) if finding.code in ABOUT_TOKENS]


@given(nets())
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_the_quick_game_finds_what_every_order_of_play_finds(document):
    try:
        truth = Brute(document).play()
    except TooMany:
        assume(False)
    found = about_tokens(document)
    by_code = Counter(finding.code for finding in found)
    event(f"found {sorted(by_code)}")
    assert not by_code["not-decided"]
    joins = {f.ids[0] for f in found if f.code in ("join-never-fires", "join-may-starve")}
    twice = {f.ids[1] for f in found if f.code == "runs-twice"}
    endless = by_code["loop-without-exit"] + by_code["tokens-pile-up"]
    if truth.is_unbounded:  # a loop may send tokens off that end by themselves: the judge counts no further
        assert bool(twice) >= bool(truth.doubled)
        return
    assert joins <= truth.starved
    assert bool(twice) == bool(truth.doubled)
    if truth.is_endless:
        assert endless
    elif not endless:
        assert bool(joins) == bool(truth.starved)
        dead = {key for f in found if f.code == "never-reached" for key in f.ids}
        assert not dead & truth.fired
        assert all(
            (key in truth.fired) != (key in dead or key in joins)
            for key in document.nodes
            if truth.starved and key in _led_to(document) and document.nodes[key].kind != "parallel"
        )


def _led_to(document):
    found, waiting = set(), ["start"]
    while waiting:
        for one in document.flows_from(waiting.pop()):
            if one.target not in found:
                found.add(one.target)
                waiting += [one.target, *(b.id for b in document.boundaries_on(one.target))]
    return found


@given(nets())
@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_a_witness_is_a_run_that_can_be_played(document):
    for finding in about_tokens(document):
        tokens = Counter()
        for number, firing in enumerate(finding.witness):
            assert not number or firing.takes
            taken = Counter(firing.takes)
            assert tokens & taken == taken
            tokens = tokens - taken + Counter(firing.gives)
            assert all(document.flows[key].target == firing.node for key in firing.takes)
        if finding.code == "runs-twice":
            assert sum(tokens[f.id] for f in document.flows_into(finding.ids[1])) > 1
        if finding.code in ("join-never-fires", "join-may-starve"):
            into = [f.id for f in document.flows_into(finding.ids[0])]
            assert 0 < sum(tokens[key] > 0 for key in into) < len(into)


@given(nets(), st.integers(0, 1000))
@settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_a_case_that_gets_stuck_was_foretold(document, seed):
    """Where nothing is found no case gets stuck, and where a case gets stuck a join is named."""
    arrives = trigger("start", arrivals=every(exponential(60)))
    document = document.apply(Change({"start": (document.nodes["start"], arrives)}))
    document = document.apply(Change({"run": (None, scenario("run", cases=20, seed=seed))}))
    try:
        program = compiled(document, limits={"visits": 40, "tokens": 400})
    except NotSimulable:
        assume(False)
    engine = Engine(program)
    engine.advance()
    trace = engine.trace()
    codes_found = {finding.code for finding in about_tokens(document)}
    if (trace.cases.state == codes.STUCK).any():
        assert codes_found & {"join-never-fires", "join-may-starve", "tokens-pile-up", "not-decided"}
    if not codes_found:
        assert (trace.cases.state != codes.STUCK).all()
