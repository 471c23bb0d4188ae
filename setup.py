"""Compiles the simulation kernel where a C compiler is at hand; without one its parts run as they are.

The parts are the modules of `designer/simulation` that have a `.pxd` with their C types beside them. They are
compiled as one module, `compiled`, with the numbers of `codes` written into it: only so does the C compiler
see through the calls between them. Nothing but names changes on the way; results are the same bit for bit.
"""

import ast
import hashlib
import re
import runpy
import shutil
import sys
import sysconfig
from pathlib import Path

SOURCES = Path(__file__).resolve().parent / "designer" / "simulation"
PARTS = sorted(path.stem for path in SOURCES.glob("*.pxd") if path.stem != "state")
TARGET = Path("build", "compiled.pyx")
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
# Arrays have one dimension; room for eight, as there is by default, would spread them over the cache.
MOST_DIMENSIONS = 2

DECLARED = re.compile(r"((?:@cython\.locals\([^)]*\)\n)?)(cp?def) ([a-z ]+) (\w+)(\([^)]*\).*)")


def can_compile() -> bool:
    """Whether a C compiler and Python's headers are here."""
    if sys.platform == "win32":
        return True  # setuptools finds the compiler there; the extension is optional
    compiler = (sysconfig.get_config_var("CC") or "cc").split()[0]
    return shutil.which(compiler) is not None and Path(sysconfig.get_paths()["include"], "Python.h").exists()


class Joined(ast.NodeTransformer):
    """Renames what a part defines and calls, as names are shared in one module; puts numbers for codes."""

    def __init__(self, names: dict[str, dict[str, str]], part: str, codes: dict[str, int]) -> None:
        self.names = names
        self.part = part
        self.codes = codes

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A call of a function of this part or of another one."""
        self.generic_visit(node)
        match node.func:
            case ast.Name(name) if name in self.names[self.part]:
                node.func = ast.Name(self.names[self.part][name])
            case ast.Attribute(ast.Name(part), name) if part in self.names:
                node.func = ast.Name(self.names[part][name])
        return node

    def visit_Name(self, node: ast.Name) -> ast.AST:
        """A name that may stand for a number."""
        return ast.Constant(self.codes[node.id]) if node.id in self.codes else node


def joined() -> str:
    """All parts of the kernel as one Cython module; what Python calls keeps its name.

    Its `SOURCE` tells whether it was compiled from the parts as they are.
    """
    codes = {name: n for name, n in runpy.run_path(str(SOURCES / "codes.py")).items() if isinstance(n, int)}
    large = {name: codes.pop(name) for name, number in [*codes.items()] if number >= 1 << 31}
    lines = ["cimport cython", "from libc cimport math", (SOURCES / "state.pxd").read_text("utf-8")]
    lines += [f"cdef long long {name} = {number}" for name, number in large.items()]
    heads = {part: DECLARED.findall((SOURCES / f"{part}.pxd").read_text("utf-8")) for part in PARTS}
    names = {
        part: {name: name if how == "cpdef" else f"{part}_{name}" for _, how, _, name, _ in found}
        for part, found in heads.items()
    }
    for part, found in heads.items():
        functions = {
            node.name: Joined(names, part, codes).visit(node)
            for node in ast.parse((SOURCES / f"{part}.py").read_text("utf-8")).body
            if isinstance(node, ast.FunctionDef)
        }
        if functions.keys() != names[part].keys():
            raise SystemExit(f"{part}.pxd declares other functions than {part}.py has.")
        for types, how, kind, name, rest in found:
            body = ast.unparse(functions[name]).split("\n", 1)[1]
            lines.append(f"{types}{how} {kind} {names[part][name]}{rest}:\n{body}\n")
    text = "\n".join(lines)
    return f'{text}\nSOURCE = "{hashlib.sha256(text.encode()).hexdigest()}"\n'


def extensions() -> list:
    """The kernel as one extension; none where nothing can be compiled."""
    if not can_compile():
        return []
    from Cython.Build import cythonize
    from Cython.Compiler import Options
    from setuptools import Extension

    for left in (
        path for part in PARTS for path in SOURCES.glob(f"{part}.*") if path.suffix in {".so", ".pyd"}
    ):
        left.unlink()  # once each part was compiled for itself
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(joined(), "utf-8")
    Options.buffer_max_dims = MOST_DIMENSIONS
    made = Extension("designer.simulation.compiled", [str(TARGET)], optional=True, extra_compile_args=OPTIONS)
    return cythonize([made], language_level=3, compiler_directives=DIRECTIVES)


if __name__ == "__main__":
    from setuptools import setup

    setup(ext_modules=extensions())
