@cython.locals(n="long long", role="long long", i="long long", g="long long", seats="long long")
cdef int seize(State s, long long t, long long p) noexcept nogil
@cython.locals(n="long long", role="long long", i="long long", seats="long long", _="long long")
cdef long long _seated(State s, long long p) noexcept nogil
@cython.locals(work="long long", fits=int, k="long long", g="long long", c="long long")
cdef int _fits(State s, long long t, long long seats) noexcept nogil
@cython.locals(slowest=double, k="long long")
cdef double _slowest(State s, long long seats) noexcept nogil
@cython.locals(role="long long", i="long long", g="long long", other="long long")
cdef int _sit(State s, long long seat) noexcept nogil
@cython.locals(role="long long", i="long long", g="long long", other="long long")
cdef int _make_room(State s, long long seat, long long seats) noexcept nogil
@cython.locals(chain="long long", k="long long", g="long long", server="long long")
cdef void _take(State s, long long t, long long seats) noexcept nogil
