"""Which modules and data files of a package a piece of code depends on.

``from lib import transport`` runs all of the package ``transport``, for its ``__init__.py``
imports nearly every module in it. A page that only uses ``transport.w1`` still depends on no more
than the module that defines ``w1``, what that one uses in turn, and the ``__init__.py`` files on
the way. This is sound because to import a module of the package is to define names and nothing
else (a test holds every module to it): one whose names are not used cannot change a result.

The modules, and which imports which, come from grimp. Names only narrow down the import of a
package, and what they cannot explain counts whole: a module that is handed on or starred, a name
that is defined nowhere.
"""

import ast
import fnmatch
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePath

import grimp

from book.tools import names


class Graph:
    """The files of a package that can be imported, as they are now."""

    def __init__(self, package: str) -> None:
        """Read what imports what."""
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"there is no package {package!r} to read", name=package)
        self.package = package
        self.root = Path(spec.origin).parent
        # Imports for a type checker alone are never run.
        self._imports = grimp.build_graph(
            package, cache_dir=None, exclude_type_checking_imports=True
        )
        self.modules = frozenset(self._imports.modules)
        self.used_by = cache(self._used_by)
        self._exports = cache(self._exported)
        self._readers = _readers(self)

    def files(self, modules: set[str]) -> set[Path]:
        """The files that the result of code which uses ``modules`` depends on."""
        reached: set[str] = set()
        todo = set(modules)
        while todo:
            module = todo.pop()
            if module not in reached:
                reached.add(module)
                todo |= self.used_by(module)
        packages = {p for module in reached for p in _parents(module)}
        found = {self.file(module) for module in reached | packages}
        return found | {file for file, by in self._readers.items() if by & reached}

    def homes(self, name: str) -> set[str]:
        """The modules that a full name stands for; for a package, all that it holds."""
        module, rest = self._split(name)
        if not self.is_package(module):
            return {module}
        if not rest:
            return {module, *self._imports.find_descendants(module)}
        exported = self._exports(module).get(rest[0])
        # What is neither imported from elsewhere nor a module is the __init__.py's own.
        return self.homes(".".join([exported, *rest[1:]])) if exported else {module}

    def file(self, module: str) -> Path:
        """The file of a module."""
        path = self.root.joinpath(*module.split(".")[1:])
        return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")

    def is_package(self, module: str) -> bool:
        """Whether a module is an ``__init__.py``."""
        return self.file(module).name == "__init__.py"

    def source(self, module: str) -> str:
        """The text of a module."""
        return self.file(module).read_text(encoding="utf-8")

    def names(self, module: str) -> names.Names:
        """The names of the package that one of its modules uses."""
        inside = module if self.is_package(module) else module.rpartition(".")[0]
        return names.used(self.source(module), self.package, inside)

    def _split(self, name: str) -> tuple[str, list[str]]:
        parts = name.split(".")
        n = next(n for n in range(len(parts), 0, -1) if ".".join(parts[:n]) in self.modules)
        return ".".join(parts[:n]), parts[n:]

    def _used_by(self, module: str) -> set[str]:
        its = self.names(module)
        found = set().union(*map(self.homes, its.quoted))
        for imported in self._imports.find_modules_directly_imported_by(module):
            below = {n for n in its.imported() if n == imported or n.startswith(imported + ".")}
            # An import without a name that we can follow: all of it.
            found |= set().union(*map(self.homes, below or {imported}))
        return found

    def _exported(self, module: str) -> dict[str, str]:
        """What an ``__init__.py`` imports under one name, and defines in no other way."""
        tree = ast.parse(self.source(module))
        bound = names.imported(tree, self.package, module)
        own = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and _is_stored(n)}
        own |= {node.name for node in tree.body if isinstance(node, _DEFINITIONS)}
        return {n: min(full) for n, full in bound.items() if len(full) == 1 and n not in own}


_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


def _is_stored(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)


def _parents(module: str) -> set[str]:
    parts = module.split(".")
    return {".".join(parts[:n]) for n in range(1, len(parts))}


def _readers(graph: Graph) -> dict[Path, frozenset[str]]:
    """Each data file of the package, and the modules of the same folder that read it.

    A module reads what a piece of text in it names: "page.js", or f"shared/{name}.js" for all
    such. A file that no module names belongs to every module of the folder.
    """
    data: dict[Path, list[Path]] = {}
    for path in sorted(graph.root.rglob("*")):
        if path.is_file() and path.suffix not in (".py", ".pyc", ".typed"):
            folder = next(p for p in path.parents if (p / "__init__.py").exists())
            data.setdefault(folder, []).append(path)
    found = {}
    for folder, files in data.items():
        inside = [m for m in graph.modules if graph.file(m).parent == folder]
        named = {module: _file_names(graph.source(module)) for module in inside}
        for file in files:
            place = file.relative_to(folder)
            by = {m for m, patterns in named.items() if any(_names(p, place) for p in patterns)}
            found[file] = frozenset(by or inside)
    return found


def _names(pattern: str, place: PurePath) -> bool:
    return fnmatch.fnmatchcase(str(place), pattern) or fnmatch.fnmatchcase(place.name, pattern)


def _file_names(source: str) -> set[str]:
    """What may name a file in a piece of Python: its texts, with ``*`` for what is put into one."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            parts = [p.value if isinstance(p, ast.Constant) else "*" for p in node.values]
            found.add("".join(map(str, parts)))
    # A lone wildcard, or no more than the name of a folder, says nothing about files.
    return {text for text in found if "." in text and "\n" not in text and text.strip("*. ")}
