"""Compiles the simulation kernel where a C compiler is at hand; without one the same files run uncompiled."""

import shutil
import sys
import sysconfig
from pathlib import Path

from Cython.Build import cythonize
from setuptools import Extension, setup


def can_compile() -> bool:
    """Whether a C compiler and Python's headers are here."""
    if sys.platform == "win32":
        return True  # setuptools finds the compiler there; the extensions are optional
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    return shutil.which(compiler) is not None and Path(sysconfig.get_paths()["include"], "Python.h").exists()


# A module is compiled when it has a .pxd with its C types beside it: all of them or none.
COMPILED = sorted(Path("designer/simulation").glob("*.pxd")) if can_compile() else []
# As in C: the kernel asks for no element that is not there and divides nothing negative.
DIRECTIVES = {
    "annotation_typing": False,
    "boundscheck": False,
    "cdivision": True,
    "infer_types": True,
    "initializedcheck": False,
    "wraparound": False,
}
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
        compiler_directives=DIRECTIVES,
    )
)
