"""The small numbers by which the compiled arrays name kinds and states; no meaning outside `simulation`."""

from typing import Final

# What a place is.
PASS: Final = 0
TASK: Final = 1
DECISION: Final = 2
PARALLEL: Final = 3
WAIT: Final = 4
RACE: Final = 5
STATE: Final = 6
BOX: Final = 7
OUTCOME: Final = 8
INCLUSIVE: Final = 9  # a decision that joins
JOINS: Final = (PARALLEL, INCLUSIVE)

# How a token chooses among the flows that leave its place.
ALL: Final = 0
FIRST: Final = 1
CHANCE: Final = 2
EVERY: Final = 3
ONLY: Final = 4

# How often a place runs for one token.
ONCE: Final = 0
AT_ONCE: Final = 1
IN_TURN: Final = 2

# Where a token is.
FREE: Final = 0
READY: Final = 1
TRAVELLING: Final = 2
QUEUED: Final = 3
BUSY: Final = 4
PARKED: Final = 5
WAITING: Final = 6
HOSTING: Final = 7
DEAD: Final = 8
GATHERING: Final = 9
JOINED: Final = 10
PASSING: Final = 11

# Order of events at one instant.
COMPLETION: Final = 0
CANCELLATION: Final = 1
TIMER: Final = 2
ARRIVAL: Final = 3

# What an event does.
DO_FINISH: Final = 0
DO_MOVE: Final = 1
DO_ARRIVE: Final = 2
DO_OPEN: Final = 3
DO_STRIKE: Final = 4
DO_GATHER: Final = 5
EVENT_KINDS: Final = 8

# How a role's queue is ordered.
FIFO: Final = 0
LIFO: Final = 1
PRIORITY: Final = 2
SHORTEST: Final = 3

# What happens to work at the end of a shift.
PAUSE: Final = 0
FINISH: Final = 1
FIT: Final = 2

# How a case or a row of the log ended.
IN_PROGRESS: Final = 0
COMPLETED: Final = 1
CANCELLED: Final = 2
STUCK: Final = 3
FAILED: Final = 4

# Why `advance` came back.
RAN: Final = 0
NEEDS_ROOM: Final = 1
AT_REST: Final = 2
LIMITED: Final = 3

# Why a case failed or the run was stopped.
NO_REASON: Final = 0
NO_FLOW: Final = 1
BAD_EXPRESSION: Final = 2
TOO_MANY_VISITS: Final = 3
TOO_MANY_TOKENS: Final = 4
TOO_MANY_EVENTS: Final = 5
TOO_MUCH_MEMORY: Final = 6

# Distributions.
D_CONSTANT: Final = 0
D_UNIFORM: Final = 1
D_TRIANGULAR: Final = 2
D_NORMAL: Final = 3
D_EXPONENTIAL: Final = 4
D_ERLANG: Final = 5
D_GAMMA: Final = 6
D_LOGNORMAL: Final = 7
D_WEIBULL: Final = 8
D_BETA: Final = 9
D_POISSON: Final = 10
D_BERNOULLI: Final = 11
D_TABLE: Final = 12

# Purposes of a draw: one stream of luck for each.
FOR_WORK: Final = 1
FOR_CHOICE: Final = 2
FOR_DELAY: Final = 3
FOR_FIELD: Final = 4
FOR_ARRIVAL: Final = 5
FOR_BATCH: Final = 6
FOR_EVENT: Final = 7
FOR_ERROR: Final = 8

# Byte code of expressions: a stack machine on doubles.
OP_END: Final = 0
OP_CONST: Final = 1
OP_FIELD: Final = 2
OP_HOUR: Final = 3
OP_WEEKDAY: Final = 4
OP_ELAPSED: Final = 5
OP_VISITS: Final = 6
OP_JUMP: Final = 7
OP_JUMP_IF_FALSE: Final = 8
OP_JUMP_IF_TRUE: Final = 9
OP_POP: Final = 10
OP_NOT: Final = 11
OP_NEGATE: Final = 12
OP_ABS: Final = 13
OP_ROUND: Final = 14
OP_FLOOR: Final = 15
OP_CEIL: Final = 16
OP_ADD: Final = 20
OP_SUBTRACT: Final = 21
OP_MULTIPLY: Final = 22
OP_DIVIDE: Final = 23
OP_MODULO: Final = 24
OP_LESS: Final = 25
OP_LESS_EQUAL: Final = 26
OP_GREATER: Final = 27
OP_GREATER_EQUAL: Final = 28
OP_EQUAL: Final = 29
OP_NOT_EQUAL: Final = 30
OP_MIN: Final = 31
OP_MAX: Final = 32

WEEK_MS: Final = 604_800_000
DAY_MS: Final = 86_400_000
HOUR_MS: Final = 3_600_000
NEVER: Final = 4_000_000_000_000_000_000
LONGEST: Final = 1_000_000_000_000_000
