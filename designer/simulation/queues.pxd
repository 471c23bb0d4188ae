cdef void mark(State s, long long role) noexcept nogil
@cython.locals(i="long long")
cdef int _is_wanted(State s, long long role) noexcept nogil
@cython.locals(order="long long", head="long long")
cdef void enqueue(State s, long long t, long long role, double rank) noexcept nogil
@cython.locals(chosen="long long", role="long long", t="long long")
cdef void serve(State s) noexcept nogil
@cython.locals(chosen="long long", oldest="long long", i="long long", t="long long")
cdef long long _oldest(State s) noexcept nogil
@cython.locals(t="long long")
cdef long long _head(State s, long long role) noexcept nogil
@cython.locals(server="long long", g="long long", i="long long")
cdef void release(State s, long long t) noexcept nogil
@cython.locals(i="long long")
cdef void wake(State s, long long g) noexcept nogil
@cython.locals(whole="long long")
cdef long long at_speed(long long work, double speed) noexcept nogil
@cython.locals(i="long long", g="long long", server="long long")
cdef int _seize_one(State s, long long t, long long role) noexcept nogil
@cython.locals(found="long long", i="long long", g="long long")
cdef int _has_idle(State s, long long t, long long role, long long needed) noexcept nogil
@cython.locals(needed="long long", i="long long", g="long long", slowest=double,
               chain="long long", server="long long")
cdef int _seize(State s, long long t, long long role) noexcept nogil
@cython.locals(calendar="long long", opening="long long", work="long long")
cdef int can_begin(State s, long long t, long long g) noexcept nogil
cdef void wake_at(State s, long long g, long long opening) noexcept nogil
@cython.locals(first="long long", calendar="long long", end="long long")
cdef void begin(State s, long long t, long long work) noexcept nogil
cdef void _drop_head(State s, long long role, long long t) noexcept nogil
@cython.locals(root="long long", above="long long", swap="long long", rest="long long")
cdef long long _merged(State s, long long a, long long b) noexcept nogil
