"""Compiles the simulation kernel where a C compiler is at hand; without one the same file runs uncompiled."""

from Cython.Build import cythonize
from setuptools import Extension, setup

KERNEL = Extension(
    "designer.simulation.kernel", ["designer/simulation/kernel.py"], optional=True, extra_compile_args=["-O2"]
)

setup(ext_modules=cythonize([KERNEL], language_level=3))
