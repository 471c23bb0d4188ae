"""A play of the token game told as a run: one firing after another, as many as it takes to see the point."""

from collections import deque
from collections.abc import Iterable

from designer.model.checks.net import Net, Way
from designer.model.checks.tokens import Move
from designer.model.findings import Firing


def told(net: Net, moves: Iterable[Move]) -> tuple[Firing, ...]:
    """Every firing of a run, those included that the game passes over at once."""
    firings: list[Firing] = []
    for move in moves:
        firings.append(Firing(move.node, _names(net, move.taken), _names(net, move.given or ())))
        for flow in move.given or ():
            here = flow
            for onward in net.chain(flow):
                firings.append(Firing(net.target[here], _names(net, (here,)), _names(net, (onward,))))
                here = onward
    return tuple(firings)


def meeting(net: Net, firings: tuple[Firing, ...], merge: str) -> tuple[tuple[Firing, ...], str | None]:
    """What of a run brings two tokens before a merge, and the node at which the two went apart."""
    causes, standing = _descent(firings)
    before = {net.flows[flow].id for flow in net.merges[merge]}
    one, other = [maker for flow, makers in standing.items() if flow in before for maker in makers][:2]
    first, second = _ancestry(causes, one), _ancestry(causes, other)
    parted = max(first & second, default=None)
    needed = sorted(first | second)
    if any(firings[number].node in net.gathers for number in needed):
        needed = list(range(len(firings)))  # what such a join does depends on the other tokens, too
    return tuple(firings[number] for number in needed), None if parted is None else firings[parted].node


def _names(net: Net, flows: Way) -> tuple[str, ...]:
    return tuple(net.flows[flow].id for flow in flows)


def _descent(firings: tuple[Firing, ...]) -> tuple[list[list[int]], dict[str, deque[int]]]:
    """The firings whose tokens each firing took, and for each flow whose tokens stand there at the end."""
    causes: list[list[int]] = []
    standing: dict[str, deque[int]] = {}
    for number, firing in enumerate(firings):
        causes.append([standing[flow].popleft() for flow in firing.takes])
        for flow in firing.gives:
            standing.setdefault(flow, deque()).append(number)
    return causes, standing


def _ancestry(causes: list[list[int]], firing: int) -> set[int]:
    found = {firing}
    waiting = [firing]
    for current in waiting:
        fresh = set(causes[current]) - found
        found |= fresh
        waiting.extend(fresh)
    return found
