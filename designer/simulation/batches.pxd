@cython.locals(last="long long")
cdef void gather(State s, long long t, long long p) noexcept nogil
@cython.locals(t="long long")
cdef void hurry(State s, long long p) noexcept nogil
@cython.locals(t="long long", following="long long")
cdef long long hand_over(State s, long long job) noexcept nogil
@cython.locals(before="long long", after="long long", job="long long", p="long long", alone=int)
cdef long long withdraw(State s, long long t) noexcept nogil
@cython.locals(entry="long long")
cdef void write(State s, long long job) noexcept nogil
@cython.locals(time="long long")
cdef void _set_clock(State s, long long p) noexcept nogil
@cython.locals(first="long long", rank=double, job="long long", t="long long")
cdef void _form(State s, long long p) noexcept nogil
