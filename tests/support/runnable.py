"""Random documents that can be simulated and use all there is.

Instances, batches, several roles at once, events on borders, inclusive splits and joins, races, states,
shared boxes, loops, calendars, people of several roles. Made of a number, so that it can be made again.
"""

import random
from dataclasses import dataclass, field

from hypothesis import strategies as st

from designer.model.document import AnyRecord, Document
from tests.support import build
from tests.support.runs import exponential

LENGTHS = (
    "5 min",
    "20 min",
    "0 s",
    exponential(10),
    {"kind": "uniform", "low": 1, "high": 30, "unit": "min"},
)


def runnable(number: int) -> Document:
    """The document of a number."""
    return _Maker(random.Random(number)).document()


def runnables() -> st.SearchStrategy[Document]:
    """Any of them."""
    return st.integers(0, 10**9).map(runnable)


@dataclass
class _Maker:
    luck: random.Random
    parts: list[AnyRecord] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    own: str = "main"
    count: int = 0

    def document(self) -> Document:
        self._staff()
        self.parts.append(build.number("amount", initial={"kind": "uniform", "low": 0, "high": 10}))
        self.own = "inner"
        self._workflow(["task", "both", "some", "choose"], None)
        self.own = "main"
        gap = {"kind": "exponential", "mean": 25, "unit": "min"}
        arrivals = {"kind": "interval", "interval": gap, "batch": self.luck.choice([1, 1, 2])}
        kinds = ["task", "task", "both", "some", "choose", "again", "race", "state", "box", "box", "event"]
        self._workflow(kinds, arrivals)
        return build.process(*self.parts, build.scenario("run", start="2026-01-05T09:00:00"))

    def _staff(self) -> None:
        """One calendar for all, or none: several servers at once need the same hours."""
        hours = self.luck.choice([None, "office"])
        if hours:
            self.parts.append(build.calendar("office"))
        queues = ["fifo", "fifo", "lifo", "priority", "shortest"]
        self.roles = [f"role{number}" for number in range(self.luck.randint(1, 3))]
        for role in self.roles:
            queue, capacity = self.luck.choice(queues), self.luck.choice([None, 1, 2])
            self.parts.append(build.role(role, capacity=capacity, calendar=hours, queue=queue))
        for number in range(self.luck.randint(0, 2)):
            some = self.luck.sample(self.roles, self.luck.randint(1, len(self.roles)))
            self.parts.append(build.person(f"person{number}", *some, calendar=hours))

    def _workflow(self, kinds: list[str], arrivals: object) -> None:
        keys = {"arrivals": arrivals} if arrivals else {}
        last = self._add("trigger", **keys)
        self.side = self._add("outcome")
        for _ in range(self.luck.randint(1, 5)):
            last = getattr(self, f"_{self.luck.choice(kinds)}")(last)
        self._flow(last, self._add("outcome", terminate=self.luck.random() < 0.3))

    def _add(self, kind: str, **keys: object) -> str:
        self.count += 1
        one = build.node(kind, f"{kind}{self.count}", **{"workflow": self.own, **keys})
        self.parts.append(one)
        return one.id

    def _flow(self, source: str, target: str, **keys: object) -> None:
        self.count += 1
        if self.luck.random() < 0.1 and not source.startswith("race"):
            keys["handoff"] = {"delay": self.luck.choice(LENGTHS[:2])}
        self.parts.append(build.flow(source, target, id=f"f{self.count}", **keys))

    # Steps: each leads on from a node and gives the one that leads on from it

    def _task(self, last: str) -> str:
        keys: dict[str, object] = {"duration": self.luck.choice(LENGTHS)}
        keys["at_shift_end"] = self.luck.choice(["pause", "pause", "finish"])
        first, *others = self.luck.sample(self.roles, len(self.roles))
        if self.luck.random() < 0.8:
            keys["role"] = first
            if others and self.luck.random() < 0.3:
                keys["also"] = ({"role": others[0]},)
        special = self.luck.choice(["", "", "", "instances", "batch", "priority"])
        if special == "instances":
            mode, until = self.luck.choice(["parallel", "sequential"]), self.luck.choice(["all", "first"])
            keys[special] = {"count": self.luck.choice([1, 2, 3, "amount"]), "mode": mode, "until": until}
        elif special == "batch":
            keys[special] = {"size": self.luck.randint(2, 3), "wait": "30 min"}
        elif special == "priority":
            keys[special] = "amount"
        here = self._add("task", **keys)
        self._flow(last, here)
        return here

    def _event(self, last: str) -> str:
        here = self._task(last)
        keys = self.luck.choice(
            [{"after": "15 min"}, {"after": exponential(20)}, {"event": "error", "probability": 0.3}]
        )
        event = self._add("boundary", host=here, interrupting=self.luck.random() < 0.6, **keys)
        self._flow(event, self.side)
        return here

    def _both(self, last: str) -> str:
        fork, join = self._add("parallel"), self._add("parallel")
        self._flow(last, fork)
        for _ in range(self.luck.randint(2, 3)):
            self._flow(self._task(fork), join)
        return join

    def _some(self, last: str) -> str:
        fork, join = (self._add("decision", mode="inclusive") for _ in range(2))
        self._flow(last, fork)
        for rule in ("amount < 7", "amount > 3", "amount > 5")[: self.luck.randint(2, 3)]:
            here = self._task(fork)
            self.parts[-1] = self.parts[-1].model_copy(update={"condition": rule})
            self._flow(here, join)
        return join

    def _choose(self, last: str) -> str:
        fork, merge = self._add("decision"), self._add("decision")
        self._flow(last, fork)
        self._flow(fork, merge, probability=0.6)
        self._flow(fork, self.side, probability=0.1)
        here = self._task(fork)
        self.parts[-1] = self.parts[-1].model_copy(update={"probability": 0.3})
        self._flow(here, merge)
        return merge

    def _again(self, last: str) -> str:
        merge = self._add("decision")
        self._flow(last, merge)
        judge = self._add("decision")
        self._flow(self._task(merge), judge)
        self._flow(judge, merge, condition="visits < 3 and amount > 4")
        after = self._add("wait", duration="10 min")
        self._flow(judge, after, default=True)
        return after

    def _race(self, last: str) -> str:
        race, merge = self._add("race"), self._add("decision")
        self._flow(last, race)
        for length in (exponential(10), "12 min"):
            here = self._add("wait", duration=length)
            self.count += 1
            self.parts.append(build.flow(race, here, id=f"f{self.count}"))
            self._flow(here, merge)
        return merge

    def _state(self, last: str) -> str:
        state, merge = self._add("state"), self._add("decision")
        self._flow(last, state)
        self._flow(state, merge, after=exponential(10))
        here = self._task(state)
        self.parts[-1] = self.parts[-1].model_copy(update={"after": "11 min"})
        self._flow(here, merge)
        return merge

    def _box(self, last: str) -> str:
        several = {"instances": {"count": 2, "mode": "sequential"}} if self.luck.random() < 0.2 else {}
        here, merge = self._add("workflow", runs="inner", **several), self._add("decision")
        self._flow(last, here)
        for end in [p.id for p in self.parts if p.table == "nodes" and p.kind == "outcome"]:
            if any(p.id == end and p.workflow == "inner" for p in self.parts if p.table == "nodes"):
                self._flow(here, merge, outcome=end)
        return merge
