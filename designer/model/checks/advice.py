"""What is not wrong but may have been forgotten."""

from designer.model import graph
from designer.model.checks.facts import Facts, called
from designer.model.nodes import Task


def check_advice(facts: Facts) -> None:
    """Tasks without role or duration, roles without calendar, people without role."""
    document = facts.document
    for node in document.nodes.values():
        if isinstance(node, Task):
            _task(facts, node)
    if document.calendars:
        for role in document.roles.values():
            holders = [person for person in document.people.values() if role.id in person.roles]
            if role.calendar is None and not (holders and all(person.calendar for person in holders)):
                message = f"{called(role)} has no working hours, so it works day and night."
                facts.report("role-without-calendar", message, role, "calendar", "Choose a calendar.")
    for person in document.people.values():
        if not person.roles:
            message = f"{called(person)} holds no role, so they have nothing to do."
            facts.report("person-without-role", message, person, "roles", "Give them a role.")


def _task(facts: Facts, task: Task) -> None:
    if task.type != "automated" and graph.role_of(facts.document, task) is None:
        message = f"{called(task)} has no role: nobody is said to do it, and nothing waits for them."
        facts.report("task-without-role", message, task, "role", "Choose who does it.")
    if task.duration is None:
        message = f"{called(task)} takes no time."
        facts.report("task-without-duration", message, task, "duration", "Say how long it takes.")
