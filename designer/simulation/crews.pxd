@cython.locals(calendar="long long", server="long long")
cdef int differ(State s, long long first) noexcept nogil
@cython.locals(t="long long", parting="long long")
cdef long long done(State s, long long first, long long work) noexcept nogil
@cython.locals(total="long long", t="long long", parting="long long")
cdef long long worked(State s, long long first, long long since) noexcept nogil
@cython.locals(last="long long", server="long long", c="long long", opening="long long")
cdef long long _meeting(State s, long long first, long long t) noexcept nogil
@cython.locals(parting="long long", server="long long", c="long long")
cdef long long _parting(State s, long long first, long long t) noexcept nogil
