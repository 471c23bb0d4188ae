@cython.locals(i="long long", b="long long")
cdef void watch(State s, long long t, long long p) noexcept nogil
@cython.locals(t="long long", b="long long")
cdef void strike(State s, long long w) noexcept nogil
cdef int _happens(State s, long long t, long long b) noexcept nogil
@cython.locals(after="long long", w="long long", rank="long long")
cdef void _start(State s, long long t, long long b) noexcept nogil
