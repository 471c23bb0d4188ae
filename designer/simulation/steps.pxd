cimport cython
from designer.simulation cimport clock, draws, heap, queues, rules, tokens
from designer.simulation.state cimport State

cdef int EVERY, BAD_EXPRESSION, BOX, BUSY, CANCELLED, CHANCE, COMPLETED, COMPLETION, DEAD, DO_FINISH, DO_MOVE
cdef int EVENT_KINDS, FAILED, FIRST, FOR_CHOICE, FOR_DELAY, FOR_FIELD, FOR_WORK, HOSTING, NO_FLOW, OUTCOME
cdef int PARALLEL, PARKED, QUEUED, RACE, READY, STATE, TASK, TIMER, TOO_MANY_VISITS, TRAVELLING, WAIT, WAITING
cdef long long DAY_MS

cdef unsigned long long luck(State s, long long t, unsigned long long key, long long purpose) noexcept nogil
@cython.locals(p="long long", cell="long long", visit="long long", kind="long long")
cdef void arrive(State s, long long t) noexcept nogil
@cython.locals(p="long long", kind="long long")
cdef void finish(State s, long long t) noexcept nogil
@cython.locals(p="long long", choice="long long")
cdef void leave(State s, long long t, long long outcome) noexcept nogil
@cython.locals(case="long long", scope="long long", visit="long long", sent="long long", fallback="long long",
               f="long long")
cdef void _leave_by_all(State s, long long t, long long p, long long outcome) noexcept nogil
cdef int _applies(State s, long long f, long long case, long long p, long long outcome) noexcept nogil
@cython.locals(scope="long long")
cdef void consume(State s, long long t) noexcept nogil
cdef void fail(State s, long long case, long long place, long long reason) noexcept nogil
cdef void end_case(State s, long long case, long long state, long long place, long long reason) noexcept nogil
@cython.locals(t="long long", following="long long")
cdef void cancel_inside(State s, long long scope, long long state) noexcept nogil
@cython.locals(p="long long", here="long long")
cdef void _cancel(State s, long long t, long long state) noexcept nogil
@cython.locals(server="long long", passed="long long", calendar="long long")
cdef long long _worked_so_far(State s, long long t) noexcept nogil
@cython.locals(work="long long", role="long long", rank=double)
cdef void _enter_task(State s, long long t, long long p) noexcept nogil
@cython.locals(case="long long", i="long long", field="long long", value=double, key="unsigned long long")
cdef void _write_outputs(State s, long long t, long long p) noexcept nogil
@cython.locals(case="long long", entry="long long", f="long long", first="long long", last="long long",
               scope="long long", i="long long")
cdef void _enter_box(State s, long long t, long long p) noexcept nogil
@cython.locals(t="long long")
cdef void _start(State s, long long case, long long scope, long long place) noexcept nogil
@cython.locals(f="long long", joins="long long", case="long long", base="long long", slot="long long",
               first="long long", i="long long")
cdef void _join(State s, long long t, long long p) noexcept nogil
cdef void _end_parking(State s, long long t) noexcept nogil
@cython.locals(length="long long")
cdef void _enter_wait(State s, long long t, long long p) noexcept nogil
cdef long long _wait_time(State s, long long t, long long p) noexcept nogil
@cython.locals(tried="long long", last="long long", best="long long", best_time="long long", f="long long",
               length="long long")
cdef void _compete(State s, long long t, long long p, long long kind) noexcept nogil
cdef int _takes(State s, long long t, long long p, long long f) noexcept nogil
@cython.locals(fallback="long long", chance=double, f="long long")
cdef void _leave_by_one(State s, long long t, long long p, long long choice) noexcept nogil
@cython.locals(delay="long long")
cdef void _send(State s, long long t, long long f) noexcept nogil
@cython.locals(scope="long long")
cdef void _end_at(State s, long long t, long long p) noexcept nogil
@cython.locals(host="long long", case="long long", outcome="long long")
cdef void _end_scope(State s, long long scope) noexcept nogil
cdef void _suspect(State s, long long case) noexcept nogil
