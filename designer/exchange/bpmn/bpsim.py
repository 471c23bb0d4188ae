"""How the process is run, as BPSim 2.0 has it: a scenario for each of ours, with its changes made.

What BPSim cannot say exactly (bounds of distributions, calendars, what fields decide) stands in our own data.
"""

from collections.abc import Iterator
from datetime import datetime

from designer.exchange.bpmn.bpsim_values import Value, constant, time
from designer.exchange.bpmn.events import iso_duration
from designer.exchange.bpmn.names import Element, add, xml_id
from designer.exchange.bpmn.plan import Plan
from designer.exchange.xmltext import writable
from designer.layout.swimlanes.lanes import servers_of
from designer.model import graph, scenarios
from designer.model.document import Document
from designer.model.flow import Flow
from designer.model.nodes import Boundary, Decision, IntervalArrivals, Node, Task, Trigger, Wait
from designer.model.people import Role
from designer.model.records import Record
from designer.model.scenario import Scenario

MOST = 2**31 - 1  # replications that BPSim can count
ORDER = (
    "TimeParameters/ProcessingTime",
    "ControlParameters/Probability",
    "ControlParameters/InterTriggerTimer",
    "ControlParameters/TriggerCount",
    "ResourceParameters/Selection",
    "ResourceParameters/Quantity",
    "PriorityParameters/Priority",
    "CostParameters/FixedCost",
    "CostParameters/UnitCost",
)

Parameter = tuple[str, Value | None]


def write_scenarios(root: Element, plan: Plan) -> None:
    """The relationship in which BPSim keeps its data, where the document has scenarios."""
    document = plan.document
    if not document.scenarios:
        return
    relation = add(root, "relationship", id=xml_id(document.root, "runs"), type="BPSimData")
    data = add(add(relation, "extensionElements"), "bpsim:BPSimData")
    for key in sorted(document.scenarios):
        resolved = scenarios.resolve(document, key)
        _scenario(data, plan, resolved.scenario, resolved.document)
    for end in ("source", "target"):
        add(relation, end, root.get("id"))


def _scenario(data: Element, plan: Plan, scenario: Scenario, document: Document) -> None:
    words = writable(scenario.description) or None
    element = add(
        data, "bpsim:Scenario", id=xml_id(scenario.id), name=scenario.name or None, description=words
    )
    replications = scenario.replications
    settings = add(
        element,
        "bpsim:ScenarioParameters",
        replication=replications if replications is not None and 0 < replications <= MOST else None,
        seed=scenario.seed,
        baseTimeUnit="hour",
        baseCurrencyUnit=document.currency,
    )
    for tag, value in (
        ("Start", _moment(scenario.start)),
        ("Duration", _span(scenario.until)),
        ("Warmup", _span(scenario.warm_up)),
    ):
        if value is not None:
            _write(add(settings, f"bpsim:{tag}"), value)
    for key, record in _elements(plan, document):
        _parameters(element, key, dict(parameters(plan, document, scenario, record)))


def _elements(plan: Plan, document: Document) -> Iterator[tuple[str, Record]]:
    """What can have parameters, by the ids of their elements, as the scenario has it."""
    for workflow in sorted(plan.workflows):
        for node in plan.nodes_in(workflow):
            yield xml_id(node.id), document.nodes[node.id]
        for flow in plan.flows_in(workflow):
            yield xml_id(flow.id), document.flows[flow.id]
    for role in sorted(document.roles):
        yield xml_id(role), document.roles[role]


def _parameters(scenario: Element, key: str, found: dict[str, Value | None]) -> None:
    told = {path: value for path in ORDER if (value := found.get(path)) is not None}
    if not told:
        return
    element = add(scenario, "bpsim:ElementParameters", elementRef=key)
    sections: dict[str, Element] = {}
    for path, value in told.items():
        section, _, tag = path.partition("/")
        if section not in sections:
            sections[section] = add(element, f"bpsim:{section}")
        _write(add(sections[section], f"bpsim:{tag}"), value)


def _write(parent: Element, value: Value) -> None:
    element = add(parent, f"bpsim:{value.tag}", **value.keys)
    for share, point in value.points:
        _write(add(element, "bpsim:UserDistributionDataPoint", probability=share), point)


# What each kind tells


def parameters(plan: Plan, document: Document, scenario: Scenario, record: Record) -> Iterator[Parameter]:
    """The parameters of a step, flow or role."""
    match record:
        case Task():
            yield from _of_task(document, record)
        case Trigger(arrivals=IntervalArrivals(interval=interval)):
            yield "ControlParameters/InterTriggerTimer", time(interval)
            if scenario.cases is not None and record.workflow == document.root:
                yield "ControlParameters/TriggerCount", Value("NumericParameter", {"value": scenario.cases})
        case Wait(duration=duration):
            yield "ControlParameters/InterTriggerTimer", time(duration)
        case Boundary(after=after, probability=probability):
            yield "ControlParameters/InterTriggerTimer", time(after)
            if probability is not None:
                yield "ControlParameters/Probability", constant(probability)
        case Flow():
            chance = _chance(plan, document, record)
            yield "ControlParameters/Probability", None if chance is None else constant(chance)
        case Role():
            yield "ResourceParameters/Quantity", constant(servers_of(document, [record.id]))
            if record.cost_per_hour:
                yield "CostParameters/UnitCost", constant(record.cost_per_hour)


def _of_task(document: Document, task: Task) -> Iterator[Parameter]:
    yield "TimeParameters/ProcessingTime", time(task.duration)
    role = graph.role_of(document, task)
    wanted = [(role, task.units), *((demand.role, demand.units) for demand in task.also)]
    asked = [
        f"bpsim:getResource('{xml_id(key)}',{units})"
        for key, units in wanted
        if key in document.roles and key
    ]
    if asked:
        yield "ResourceParameters/Selection", Value("ExpressionParameter", {"value": " and ".join(asked)})
    if isinstance(task.priority, float) and task.priority:
        yield "PriorityParameters/Priority", constant(task.priority)
    if task.cost:
        yield "CostParameters/FixedCost", constant(task.cost)


def _chance(plan: Plan, document: Document, flow: Flow) -> float | None:
    """How likely a decision takes a flow, where it decides by chance: the default takes the rest."""
    source: Node = document.nodes[flow.source]
    flows = [document.flows[each.id] for each in plan.out_of(source)]
    if not isinstance(source, Decision) or source.mode != "exclusive" or len(flows) < 2:
        return None
    given = [each.probability for each in flows if not each.default]
    if any(chance is None for chance in given):
        return None
    if not flow.default:
        return flow.probability
    return max(0.0, round(1 - sum(chance for chance in given if chance is not None), 9))


def _moment(start: str | None) -> Value | None:
    try:
        text = None if start is None else datetime.fromisoformat(start).isoformat()
    except ValueError:
        return None
    return None if text is None else Value("DateTimeParameter", {"value": text})


def _span(duration: str | None) -> Value | None:
    text = iso_duration(duration)
    return None if text is None else Value("DurationParameter", {"value": text})
