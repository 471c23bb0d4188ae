"""Small documents that several canvas tests work on."""

from tests.support.build import box, decision, inside, outcome, process, role, task, trigger


def chain_and_boxes():
    """A chain of two tasks, and two boxes below it."""
    return process(
        trigger("start", at=(0, 12)),
        task("a", at=(200, 0), role="clerk"),
        task("b", at=(450, 0)),
        outcome("end", at=(700, 12)),
        "start -> a -> b -> end",
        box("p", "inner", at=(0, 300)),
        box("q", "other", at=(300, 300)),
        inside(
            "inner",
            trigger("in", at=(0, 12)),
            task("x", at=(170, 0)),
            outcome("out", at=(390, 12)),
            "in -> x -> out",
        ),
        inside("other", task("y", at=(0, 0))),
        role("clerk"),
    )


def branches_and_box():
    """A decision with two ways, and a box below that has room when open."""
    return process(
        trigger("start", at=(0, 12)),
        decision("d", at=(200, 4)),
        task("up", at=(400, -100)),
        task("down", at=(400, 100)),
        outcome("end", at=(640, 12)),
        "start -> d -> up -> end",
        "d -> down -> end",
        box("p", "inner", at=(0, 300), open_size=(620, 240)),
        inside("inner", task("x", at=(0, 0)), task("y", at=(240, 0)), "x -> y"),
    )
