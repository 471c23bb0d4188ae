@cython.locals(order="long long", i="long long", above="long long", there="long long")
cdef long long push(State s, long long time, long long rank, long long item) noexcept nogil
@cython.locals(n="long long", time="long long", order="long long", i="long long", below="long long",
               there="long long", beside="long long")
cdef void drop(State s) noexcept nogil
