@cython.locals(t="long long")
cdef long long take(State s) noexcept nogil
@cython.locals(t="long long", first="long long")
cdef long long spawn(State s, long long case, long long scope) noexcept nogil
@cython.locals(scope="long long", before="long long", after="long long", case="long long")
cdef void detach(State s, long long t) noexcept nogil
cdef void free(State s, long long t) noexcept nogil
cdef void make_ready(State s, long long t) noexcept nogil
@cython.locals(t="long long")
cdef long long take_ready(State s) noexcept nogil
@cython.locals(scope="long long", slot="long long")
cdef long long open_scope(State s, long long place, long long host, long long case) noexcept nogil
cdef void close_scope(State s, long long scope) noexcept nogil
@cython.locals(case="long long", number="long long", cell="long long")
cdef long long open_case(State s, long long trigger) noexcept nogil
@cython.locals(number="long long", field="long long")
cdef void close_case(State s, long long case, long long state, long long place, long long reason) noexcept nogil
@cython.locals(row="long long", server="long long", child="long long")
cdef void write(State s, long long t, long long state) noexcept nogil
@cython.locals(row="long long", number="long long")
cdef void record_move(State s, long long t, long long flow, long long arrival) noexcept nogil
cdef void note(State s, long long scope) noexcept nogil
