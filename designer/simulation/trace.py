"""What happened in a run, as columns of numpy arrays: cheap to slice, enough to play it back."""

from dataclasses import dataclass

from designer.simulation import codes
from designer.simulation.program import Array


@dataclass(frozen=True)
class Log:
    """One row for each stay of a token at a place that takes or could take time.

    Times in ms from the start. `scope` is the run of the workflow it was in, `inner` the run that a box made
    for it, `work` the time a server worked on it (for a wait: its length). A row still in progress has
    `started` -1 while it queues, and `ended` -1.
    """

    case: Array
    place: Array
    scope: Array
    server: Array
    inner: Array
    state: Array
    enabled: Array
    started: Array
    ended: Array
    work: Array

    def __len__(self) -> int:
        return len(self.case)

    def rows(self, chosen: Array) -> "Log":
        """Some of the rows: a mask, or their numbers."""
        return Log(**{name: column[chosen] for name, column in vars(self).items()})


@dataclass(frozen=True)
class Moves:
    """One row for each token that went along a flow: when it left and when it was at the end.

    A run that does not keep its moves keeps those that took time, handoffs.
    """

    case: Array
    flow: Array
    time: Array
    arrival: Array


@dataclass(frozen=True)
class Cases:
    """One row for each case, by its number. `place` is its outcome, or where it failed or is stuck.

    `reason` is why it failed (`codes`), or for a stuck case which of the flows into its join is missing
    (-1: no join).
    `delay` is what its tokens spent on handoffs, `values` are the fields when it ended. Rows of the log and
    moves name a case by its row here; in a part of a run that is not its `number`.
    """

    number: Array
    arrived: Array
    ended: Array
    state: Array
    place: Array
    reason: Array
    trigger: Array
    delay: Array
    values: Array

    def __len__(self) -> int:
        return len(self.arrived)


@dataclass(frozen=True)
class Batches:
    """One entry for each row of the log that was served, or waited to be, as one of a batch.

    Its job and when the batch was `formed`; of the whole job how many it `served`, by whom (-1: nobody), and
    the `wage` of all who did it. Of the rows of a job the first to end has its servers.
    """

    row: Array
    job: Array
    formed: Array
    served: Array
    server: Array
    wage: Array

    def __len__(self) -> int:
        return len(self.row)


@dataclass(frozen=True)
class Trace:
    """A replication so far, or the cases of it that have ended since the part before (`parts`).

    `rows` are the numbers of the rows of the log in the replication. `extra` are further servers of a row:
    (row, server). `settled_ms`: nothing that is told later happened before it.
    """

    replication: int
    end_ms: int
    log: Log
    moves: Moves
    cases: Cases
    rows: Array
    extra: Array
    batches: Batches
    entered: Array
    completed: Array
    cancelled: Array
    passed: Array
    settled_ms: int = codes.NEVER
    halted: int = 0
    halted_place: int = -1
