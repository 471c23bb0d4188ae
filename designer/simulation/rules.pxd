cimport cython
from libc cimport math
from designer.simulation.state cimport State

cdef int BAD_EXPRESSION, OP_ABS, OP_ADD, OP_CEIL, OP_CONST, OP_DIVIDE, OP_ELAPSED, OP_END, OP_EQUAL, OP_FIELD
cdef int OP_FLOOR, OP_GREATER, OP_GREATER_EQUAL, OP_HOUR, OP_JUMP, OP_JUMP_IF_TRUE, OP_LESS
cdef int OP_LESS_EQUAL, OP_MAX, OP_MIN, OP_MULTIPLY, OP_NEGATE, OP_NOT, OP_POP
cdef int OP_SUBTRACT, OP_VISITS
cdef long long DAY_MS

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
