"""Two processes written by hand in SimPy, to be compared with what the simulator makes of their documents.

No code of the program is used here: the numbers are typed from the documents, the calendars are walked by
hand. Times in minutes from Monday, 2 March 2026, 00:00.
"""

import math
import random
from collections import defaultdict

import simpy

DAY = 1440
OPEN, CLOSE = 8 * 60, 18 * 60  # the service desk, Monday to Friday
FIRST_MOMENT = OPEN


class Watch:
    """What is written down of a run: cycle times of cases, waits and counts of tasks, ends."""

    def __init__(self):
        self.cycles, self.waits, self.ends = [], defaultdict(list), defaultdict(int)

    def figures(self, waits, ends=()):
        """Means of this run, by name."""
        cases = len(self.cycles)
        found = {"cycle": sum(self.cycles) / cases}
        for task in waits:
            found[f"wait {task}"] = sum(self.waits[task]) / len(self.waits[task])
            found[f"{task} per case"] = len(self.waits[task]) / cases
        return found | {f"share {end}": self.ends[end] / cases for end in ends}


def lognormal(luck, mean, sd):
    spread = math.log(1 + (sd / mean) ** 2)
    return luck.lognormvariate(math.log(mean) - spread / 2, math.sqrt(spread))


# Lead to cash: always open


def lead_to_cash(seed, cases):
    """Seven tasks, three roles, rework of every fifth review, two tasks side by side."""
    luck, world, watch = random.Random(seed), simpy.Environment(), Watch()
    sales, ops, finance = (simpy.Resource(world, capacity) for capacity in (2, 3, 1))

    def by_log(mean):
        return luck.lognormvariate(math.log(mean) - 0.125, 0.5)

    def work(name, desk, length):
        asked = world.now
        with desk.request() as turn:
            yield turn
            watch.waits[name].append(world.now - asked)
            yield world.timeout(length)

    def case():
        came = world.now
        yield from work("qualify", sales, luck.expovariate(1 / 6))
        while True:
            yield from work("quote", sales, by_log(8))
            yield from work("review", ops, luck.expovariate(1 / 8))
            if luck.random() >= 0.2:
                break
        one = world.process(work("deliver", ops, by_log(9)))
        other = world.process(work("draft", finance, luck.expovariate(1 / 3)))
        yield one & other
        yield from work("invoice", finance, by_log(5))
        yield from work("close", ops, luck.expovariate(1 / 5))
        watch.cycles.append(world.now - came)

    def arrivals():
        for _ in range(cases):
            yield world.timeout(luck.expovariate(1 / 10))
            world.process(case())

    world.process(arrivals())
    world.run()
    return watch.figures(("qualify", "quote", "review", "deliver", "draft", "invoice", "close"))


# The support ticket: a desk with hours, states that compete, tickets that come back


def is_open(day):
    return day % 7 < 5 and day != 60  # 1 May 2026 is a holiday


def opening(moment):
    """The first moment at the desk from a moment on."""
    day, minute = divmod(moment, DAY)
    if is_open(day) and minute < CLOSE:
        return day * DAY + max(minute, OPEN)
    day += 1
    while not is_open(day):
        day += 1
    return day * DAY + OPEN


def after_hours(moment, length):
    """When so many minutes at the desk have passed."""
    moment = opening(moment)
    while True:
        left = moment // DAY * DAY + CLOSE - moment
        if length <= left:
            return moment + length
        length -= left
        moment = opening(moment // DAY * DAY + CLOSE)


def support_ticket(seed, cases):
    """Tickets that solve themselves, are answered, analysed, reopened; two agents and a specialist."""
    luck, world, watch = random.Random(seed), simpy.Environment(FIRST_MOMENT), Watch()
    agents, specialist = simpy.Resource(world, 2), simpy.Resource(world, 1)

    def work(name, desk, mean, sd):
        asked = world.now
        with desk.request() as turn:
            yield turn
            begun = opening(world.now)
            watch.waits[name].append(begun - asked)
            yield world.timeout(after_hours(begun, lognormal(luck, mean, sd)) - world.now)

    def first_of(*ways):
        length, way = min(ways)
        return world.timeout(length, way)

    def case():
        came = world.now
        way = yield first_of((luck.triangular(5, 60, 15), "picked up"), (luck.expovariate(1 / 240), "alone"))
        if way == "alone":
            watch.ends["alone"] += 1
            watch.cycles.append(world.now - came)
            return
        yield from work("take on", agents, 8, 4)
        while way != "closed":
            way = yield first_of(
                (lognormal(luck, 180, 120), "found"), (luck.expovariate(1 / 780), "no answer")
            )
            if way == "no answer":
                yield from work("analyse", specialist, 45, 25)
                yield world.timeout(lognormal(luck, 360, 240))
            yield from work("answer", agents, 14, 8)
            way = yield first_of(
                (luck.triangular(120, 1440, 480), "closed"), (luck.expovariate(1 / 5760), "reopened")
            )
        watch.cycles.append(world.now - came)

    def arrivals():
        due = FIRST_MOMENT
        for _ in range(cases):
            due = after_hours(due, luck.expovariate(1 / 15))
            yield world.timeout(due - world.now)
            world.process(case())

    world.process(arrivals())
    world.run()
    return watch.figures(("take on", "analyse", "answer"), ("alone",))
