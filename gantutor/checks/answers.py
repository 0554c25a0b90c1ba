"""The learner's answers, taken out of a notebook or a script without running all of it.

Only what an answer needs is executed: its definition, and every top-level statement (import,
assignment, definition, ``with``, ``if``…) that binds a name which it uses, directly or through
another such statement. So training cells, plots and calls of ``check`` are not run, unless an
answer uses a variable that they set. IPython's own lines (``%magic``, ``!command``) and cells
that begin with ``%%`` are left out.
"""

import __future__

import ast
import builtins
import json
import linecache
import re
import symtable
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from gantutor.checks.describe import error_text


class AnswerError(Exception):
    """The file cannot be read, or does not define what is asked for."""


@dataclass(frozen=True)
class Statement:
    """One top-level statement: its cell, the names it binds and the global names it uses."""

    cell: int
    node: ast.stmt
    binds: frozenset[str]
    uses: frozenset[str]


class Answers:
    """The functions that a file defines, each executed when it is asked for."""

    def __init__(self, name: str, folder: Path, cells: list[str]) -> None:
        self.name = name
        self._folder = folder
        self._cells = cells
        self._unread: list[str] = []  # why cells could not be parsed
        self._statements: list[Statement] = []
        for number, source in enumerate(cells, start=1):
            try:
                tree = ast.parse(source)
            except SyntaxError as error:
                self._unread.append(f"{self._cell(number)}, line {error.lineno}: {error.msg}")
            else:
                self._statements += [_statement(number, node) for node in tree.body]

    @classmethod
    def read(cls, file: str) -> "Answers":
        """The answers in a ``.ipynb`` or ``.py`` file; ``AnswerError`` says what is wrong."""
        path = Path(file)
        if path.suffix not in (".ipynb", ".py"):
            raise AnswerError(f"{file} is neither a notebook (.ipynb) nor a script (.py)")
        try:
            text = path.read_text(encoding="utf-8")
        except FileNotFoundError:
            raise AnswerError(f"there is no file {file}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise AnswerError(f"{file} cannot be read: {error_text(error)}") from None
        cells = [text] if path.suffix == ".py" else _code_cells(text, file)
        return cls(path.name, path.resolve().parent, cells)

    def __getitem__(self, name: str) -> Any:
        """The function or class ``name``; ``AnswerError`` without one, or when it fails."""
        if not any(name in statement.binds for statement in self._statements):
            defined = sorted(
                {
                    statement.node.name
                    for statement in self._statements
                    if isinstance(statement.node, ast.FunctionDef | ast.ClassDef)
                }
            )
            message = f"{self.name} does not define {name}"
            message += f"; it defines {', '.join(defined)}" if defined else ", nor any function"
            if self._unread:
                message += f". Not read: {'; '.join(self._unread)}"
            raise AnswerError(message)
        module = ModuleType("answers")
        sys.modules[module.__name__] = module  # dataclasses look their module up
        sys.path.insert(0, str(self._folder))  # as Jupyter and `python script.py` do
        try:
            self._execute(self._needed(name), module)
        finally:
            sys.path.remove(str(self._folder))
        return vars(module)[name]

    def _needed(self, name: str) -> list[Statement]:
        names, chosen = {name}, set[int]()
        grown = True
        while grown:
            grown = False
            for i, statement in enumerate(self._statements):
                if i not in chosen and (statement.binds & names or "*" in statement.binds):
                    chosen.add(i)
                    names |= statement.uses
                    grown = True
        return [self._statements[i] for i in sorted(chosen)]

    def _execute(self, statements: Iterable[Statement], module: ModuleType) -> None:
        flags = 0
        for statement in statements:
            node = statement.node
            file = f"<{self._cell(statement.cell)}>"
            source = self._cells[statement.cell - 1]
            # So that a traceback shows the line; without a time it is never sought on the disk.
            linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
            code = compile(ast.Module([node], []), file, "exec", flags, dont_inherit=True)
            flags |= code.co_flags & _FUTURE
            try:
                exec(code, vars(module))
            except Exception as error:
                where = f"{self._cell(statement.cell)}, line {node.lineno}"
                raise AnswerError(f"{where} raised {error_text(error)}") from error

    def _cell(self, number: int) -> str:
        return f"{self.name}, cell {number}" if len(self._cells) > 1 else self.name


_FUTURE = __future__.annotations.compiler_flag


def _code_cells(text: str, file: str) -> list[str]:
    try:
        cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        return [without_magics("".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError):
        raise AnswerError(f"{file} is not a notebook of format 4") from None


def without_magics(source: str) -> str:
    """A notebook's cell as plain Python, with the same number of lines."""
    if source.lstrip().startswith("%%"):
        return ""
    try:
        ast.parse(source)
    except SyntaxError:
        return _MAGIC.sub(r"\1pass  # \2", source)
    return source  # a line may begin with the operator %


# %magic, !command, ?help, help? and name = %magic or name = !command
_MAGIC = re.compile(r"^([ \t]*)((?:[\w, ]+=[ \t]*)?[%!?].*|[\w.]+\?\??)$", re.MULTILINE)


def _statement(cell: int, node: ast.stmt) -> Statement:
    if isinstance(node, ast.ImportFrom) and node.module == "__future__":
        return Statement(cell, node, frozenset("*"), frozenset())  # always kept
    if isinstance(node, ast.ImportFrom) and node.names[0].name == "*":
        return Statement(cell, node, frozenset("*"), frozenset())
    table = symtable.symtable(ast.unparse(node), "cell", "exec")
    binds, uses = set[str](), set[str]()
    for symbol in table.get_symbols():
        if symbol.is_assigned() or symbol.is_imported():
            binds.add(symbol.get_name())
        if symbol.is_referenced():
            uses.add(symbol.get_name())
    for inner in table.get_children():
        uses |= _globals_of(inner)
    return Statement(cell, node, frozenset(binds), frozenset(uses - set(dir(builtins))))


def _globals_of(table: symtable.SymbolTable) -> set[str]:
    names = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
    for inner in table.get_children():
        names |= _globals_of(inner)
    return names
