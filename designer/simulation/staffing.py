"""Roles and people as groups of servers that are alike."""

from dataclasses import dataclass, field

from designer.model import graph
from designer.model.document import Document
from designer.model.nodes import Task
from designer.model.people import Person, Role
from designer.simulation import codes
from designer.simulation.program import Server

_ORDERS = {
    "fifo": codes.FIFO,
    "lifo": codes.LIFO,
    "priority": codes.PRIORITY,
    "shortest": codes.SHORTEST,
}


@dataclass
class Staff:
    """The roles, by id, and who serves them.

    A person without a calendar works the hours of the first of their roles that has one. Of several idle
    servers the fastest begins; among equals people by id, then the unnamed.
    """

    document: Document
    calendars: dict[str, int]
    roles: list[str] = field(default_factory=list)
    servers: list[Server] = field(default_factory=list)
    groups: list[tuple[int, float, tuple[str, ...]]] = field(default_factory=list)
    group_of: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.roles = sorted(self.document.roles)
        for key in sorted(self.document.people):
            person = self.document.people[key]
            held = tuple(role for role in sorted(set(person.roles)) if role in self.document.roles)
            if held:
                self._add(self._calendar_of(person), person.speed, held, [self._named(person, held)])
        for key in self.roles:
            role = self.document.roles[key]
            calendar = self.calendars.get(role.calendar, -1) if role.calendar else -1
            unnamed = [self._unnamed(role, number, calendar) for number in range(self.capacity(role))]
            if unnamed:
                self._add(calendar, 1.0, (key,), unnamed)

    def capacity(self, role: Role) -> int:
        """How many unnamed servers a role has: one if it names neither a capacity nor people."""
        if role.capacity is not None:
            return max(0, role.capacity)
        return 0 if any(role.id in person.roles for person in self.document.people.values()) else 1

    def columns(self) -> dict[str, list[int] | list[float]]:
        """The arrays of roles, groups and servers, by their names in the program."""
        by_role = [self._groups_of(role) for role in self.roles]
        index = {role: number for number, role in enumerate(self.roles)}
        by_group = [[index[role] for role in self._asking(held)] for _, _, held in self.groups]
        return {
            "role_order": [_ORDERS[self.document.roles[role].queue] for role in self.roles],
            "role_groups": offsets(by_role),
            "role_group": flat(by_role),
            "group_calendar": [calendar for calendar, _, _ in self.groups],
            "group_speed": [speed for _, speed, _ in self.groups],
            "group_bench": [*self.first, len(self.servers)],
            "group_roles": offsets(by_group),
            "group_role": flat(by_group),
            "server_group": self.group_of,
        }

    def seats(self, task: Task, wanted: dict[str, int]) -> bool:
        """Whether the servers of a task must be chosen one by one: of several roles, or not all alike."""
        if len(wanted) > 1:
            return True
        alike = {
            (calendar, speed if task.at_shift_end == "fit" else 1.0)
            for calendar, speed, held in self.groups
            if not wanted.keys().isdisjoint(held)
        }
        return sum(wanted.values()) > 1 and len(alike) > 1

    def _asking(self, held: tuple[str, ...]) -> list[str]:
        """The roles whose waiting work may begin when somebody with the roles `held` is free."""
        asking = list(held)
        for task in self.document.nodes.values():
            wanted = list(needs(self.document, task)) if isinstance(task, Task) else []
            if wanted and wanted[0] not in asking and not set(wanted).isdisjoint(held):
                asking.append(wanted[0])
        return asking

    def _groups_of(self, role: str) -> list[int]:
        found = [number for number, (_, _, held) in enumerate(self.groups) if role in held]
        return sorted(found, key=lambda number: (-self.groups[number][1], number))

    def _add(self, calendar: int, speed: float, roles: tuple[str, ...], servers: list[Server]) -> None:
        self.first.append(len(self.servers))
        self.group_of.extend([len(self.groups)] * len(servers))
        self.groups.append((calendar, speed, roles))
        self.servers.extend(servers)

    def _calendar_of(self, person: Person) -> int:
        hours = [
            person.calendar,
            *(self.document.roles[r].calendar for r in person.roles if r in self.document.roles),
        ]
        return next((self.calendars[key] for key in hours if key is not None and key in self.calendars), -1)

    def _named(self, person: Person, held: tuple[str, ...]) -> Server:
        return Server(person.id, person.id, held[0], person.cost_per_hour, self._calendar_of(person), held)

    def _unnamed(self, role: Role, number: int, calendar: int) -> Server:
        return Server(f"{role.id}#{number + 1}", None, role.id, None, calendar, (role.id,))


def needs(document: Document, task: Task) -> dict[str, int]:
    """How many servers of each role a task takes, its own role first."""
    own = graph.role_of(document, task)
    wanted: dict[str, int] = {}
    for role, units in ((own, task.units), *((demand.role, demand.units) for demand in task.also)):
        if role is not None and role in document.roles:
            wanted[role] = wanted.get(role, 0) + max(1, units)
    return wanted


def offsets(lists: list[list[int]]) -> list[int]:
    """Where each list begins when all are laid end to end, and where the last one ends."""
    places = [0]
    for part in lists:
        places.append(places[-1] + len(part))
    return places


def flat(lists: list[list[int]]) -> list[int]:
    """Lists laid end to end."""
    return [item for part in lists for item in part]
