@cython.locals(top="long long", op="long long")
cdef double evaluate(State s, long long code, long long case, long long place) noexcept nogil
@cython.locals(value=double)
cdef int holds(State s, long long code, long long case, long long place) noexcept nogil
@cython.locals(field="long long", value=double, clock="long long")
cdef double _value(State s, long long op, long long code, long long case, long long place) noexcept nogil
@cython.locals(size=double, whole=double)
cdef double _one(long long op, double a) noexcept nogil
@cython.locals(result=double)
cdef double _two(State s, long long op, double a, double b) noexcept nogil
@cython.locals(true=int)
cdef double _compared(long long op, double a, double b) noexcept nogil
