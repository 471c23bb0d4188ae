"""Compiles the simulation kernel where a C compiler is at hand; without one the same files run uncompiled."""

import sys
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup

# A module is compiled when it has a .pxd with its C types beside it.
COMPILED = sorted(Path("designer/simulation").glob("*.pxd"))
# Fused multiply-add would change the last bit of results from one processor to another.
OPTIONS = [] if sys.platform == "win32" else ["-O2", "-g0", "-ffp-contract=off"]

setup(
    ext_modules=cythonize(
        [
            Extension(
                f"designer.simulation.{types.stem}",
                [str(types.with_suffix(".py"))],
                optional=True,
                extra_compile_args=OPTIONS,
            )
            for types in COMPILED
        ],
        language_level=3,
    )
)
