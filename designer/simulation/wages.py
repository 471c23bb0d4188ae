"""What the work of servers costs: their own rate, or that of the role they act in."""

import numpy as np

from designer.simulation.codes import HOUR_MS
from designer.simulation.program import Array, Program
from designer.simulation.trace import Log


def wages(program: Program, log: Log, extra: Array) -> Array:
    """Money for the servers of each row; `extra` are further ones: (row, server), as they are seated."""
    rates = _rates(program)
    own = program.arrays["place_role"]
    paid: Array = rates[log.server, own[log.place]] * log.work / float(HOUR_MS)
    if len(extra):
        rows = extra[:, 0]
        seat = np.arange(len(rows)) - np.searchsorted(rows, rows) + 1
        rate = rates[extra[:, 1], _role_of_seat(program, log.place[rows], seat)]
        np.add.at(paid, rows, rate * log.work[rows] / float(HOUR_MS))
    return paid


def _rates(program: Program) -> Array:
    """Cost per hour of each server in each role; of the server -1, nobody, and without a role 0."""
    table = np.zeros((len(program.servers) + 1, len(program.roles) + 1))
    for number, server in enumerate(program.servers):
        for place, role in enumerate(program.roles):
            own = server.cost_per_hour
            table[number, place] = program.document.roles[role].cost_per_hour if own is None else own
    return table


def _role_of_seat(program: Program, place: Array, seat: Array) -> Array:
    """As what the server of a seat acts: seats are in the order of the roles that a place needs."""
    first, units = program.arrays["place_needs"], program.arrays["need_units"]
    if not len(units):
        return program.arrays["place_role"][place]
    begins = np.cumsum(units) - units
    needs = np.minimum(first[place], len(units) - 1)
    wanted = begins[needs] + seat
    role = program.arrays["need_role"][np.searchsorted(begins, wanted, side="right") - 1]
    return np.where(first[place + 1] > first[place], role, program.arrays["place_role"][place])
