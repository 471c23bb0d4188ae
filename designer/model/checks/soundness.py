"""Whether tokens come through: joins that starve, work that runs twice, loops for ever, steps never reached.

Each workflow is decided by itself, the inner ones first: a box ends at any outcome that its workflow reaches.
"""

from collections.abc import Iterator, Sequence
from contextlib import suppress

from designer.model import graph
from designer.model.checks.concurrency import Concurrency
from designer.model.checks.facts import Facts, called, names
from designer.model.checks.net import Net, Undecided
from designer.model.checks.tokens import MAX_STATES, Budget, Game, Move
from designer.model.checks.ways import starts
from designer.model.checks.witness import meeting, told
from designer.model.findings import Firing
from designer.model.nodes import Boundary, Box, Decision, Outcome

MAX_STATES_IN_ALL = 300_000
FEW_STATES = 2_000


def check_soundness(facts: Facts) -> None:
    """The token game on every workflow: what gets stuck, runs twice, never ends or is never reached."""
    reached: dict[str, frozenset[str]] = {}
    left = MAX_STATES_IN_ALL
    for workflow in _inner_first(facts):
        budget = Budget(min(left, MAX_STATES), facts.unwanted)
        spent = budget.states
        look = _Look(facts, workflow, reached, budget)
        reached[workflow] = look.outcomes
        left -= spent - max(budget.states, 0)


def _inner_first(facts: Facts) -> list[str]:
    """Every workflow after those that its boxes run, as far as they do not run each other in a ring."""
    ordered: dict[str, None] = {}
    seen: set[str] = set()
    for workflow in facts.document.workflows:
        waiting = [(workflow, False)]
        while waiting:
            current, is_done = waiting.pop()
            if is_done:
                ordered[current] = None
            elif current not in seen:
                seen.add(current)
                inner = graph.runs_of(facts.document, current)
                known = [(one, False) for one in inner if one in facts.document.workflows]
                waiting += [(current, True), *known]
    return list(ordered)


class _Look:
    """One workflow looked at. `outcomes` are the ends that some run of it reaches, as far as is known."""

    def __init__(
        self, facts: Facts, workflow: str, reached: dict[str, frozenset[str]], budget: Budget
    ) -> None:
        self._facts = facts
        self._workflow = workflow
        self._budget = budget
        self.outcomes: frozenset[str] = frozenset()
        self._net = Net(facts, workflow, lambda box: _ends_of(box, reached))
        try:
            self._concurrency = Concurrency(self._net)
        except Undecided:
            self._not_decided()
            self._endless(None)
            return
        game = self._play()
        self._starving(game)
        self._piling(game)
        if game.is_hasty:
            self._not_decided()
            self._endless(None)
            return
        self.outcomes = frozenset(node for node in game.fired if self._is_outcome(node))
        self._never_reached(game)
        self._endless(game)
        try:
            self._twice()
        except Undecided:
            self._not_decided()

    def _play(self) -> Game:
        """The whole game, or a few runs to their ends where it has too many states."""
        game = Game(self._net, self._concurrency, self._budget)
        try:
            return game.play()
        except Undecided:
            few = Budget(FEW_STATES, self._facts.unwanted)
            game = Game(self._net, self._concurrency, few, is_hasty=True)
        with suppress(Undecided):
            game.play()
        return game

    def _is_outcome(self, node: str) -> bool:
        return isinstance(self._facts.document.nodes[node], Outcome)

    def _not_decided(self) -> None:
        workflow = self._facts.document.workflows[self._workflow]
        message = (
            f"Whether the tokens of {self._facts.name(workflow.id)} can get stuck was not decided: they can "
            "come to stand in too many ways."
        )
        fix = "Put steps that belong together into a box: each box is looked at by itself."
        self._facts.report("not-decided", message, workflow, None, fix)

    # Joins that starve

    def _starving(self, game: Game) -> None:
        told_of: set[str] = set()
        for state in game.stuck:
            held = {self._net.flows[flow].id for flow in game.states[state]}
            waiting = dict.fromkeys(self._net.target[flow] for flow in game.states[state])
            joins = [node for node in waiting if node in self._net.joins]
            for join in joins or waiting:
                if join not in told_of:
                    told_of.add(join)
                    self._starved(game, join, held, told(self._net, game.trail(state)))

    def _starved(self, game: Game, join: str, held: set[str], witness: tuple[Firing, ...]) -> None:
        facts = self._facts
        node = facts.document.nodes[join]
        flows = facts.document.flows
        into = self._net.joins.get(join) or [self._net.flows[f].id for f in self._net.gathers.get(join, ())]
        missing = list(dict.fromkeys(flows[flow].source for flow in into if flow not in held))
        there = dict.fromkeys(flows[flow].source for flow in into if flow in held)
        what = f"when a token has come from {names(facts, there)}, none comes from {names(facts, missing)}"
        about = [node, *(facts.document.nodes[key] for key in missing)]
        if join in game.fired or game.is_hasty:
            message = f"{called(node)} may wait forever: depending on the decisions before, {what}."
            fix = "Split with a parallel what is joined with one, or join with a decision."
            facts.report("join-may-starve", message, about, None, fix, witness)
        else:
            message = f"{called(node)} never goes on: {what}."
            fix = "Join with a decision instead, or split with a parallel before."
            facts.report("join-never-fires", message, about, None, fix, witness)

    # Merges where tokens meet

    def _twice(self) -> None:
        if not self._net.merges:
            return
        fused: set[str] = set()
        begin = starts(self._facts, self._net.steps)
        for merge in graph.spread(begin, self._facts.onward):
            if merge not in self._net.merges or not self._concurrency.meets_twice(merge):
                continue
            game = Game(self._net, self._concurrency, self._budget, frozenset(fused), merge).play()
            if game.meeting is not None:
                fused.add(merge)  # what comes after is looked at as if this were mended
                self._met(merge, told(self._net, game.trail(game.meeting)))

    def _met(self, merge: str, run: tuple[Firing, ...]) -> None:
        facts = self._facts
        where = facts.document.nodes[merge]
        witness, parted = meeting(self._net, run, merge)
        split = where if parted is None else facts.document.nodes[parted]
        join = "n inclusive decision" if isinstance(split, Decision) else " parallel"
        message = (
            f"{called(split)} sends tokens along several flows that meet again at {facts.name(merge)} "
            "without a parallel, so what follows runs once for each."
        )
        fix = f"Put a{join} before {facts.name(merge)} that waits for all of them."
        facts.report("runs-twice", message, (split, where), None, fix, witness)

    # Loops

    def _piling(self, game: Game) -> None:
        if not game.growing:
            return
        facts = self._facts
        state, earlier = game.growing[0]
        run = game.trail(state)
        grown = run[len(game.trail(earlier)) :]
        splits = list(dict.fromkeys(move.node for move in grown if move.given and len(move.given) > 1))
        about = [facts.document.nodes[node] for node in splits] or facts.document.workflows[self._workflow]
        message = (
            f"Tokens become more and more: {names(facts, splits)} sends out more than ever come together."
        )
        fix = "Join the tokens with a parallel before they go round again."
        facts.report("tokens-pile-up", message, about, None, fix, told(self._net, run))

    def _endless(self, game: Game | None) -> None:
        doomed = [] if game is None or game.growing else game.doomed()
        onward = {step.id: self._facts.onward(step.id) for step in self._net.steps}
        told_of: set[str] = set()
        for ring in graph.rings(onward):
            inside = set(ring)
            if not any(step not in inside for node in ring for step in onward[node]):
                told_of |= inside
                self._looping(ring, game, [s for s in doomed if game and self._stands(game, s, inside)])
        if game is not None and doomed and not any(self._stands(game, state, told_of) for state in doomed):
            nodes = list(dict.fromkeys(move.node for move in _circle(game, doomed[-1], set())))
            self._looping(nodes, game, doomed[-1:])

    def _stands(self, game: Game, state: int, nodes: set[str]) -> bool:
        return any(self._net.target[flow] in nodes for flow in game.states[state])

    def _looping(self, ring: Sequence[str], game: Game | None, doomed: list[int]) -> None:
        facts = self._facts
        witness: tuple[Firing, ...] = ()
        if game is not None and doomed:
            witness = told(self._net, [*game.trail(doomed[0]), *_circle(game, doomed[0], set(ring))])
        message = f"The loop of {names(facts, ring)} has no exit: a case that comes in goes round forever."
        fix = "Put a decision into the loop with a flow that leaves it."
        about = [facts.document.nodes[key] for key in ring]
        facts.report("loop-without-exit", message, about, None, fix, witness)

    # Steps that no run reaches

    def _never_reached(self, game: Game) -> None:
        if game.growing or not game.states:
            return
        facts = self._facts
        led_to = set(graph.spread(starts(facts, self._net.steps), facts.onward))
        dead = [step for step in self._net.steps if step.id in led_to and self._is_dead(game, step.id)]
        if dead:
            message = (
                f"No run ever comes to {names(facts, [step.id for step in dead])}, though flows lead there."
            )
            fix = "See what holds the tokens up before."
            facts.report("never-reached", message, dead, None, fix)

    def _is_dead(self, game: Game, node: str) -> bool:
        if node in game.fired or node in self._net.joins:
            return False
        document = self._facts.document
        into = document.flows_into(node)
        return bool(into) and not isinstance(document.nodes[node], Boundary)


def _ends_of(box: Box, reached: dict[str, frozenset[str]]) -> frozenset[str]:
    return reached.get(box.runs, frozenset())


def _circle(game: Game, state: int, ring: set[str]) -> Iterator[Move]:
    """Moves from a state until a state comes again, through the nodes of a ring where there is a choice."""
    seen: set[int] = set()
    while state not in seen:
        seen.add(state)
        following = game.onward[state]
        state, move = next((one for one in following if one[1].node in ring), following[0])
        yield move
