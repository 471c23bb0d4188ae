@cython.locals(p="long long")
cdef int is_one(State s, long long t) noexcept nogil
@cython.locals(p="long long")
cdef int stands_for_many(State s, long long t) noexcept nogil
@cython.locals(case="long long", value=double, count="long long", scope="long long")
cdef void begin(State s, long long t, long long p) noexcept nogil
@cython.locals(scope="long long")
cdef void follow(State s, long long t) noexcept nogil
@cython.locals(p="long long", scope="long long")
cdef void end(State s, long long t, long long outcome) noexcept nogil
@cython.locals(host="long long", turn="long long", t="long long")
cdef void _start(State s, long long scope) noexcept nogil
