@cython.locals(base="long long", past="long long", weeks="long long", low="long long", high="long long",
               middle="long long", last="long long")
cdef long long worked(State s, long long c, long long t) noexcept nogil
cdef long long done(State s, long long c, long long work) noexcept nogil
cdef long long finish(State s, long long c, long long t, long long work) noexcept nogil
cdef long long begin(State s, long long c, long long work) noexcept nogil
@cython.locals(opening="long long")
cdef long long next_open(State s, long long c, long long t) noexcept nogil
@cython.locals(past="long long", weeks="long long", inside="long long", low="long long", high="long long",
               middle="long long")
cdef long long closing(State s, long long c, long long t) noexcept nogil
cdef long long later_shift(State s, long long c, long long t) noexcept nogil
@cython.locals(first="long long", last="long long", shift="long long", total="long long", week="long long",
               weeks="long long", low="long long", high="long long", middle="long long")
cdef long long _reach(State s, long long c, long long work, long long upper) noexcept nogil
