"""Which names of a package a piece of Python uses, read from its text.

>>> used("from lib import plots\nplots.band(x)\n", "lib").imported()
{'lib.plots.band'}
"""

import ast
import re
from dataclasses import dataclass, field


@dataclass
class Names:
    """Full dotted names, with whatever attributes follow: of modules, functions, constants.

    ``called`` are those that stand before parentheses, with the node of the first argument (or
    None); ``quoted`` are texts, as ``import_module`` takes them; ``bare`` are all others. A module
    that is handed on whole is its own bare name.
    """

    bare: set[str] = field(default_factory=set)
    called: list[tuple[str, ast.expr | None]] = field(default_factory=list)
    quoted: set[str] = field(default_factory=set)

    def imported(self) -> set[str]:
        """Every name but the quoted ones."""
        return self.bare | {name for name, _ in self.called}


def used(code: str, package: str, inside: str = "") -> Names:
    """The names below ``package`` that ``code``, a module of the package ``inside``, uses.

    Scopes are not told apart, so there may be too many, never too few.
    """
    tree = ast.parse(code)
    found = _Found(imported(tree, package, inside))
    found.visit(tree)
    texts = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    found.names.quoted = {
        text
        for text in texts
        if isinstance(text, str) and re.fullmatch(rf"{package}(\.\w+)+", text)
    }
    for local, full in found.imported.items():
        if local not in found.seen:  # a module imported for nothing, or to be imported from here
            found.names.bare |= full
    return found.names


def imported(tree: ast.Module, package: str, inside: str) -> dict[str, set[str]]:
    """What imports bind: a name in the code, and the full names that it may stand for."""
    bound: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.split(".")[0]
                full = alias.name if alias.asname else local
                if full.split(".")[0] == package:
                    bound.setdefault(local, set()).add(full)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = inside.split(".")[: len(inside.split(".")) - node.level + 1]
                base = ".".join([*parents, base]).rstrip(".")
            if base.split(".")[0] == package:
                for alias in node.names:
                    # All names of a module are the module.
                    full = base if alias.name == "*" else f"{base}.{alias.name}"
                    bound.setdefault(alias.asname or alias.name, set()).add(full)
    return bound


class _Found(ast.NodeVisitor):
    def __init__(self, imported: dict[str, set[str]]) -> None:
        self.imported = imported
        self.seen: set[str] = set()
        self.names = Names()

    def full(self, node: ast.expr) -> set[str]:
        """The full names that a chain of attributes may stand for; none for anything else."""
        attributes: list[str] = []
        while isinstance(node, ast.Attribute):
            attributes.insert(0, node.attr)
            node = node.value
        if not isinstance(node, ast.Name) or node.id not in self.imported:
            return set()
        self.seen.add(node.id)
        return {".".join([name, *attributes]) for name in self.imported[node.id]}

    def visit_Call(self, node: ast.Call) -> None:
        names = self.full(node.func)
        self.names.called += [(name, node.args[0] if node.args else None) for name in names]
        for part in ast.iter_child_nodes(node):
            if not names or part is not node.func:
                self.visit(part)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        names = self.full(node)
        self.names.bare |= names
        if not names:
            self.generic_visit(node)

    def visit_Name(self, node: ast.Name) -> None:
        self.names.bare |= self.full(node)
