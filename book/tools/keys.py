"""What a notebook's outputs depend on, besides its own code, as one hash: its key.

These are the files of the package that its code reaches (see `graph`), the lock, and the variables
that choose a preset and a device. An exercise is imported by its name, as text: a chapter depends
on those that it names in ``check("slug.name", …)`` or ``exercises.get("slug.name")``, each with its
checks, reference and wrong answers; on all of a set where it asks for ``f"slug.{name}"``; and on
all exercises where it names one in any other way.
"""

import ast
import hashlib
import json
import os
import re
from pathlib import Path

from IPython.core.inputtransformer2 import TransformerManager

from book.tools import names
from book.tools.graph import Graph

VARIABLES = ("GANTUTOR_PRESET", "GANTUTOR_DEVICE")
CHECKS = "checks"  # the package's module whose functions take the id of an exercise


class Keys:
    """The keys of notebooks, by the files of a package and of the repository at ``root``."""

    def __init__(self, root: Path, package: str = "gantutor") -> None:
        """Read the package."""
        self.graph = Graph(package)
        self.root = root
        self._checks = f"{package}.{CHECKS}"

    def key(self, notebook: Path) -> str:
        """A hash of all that the outputs of ``notebook`` depend on but its own code."""
        digest = hashlib.sha256()
        for name in VARIABLES:
            digest.update(f"{name}={os.environ.get(name, '')}\0".encode())
        package = self.graph.root
        files = {str(f.relative_to(package.parent)): f for f in self.files(code_of(notebook))}
        files["requirements.txt"] = self.root / "requirements.txt"
        for name, file in sorted(files.items()):
            digest.update(name.encode() + b"\0" + hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()

    def files(self, code: str) -> set[Path]:
        """The files of the package that the result of a notebook's code depends on."""
        package = self.graph.package
        found = names.used(code, package)
        # In a line such as ``!python -m package.module`` any module counts.
        lines = "\n".join(line for line in code.splitlines() if "get_ipython()" in line)
        quoted = found.quoted | set(re.findall(rf"\b{package}(?:\.\w+)+", lines))
        modules = set().union(*map(self.graph.homes, found.imported() | quoted))
        return self.graph.files(modules | self._exercises(found))

    def _exercises(self, found: names.Names) -> set[str]:
        """The modules of the exercises that code asks for by name; of all, where it may be any."""

        def is_checks(name: str) -> bool:
            return name == self._checks or name.startswith(self._checks + ".")

        modules: set[str] = set()
        unclear = any(is_checks(name) for name in found.bare)
        for name, argument in found.called:
            if is_checks(name):
                its = self._asked_for(argument)
                modules |= its
                unclear = unclear or not its
        return self.graph.homes(self._checks) if unclear else modules

    def _asked_for(self, argument: ast.expr | None) -> set[str]:
        """The modules of the exercises that an argument may name; none when that is unclear."""
        match argument:
            case ast.Constant(str(id)):
                slug, _, name = id.partition(".")
            case ast.JoinedStr([ast.Constant(str(start)), *_]) if start.endswith("."):
                of_set = f"{self._checks}.{start.removesuffix('.')}"
                return self.graph.homes(of_set) if of_set in self.graph.modules else set()
            case _:
                return set()
        parts = (f"test_{name}", f"solutions.{name}", f"mutants.{name}")
        modules = {f"{self._checks}.{slug}.{part}" for part in parts}
        return modules if modules <= self.graph.modules else set()


def code_of(notebook: Path) -> str:
    """The code of all cells of a notebook as plain Python, its ``%magic`` lines as calls."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    plain = TransformerManager().transform_cell
    return "".join(plain("".join(c["source"])) for c in cells if c["cell_type"] == "code")
