"""Compiles the simulation kernel where a C compiler is at hand; without one the same files run uncompiled."""

from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

# A module is compiled when it has a .pxd with its C types beside it.
COMPILED = sorted(Path("designer/simulation").glob("*.pxd"))

setup(
    ext_modules=cythonize(
        [
            Extension(
                f"designer.simulation.{types.stem}",
                [str(types.with_suffix(".py"))],
                optional=True,
                extra_compile_args=["-O2", "-g0"],
            )
            for types in COMPILED
        ],
        language_level=3,
    )
)
