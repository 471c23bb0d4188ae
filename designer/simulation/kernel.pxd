cpdef int advance(State s, long long until, long long max_steps)
cpdef unsigned long long replication_key(unsigned long long seed, unsigned long long replication) noexcept nogil
@cython.locals(i="long long")
cpdef void begin(State s) noexcept nogil
@cython.locals(t="long long", why=int)
cdef int _run(State s, long long until, long long last_step) noexcept nogil
cdef int _move_on(State s, long long until) noexcept nogil
cdef int _is_vain(State s) noexcept nogil
cdef int _is_full(State s) noexcept nogil
@cython.locals(best="long long", standing="long long", p="long long")
cpdef void blame(State s) noexcept nogil
@cython.locals(order="long long", item="long long", kind="long long", index="long long")
cdef void _happen(State s) noexcept nogil
@cython.locals(case="long long", key="unsigned long long", field="long long", value=double, scope="long long",
               t="long long")
cdef void _begin_case(State s, long long i) noexcept nogil
@cython.locals(n="long long", key="unsigned long long", time="long long", gap="long long", c="long long", size=double,
               whole="long long")
cdef void _schedule(State s, long long i) noexcept nogil
@cython.locals(time="long long", hour="long long", left="long long", rate=double, here=double,
               part="long long")
cdef long long _by_profile(State s, long long first, double mass) noexcept nogil
@cython.locals(i="long long", case="long long")
cdef void _find_stuck(State s) noexcept nogil
@cython.locals(case="long long")
cdef void _strand(State s) noexcept nogil
@cython.locals(t="long long", place="long long", missing="long long")
cdef void _end_stuck(State s, long long case) noexcept nogil
@cython.locals(t="long long")
cdef long long _first_waiting(State s, long long scope) noexcept nogil
