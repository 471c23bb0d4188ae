"""Flat processes of many steps, as spreadsheets hold them: chapters by role, choices, loops."""

import random

from designer import api
from designer.model.document import AnyRecord, Document
from tests.support import build
from tests.support.runs import minutes

CHAPTERS = (
    ("Sales clerk", "Sales", "order", ("Receive", "Read", "Check", "Complete", "Confirm", "Register")),
    ("Credit analyst", "Finance", "credit", ("Request", "Score", "Review", "Limit", "Approve", "Note")),
    ("Planner", "Operations", "schedule", ("Draft", "Level", "Check", "Agree", "Publish", "Print")),
    ("Picker", "Warehouse", "goods", ("Find", "Pick", "Count", "Weigh", "Stage", "Label")),
    ("Packer", "Warehouse", "parcel", ("Fold", "Fill", "Close", "Tape", "Address", "Stack")),
    ("Driver", "Logistics", "delivery", ("Load", "Plan", "Drive", "Hand over", "Sign", "Report")),
    ("Accountant", "Finance", "invoice", ("Write", "Check", "Send", "Book", "Remind", "Close")),
)


def crowded(steps: int = 60, seed: int = 1) -> Document:
    """A process of about so many steps on one level, laid out; it can be simulated."""
    return _Flat(steps, random.Random(seed)).document()


class _Flat:
    def __init__(self, steps: int, luck: random.Random) -> None:
        self.steps = steps
        self.luck = luck
        self.parts: list[AnyRecord] = [build.scenario(start="2026-01-05T09:00:00", cases=40, seed=3)]
        self.count = 0
        self.last = ""

    def document(self) -> Document:
        self._put(
            build.trigger("n0", name="Order arrives", arrivals={"kind": "interval", "interval": minutes(90)})
        )
        for number, (role, department, _, _) in enumerate(CHAPTERS):
            self.parts.append(build.role(f"r{number}", name=role, department=department, capacity=2))
        chapter = 0
        while self.count < self.steps:
            self._chapter(chapter % len(CHAPTERS))
            chapter += 1
        self._put(build.outcome("z", name="Done"))
        return api.layout(build.process(*self.parts))

    def _put(self, made, **keys: object) -> str:
        self.parts.append(made)
        if self.last:
            self.parts.append(build.flow(self.last, made.id, **keys))
        self.last = made.id
        self.count += 1
        return made.id

    def _task(self, chapter: int, verb: str) -> str:
        _, _, thing, _ = CHAPTERS[chapter]
        keys = {
            "name": f"{verb} {thing}",
            "role": f"r{chapter}",
            "duration": f"{self.luck.randint(2, 20)} min",
        }
        return self._put(build.task(f"n{self.count}", **keys))

    def _chapter(self, chapter: int) -> None:
        verbs = list(CHAPTERS[chapter][3])
        first = self._task(chapter, verbs[0])
        if self.luck.random() < 0.5:
            self._choice(chapter, verbs[1:3])
        else:
            for verb in verbs[1:3]:
                self._task(chapter, verb)
        self._task(chapter, verbs[3])
        if self.luck.random() < 0.4:
            asked = self._put(build.decision(f"n{self.count}", name="In order?"))
            self.parts.append(build.flow(asked, first, probability=0.1, label="again"))
            self._task_after(chapter, verbs[4])
        for verb in verbs[5:]:
            self._task(chapter, verb)

    def _task_after(self, chapter: int, verb: str) -> None:
        keys = {"name": f"{verb} {CHAPTERS[chapter][2]}", "role": f"r{chapter}", "duration": "5 min"}
        self._put(build.task(f"n{self.count}", **keys), probability=0.9)

    def _choice(self, chapter: int, verbs: list[str]) -> None:
        both = self.luck.random() < 0.3
        make = build.parallel if both else build.decision
        split = self._put(make(f"n{self.count}", name="" if both else "Which way?"))
        ends = []
        for share, verb in zip((0.3, 0.7), verbs, strict=True):
            self.last = ""
            one = self._task(chapter, verb)
            self.parts.append(build.flow(split, one, **({} if both else {"probability": share})))
            ends.append(one)
        self.last = ends[0]
        join = self._put(make(f"n{self.count}", name=""))
        self.parts.append(build.flow(ends[1], join))
