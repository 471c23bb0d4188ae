@cython.locals(f="long long", scope="long long")
cdef void join(State s, long long t, long long p) noexcept nogil
@cython.locals(scope="long long", box="long long", i="long long")
cdef void look(State s) noexcept nogil
@cython.locals(p="long long", scope="long long", first="long long", other="long long", i="long long")
cdef long long missing(State s, long long t) noexcept nogil
cdef void _park(State s, long long t, long long slot) noexcept nogil
@cython.locals(first="long long", held="long long", slot="long long")
cdef long long _held(State s, long long scope, long long p) noexcept nogil
@cython.locals(held="long long")
cdef int _may_go_on(State s, long long scope, long long p) noexcept nogil
@cython.locals(t="long long")
cdef long long _blocking(State s, long long scope, long long p) noexcept nogil
@cython.locals(first="long long", found=int, i="long long")
cdef int _blocks(State s, long long t, long long scope, long long p) noexcept nogil
@cython.locals(here="long long", on_its_way=int)
cdef int _reaches(State s, long long t, long long p, long long i) noexcept nogil
@cython.locals(first="long long", kept="long long", slot="long long", t="long long")
cdef void _go_on(State s, long long scope, long long p) noexcept nogil
@cython.locals(case="long long")
cdef void _end_parking(State s, long long t, long long p) noexcept nogil
