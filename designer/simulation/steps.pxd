@cython.locals(p="long long", many=int)
cdef void arrive(State s, long long t) noexcept nogil
@cython.locals(cell="long long", visit="long long")
cdef int _visit(State s, long long t, long long p) noexcept nogil
@cython.locals(kind="long long")
cdef void _enter(State s, long long t, long long p) noexcept nogil
@cython.locals(p="long long", kind="long long")
cdef void finish(State s, long long t) noexcept nogil
@cython.locals(job="long long")
cdef void _end_work(State s, long long t, long long p) noexcept nogil
@cython.locals(work="long long", role="long long", rank=double)
cdef void _enter_task(State s, long long t, long long p) noexcept nogil
@cython.locals(case="long long", i="long long", field="long long", value=double, key="unsigned long long")
cdef void _write_outputs(State s, long long t, long long p) noexcept nogil
@cython.locals(case="long long", entry="long long", f="long long", first="long long", last="long long",
               scope="long long", i="long long")
cdef void _enter_box(State s, long long t, long long p) noexcept nogil
@cython.locals(t="long long")
cdef void _start(State s, long long case, long long scope, long long place) noexcept nogil
@cython.locals(length="long long")
cdef void _enter_wait(State s, long long t, long long p) noexcept nogil
cdef long long _wait_time(State s, long long t, long long p, long long begun) noexcept nogil
@cython.locals(tried="long long", last="long long", best="long long", best_time="long long", f="long long",
               length="long long")
cdef void _compete(State s, long long t, long long p, long long kind) noexcept nogil
@cython.locals(scope="long long")
cdef void _end_at(State s, long long t, long long p) noexcept nogil
