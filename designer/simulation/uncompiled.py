"""What the kernel asks of Cython, for machines without it: there the interpreter's lock stays as it is."""

from contextlib import nullcontext

nogil = nullcontext()
