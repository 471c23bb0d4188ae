cdef unsigned long long luck(State s, long long t, unsigned long long key, long long purpose) noexcept nogil
@cython.locals(p="long long", choice="long long")
cdef void leave(State s, long long t, long long outcome) noexcept nogil
@cython.locals(scope="long long")
cdef void consume(State s, long long t) noexcept nogil
cdef void fail(State s, long long case, long long place, long long reason) noexcept nogil
cdef void end_case(State s, long long case, long long state, long long place, long long reason) noexcept nogil
@cython.locals(t="long long", following="long long")
cdef void cancel_inside(State s, long long scope, long long state) noexcept nogil
@cython.locals(p="long long", here="long long", many=int, job="long long")
cdef void cancel(State s, long long t, long long state) noexcept nogil
cdef void _write_cancelled(State s, long long t, long long here, long long state) noexcept nogil
@cython.locals(server="long long", passed="long long", calendar="long long")
cdef long long _worked_so_far(State s, long long t) noexcept nogil
@cython.locals(share=double)
cdef int takes(State s, long long t, long long p, long long f) noexcept nogil
@cython.locals(fallback="long long", chance=double, f="long long")
cdef void _leave_by_one(State s, long long t, long long p, long long choice) noexcept nogil
@cython.locals(case="long long", scope="long long", visit="long long", sent="long long", fallback="long long",
               f="long long")
cdef void _leave_by_all(State s, long long t, long long p, long long outcome) noexcept nogil
cdef int _applies(State s, long long t, long long f, long long p, long long outcome) noexcept nogil
cdef void send(State s, long long t, long long f) noexcept nogil
cdef long long delay_on(State s, long long t, long long f) noexcept nogil
cdef void go_along(State s, long long t, long long f, long long delay) noexcept nogil
@cython.locals(host="long long", case="long long", outcome="long long", p="long long")
cdef void end_scope(State s, long long scope) noexcept nogil
cdef void suspect(State s, long long case) noexcept nogil
@cython.locals(w="long long", following="long long")
cdef void unwatch(State s, long long t) noexcept nogil
@cython.locals(p="long long", i="long long", b="long long")
cdef void end_at(State s, long long t, long long outcome) noexcept nogil
cdef void go_from(State s, long long t, long long b) noexcept nogil
