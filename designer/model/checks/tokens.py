"""The token game on the net of one workflow: every state its tokens can come to, as far as it matters.

A state is the flows that hold a token, sorted. Tokens that need nothing of each other are moved one after
the other only, in a fixed order, instead of in every order (a stubborn set: in a free-choice net the ways on
from one flow are one; Valmari, 1990): what waits at the end, and what is reached at all, is the same. What
can block or take away another token is left to the last.
"""

from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from designer.model.checks.concurrency import Concurrency
from designer.model.checks.net import Net, Undecided, Way

MAX_STATES = 100_000
MAX_TOKENS = 500
PER_FLOW = 2  # more tokens than that on one flow may be the beginning of ever more
_ASKED_EVERY = 256

State = tuple[int, ...]


@dataclass(frozen=True)
class Move:
    """A node takes the tokens of some flows and gives tokens to others; `given` None ends all tokens."""

    node: str
    taken: Way
    given: Way | None


class GivenUp(Exception):  # noqa: N818  # a wish, not an error
    """Nobody wants the answer any more."""


@dataclass
class Budget:
    """How many states may still be looked at, and who is asked whether it is still wanted."""

    states: int = MAX_STATES
    unwanted: Callable[[], bool] = lambda: False

    def spend(self) -> None:
        """Takes a state; raises Undecided when there is none left, GivenUp when nobody waits any more."""
        self.states -= 1
        if self.states < 0:
            raise Undecided
        if self.states % _ASKED_EVERY == 0 and self.unwanted():
            raise GivenUp


@dataclass
class Game:
    """A play of the game. After `play`, its lists say what was found; states are numbered as they were found.

    `fused` are merges that take all tokens before them as one; `held` is a merge before which tokens stay as
    long as anything else can move. A hasty game goes to the end of each run before it tries the next; else
    the nearest states come first. `came` tells how each state was first reached, `onward` where it leads to.
    `fired` are the nodes that were passed, `stuck` the states at rest with tokens left, `growing` pairs of a
    state and an earlier one of which it holds every token, and more. `meeting` is the first state in which
    two tokens stand before the held merge.
    """

    net: Net
    concurrency: Concurrency
    budget: Budget
    fused: frozenset[str] = frozenset()
    held: str | None = None
    is_hasty: bool = False
    states: list[State] = field(default_factory=list)
    came: list[tuple[int, tuple[Move, ...]]] = field(default_factory=list)
    onward: list[list[tuple[int, Move]]] = field(default_factory=list)
    fired: set[str] = field(default_factory=set)
    stuck: list[int] = field(default_factory=list)
    growing: list[tuple[int, int]] = field(default_factory=list)
    meeting: int | None = None

    def __post_init__(self) -> None:
        self._number: dict[State, int] = {}
        self._disturbing: dict[int, bool] = {}
        self._joins = {
            join: tuple(self.net.number.get(flow, -1) for flow in flows)
            for join, flows in self.net.joins.items()
        }
        self._meets = frozenset(self.net.merges[self.held]) if self.held else frozenset()

    def play(self) -> "Game":
        """Visits every state, nearest first. Raises Undecided or GivenUp."""
        for first in self.net.beginnings():
            self.fired.update(node for node, _ in first)
            begun = [self._passing(flow) for _, way in first for flow in way]
            self._reach(self._marked(begun), -1, tuple(Move(node, (), way) for node, way in first))
        waiting = deque(range(len(self.states)))
        while waiting and self.meeting is None:
            known = len(self.states)
            self._visit(waiting.pop() if self.is_hasty else waiting.popleft())
            waiting.extend(range(known, len(self.states)))
        return self

    def trail(self, state: int) -> list[Move]:
        """The moves that lead to a state from the beginning, as few as there are in this play."""
        moves: list[Move] = []
        while state >= 0:
            state, last = self.came[state]
            moves.extend(reversed(last))
        return moves[::-1]

    def doomed(self) -> list[int]:
        """States from which the tokens neither come to an end nor to rest, ever."""
        before: list[list[int]] = [[] for _ in self.states]
        for here, following in enumerate(self.onward):
            for state, _ in following:
                before[state].append(here)
        waiting = [state for state, following in enumerate(self.onward) if not following]
        saved = set(waiting)
        for state in waiting:
            fresh = [one for one in before[state] if one not in saved]
            saved.update(fresh)
            waiting.extend(fresh)
        return [state for state in range(len(self.states)) if state not in saved]

    # Moves

    def _visit(self, here: int) -> None:
        state = self.states[here]
        smaller = self._smaller(here)
        if smaller is not None:
            self.growing.append((here, smaller))
            return
        moves = self._moves(state)
        if not moves and state:
            self.stuck.append(here)
        for node, taken in moves:
            self.fired.add(node)
            rest = list(state)
            for flow in taken:
                rest.remove(flow)
            for way in self.net.ways(node):
                after = () if way is None else self._marked([*rest, *map(self._passing, way)])
                move = Move(node, taken, way)
                self.onward[here].append((self._reach(after, here, (move,)), move))

    def _passing(self, flow: int) -> int:
        self.fired.update(self.net.target[one] for one in (flow, *self.net.chain(flow))[:-1])
        return self.net.passed(flow)

    def _moves(self, state: State) -> list[tuple[str, Way]]:
        """What is tried in a state: one node that moves freely, or all that compete, or what comes last."""
        competing: list[tuple[str, Way]] = []
        later: list[tuple[int, str, Way]] = []
        for node, taken in self._ready(state):
            rank = self._rank(node)
            if rank:
                later.append((rank, node, taken))
            elif node not in self.net.gathers and not any(map(self._disturbs, taken)):
                return [(node, taken)]
            else:
                competing.append((node, taken))
        if competing or not later:
            return competing
        first = min(rank for rank, *_ in later)
        return next([(node, taken)] for rank, node, taken in later if rank == first)

    def _rank(self, node: str) -> int:
        """Fused merges wait for all the tokens that may come, the held one longer, the end of all longest."""
        if node == self.held:
            return 2
        return 1 if node in self.fused else 3 if self.net.ends_all(node) else 0

    def _ready(self, state: State) -> Iterator[tuple[str, Way]]:
        seen: set[str] = set()
        last = -1
        for flow in state:
            if flow == last:
                continue
            last = flow
            node = self.net.target[flow]
            needed = self._joins.get(node)
            if node in seen:
                continue
            if needed is not None:
                if all(one in state for one in needed):
                    yield node, needed
            elif node in self.net.gathers:
                if self._gathers(node, state):
                    yield node, tuple(one for one in self.net.gathers[node] if one in state)
            elif node in self.fused:
                yield node, tuple(one for one in state if one in self.net.merges[node])
            else:
                yield node, (flow,)
                continue
            seen.add(node)

    def _gathers(self, join: str, state: State) -> bool:
        """Whether an inclusive join may fire: nothing is on its way that can come to an empty flow only."""
        full = sum(1 << bit for bit, flow in enumerate(self.net.gathers[join]) if flow in state)
        masks = self.net.ahead[join]
        return all(not masks[flow] & ~full or masks[flow] & full for flow in state)

    def _disturbs(self, flow: int) -> bool:
        known = self._disturbing.get(flow)
        if known is None:
            known = self._disturbing[flow] = self.concurrency.disturbs(flow)
        return known

    # States

    def _marked(self, flows: list[int]) -> State:
        if len(flows) > MAX_TOKENS:
            raise Undecided
        return tuple(sorted(flows))

    def _reach(self, state: State, source: int, moves: tuple[Move, ...]) -> int:
        found = self._number.get(state)
        if found is None:
            self.budget.spend()
            found = self._number[state] = len(self.states)
            self.states.append(state)
            self.came.append((source, moves))
            self.onward.append([])
            if self.meeting is None and sum(flow in self._meets for flow in state) > 1:
                self.meeting = found
        return found

    def _smaller(self, here: int) -> int | None:
        """An earlier state on the way whose tokens a state all holds, and more: that can go on for ever."""
        state = self.states[here]
        if len(state) <= PER_FLOW or all(state.count(flow) <= PER_FLOW for flow in set(state)):
            return None
        earlier = self.came[here][0]
        while earlier >= 0:
            small = self.states[earlier]
            if len(small) < len(state) and all(small.count(flow) <= state.count(flow) for flow in set(small)):
                return earlier
            earlier = self.came[earlier][0]
        return None
