@cython.locals(mask="unsigned long long", first="unsigned long long", second="unsigned long long")
cdef unsigned long long mix(unsigned long long x) noexcept nogil
@cython.locals(mask="unsigned long long", golden="unsigned long long")
cpdef unsigned long long combine(unsigned long long key, unsigned long long part) noexcept nogil
@cython.locals(mask="unsigned long long", golden="unsigned long long", bits="long long")
cdef double uniform(unsigned long long key, unsigned long long k) noexcept nogil
@cython.locals(power="long long", short="long long", s=double, z=double, y=double, odd=double, even=double)
cdef double log(double x) noexcept nogil
@cython.locals(power=int, r=double, z=double, even=double, odd=double)
cdef double exp(double x) noexcept nogil
@cython.locals(q=double, r=double, above=double, below=double, value=double)
cdef double normal(double u) noexcept nogil
@cython.locals(above=double, below=double)
cdef double _tail(double r) noexcept nogil
@cython.locals(value=double, low=double, high=double, attempt="long long")
cpdef double sample(State s, long long d, unsigned long long key) noexcept nogil
@cython.locals(value=double, whole="long long")
cdef long long milliseconds(State s, long long d, unsigned long long key) noexcept nogil
@cython.locals(kind="long long", u=double)
cdef double _draw(State s, long long d, unsigned long long key) noexcept nogil
@cython.locals(a=double, b=double, first=double, second=double, phases="long long")
cdef double _shaped(State s, long long d, long long kind, unsigned long long key) noexcept nogil
cdef double _triangular(double low, double mode, double high, double u) noexcept nogil
@cython.locals(low="long long", high="long long", middle="long long")
cdef double _looked_up(State s, long long d, double u) noexcept nogil
@cython.locals(total=double, phase="long long")
cdef double _erlang(long long k, double mean, unsigned long long key) noexcept nogil
@cython.locals(boost=double, d=double, c=double, x=double, v=double, k="long long")
cdef double _gamma(double shape, unsigned long long key) noexcept nogil
@cython.locals(count=double, piece="long long", part=double, u=double, share=double, total=double, k=double)
cdef double _poisson(double mean, unsigned long long key) noexcept nogil
