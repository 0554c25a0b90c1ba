"""The learner's answers, taken out of a notebook or a script without running all of it.

Only what an answer needs is executed, in the order of the file: its definition, and each
top-level statement (import, assignment, definition, ``with``, ``if``…) that binds a name which it
uses, or changes the value of one, directly or through another such statement. So training cells,
plots and calls of ``check`` are not run, unless an answer uses a variable that they set. IPython's
own lines (``%magic``, ``!command``) and cells in another language (``%%bash``) are left out.

What changes the value of a name: ``TABLE["a"] = 7``, ``settings.rate += 1``, ``del TABLE["a"]``,
and a statement that calls a method, ``TABLE.update(a=7)``, unless the name is imported: else
``nn.init.zeros_(net.weight)`` would run a training cell for every answer that uses ``nn``. Not seen
is a change by a function that is given the value, ``fill(TABLE)``, or under another name.

The last definition of a name counts. But where a file asks for checks of two exercises whose
functions have one name, each has the last definition above its own ``check("SET.NAME", NAME)``.
"""

import __future__

import ast
import json
import linecache
import re
import symtable
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from gantutor.checks.engine.describe import error_text
from gantutor.checks.engine.time_limit import TookTooLong, within

SECONDS = 60.0  # for all that one answer needs: no cell of the book takes longer


class AnswerError(Exception):
    """The file cannot be read, or what an answer needs cannot be run."""


class NotDefined(AnswerError):
    """The file does not define what is asked for."""


@dataclass(frozen=True)
class Statement:
    """One top-level statement, its cell, and what it does to global names.

    ``"*"`` among the names that it binds stands for names unknown before it is run.
    """

    cell: int
    node: ast.stmt
    binds: frozenset[str]
    imports: frozenset[str] = frozenset()  # those of them that an import binds
    sets: frozenset[str] = frozenset()  # an entry or an attribute of their values
    calls: frozenset[str] = frozenset()  # a method of their values, for its effect
    uses: frozenset[str] = frozenset()


class AnswerFile:
    """The functions that a file defines, each loaded when it is asked for, and only once."""

    def __init__(self, name: str, folder: Path, cells: list[str]) -> None:
        self.name = name
        self._folder = folder
        self._cells = cells
        self._loaded: dict[tuple[str, int], Any] = {}  # by name and end of what is looked at
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
    def read(cls, file: str) -> "AnswerFile":
        """The answers in a ``.ipynb`` or ``.py`` file; ``AnswerError`` says what is wrong."""
        path = Path(file)
        if path.suffix not in (".ipynb", ".py"):
            raise AnswerError(f"{file} is neither a notebook (.ipynb) nor a script (.py)")
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            raise AnswerError(f"there is no file {file}") from None
        except (OSError, UnicodeDecodeError) as error:
            raise AnswerError(f"{file} cannot be read: {error_text(error)}") from None
        cells = [text] if path.suffix == ".py" else _code_cells(text, file)
        return cls(path.name, path.resolve().parent, cells)

    def load(self, name: str, id: str = "") -> Any:
        """The function or class ``name``; ``id`` is the exercise that it is to answer.

        ``NotDefined`` without one; ``AnswerError`` names the statement that fails, or that is
        still running after ``SECONDS``.
        """
        end = len(self._statements)
        if id in (asked := self.asked(name)) and len(asked) > 1:
            end = asked[id]
        if (name, end) not in self._loaded:
            self._loaded[name, end] = self._load(name, self._statements[:end])
        return self._loaded[name, end]

    def asked(self, name: str) -> dict[str, int]:
        """The exercises of this name that the file checks, and how many statements stand above."""
        return {
            id: i
            for i, statement in enumerate(self._statements)
            for id in _checked_in(statement.node)
            if id.partition(".")[2] == name
        }

    def _load(self, name: str, statements: list[Statement]) -> Any:
        if not any({name, "*"} & statement.binds for statement in statements):
            raise NotDefined(self._missing(name))
        module = ModuleType(f"answer_{name}")
        sys.modules[module.__name__] = module  # dataclasses look their module up
        sys.path.insert(0, str(self._folder))  # as Jupyter and `python script.py` do
        running: list[str] = []
        try:
            within(
                SECONDS,
                self._execute,
                statements=_needed(name, statements),
                module=module,
                running=running,
            )
        except TookTooLong:
            raise AnswerError(
                f"{running[-1]} was still running after {SECONDS:g} s; {name} needs what it sets"
            ) from None
        finally:
            sys.path.remove(str(self._folder))
        if name in vars(module):
            return vars(module)[name]
        if any(name in statement.binds for statement in statements):
            raise NotDefined(
                f"{self.name} defines {name} on a condition that does not hold, or deletes it"
            )
        raise NotDefined(self._missing(name))

    def _missing(self, name: str) -> str:
        nodes = [statement.node for statement in self._statements]
        defined = {n.name for n in nodes if isinstance(n, ast.FunctionDef | ast.ClassDef)}
        message = f"{self.name} does not define {name}"
        message += f"; it defines {', '.join(sorted(defined))}" if defined else ", nor any function"
        return message + (f". Not read: {'; '.join(self._unread)}" if self._unread else "")

    def _execute(self, statements: list[Statement], module: ModuleType, running: list[str]) -> None:
        flags = 0
        for statement in statements:
            node = statement.node
            file = f"<{self._cell(statement.cell)}>"
            running.append(f"{self._cell(statement.cell)}, line {node.lineno}")
            source = self._cells[statement.cell - 1]
            # So that a traceback shows the line; without a time it is never sought on the disk.
            linecache.cache[file] = (len(source), None, source.splitlines(keepends=True), file)
            code = compile(ast.Module([node], []), file, "exec", flags, dont_inherit=True)
            flags |= code.co_flags & _FUTURE
            try:
                exec(code, vars(module))
            except TookTooLong:
                raise
            except BaseException as error:  # SystemExit too: an answer does not end the run
                raise AnswerError(f"{running[-1]} raised {error_text(error)}") from error

    def _cell(self, number: int) -> str:
        return f"{self.name}, cell {number}" if len(self._cells) > 1 else self.name


_FUTURE = __future__.annotations.compiler_flag


def _needed(name: str, statements: list[Statement]) -> list[Statement]:
    imported = frozenset[str]().union(*(s.imports for s in statements))
    names, chosen = {name, "*"}, set[int]()
    grown = True
    while grown:
        grown = False
        for i, statement in enumerate(statements):
            touched = statement.binds | statement.sets | (statement.calls - imported)
            if i not in chosen and touched & names:
                chosen.add(i)
                names |= statement.uses
                grown = True
    return [statements[i] for i in sorted(chosen)]


def _checked_in(node: ast.stmt) -> Iterator[str]:
    """The exercises in calls of ``check`` that a statement makes: ``check("SET.NAME", NAME)``."""
    for inner in _run_in(node):
        if isinstance(inner, ast.Call) and inner.args and isinstance(inner.args[0], ast.Constant):
            called = inner.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if name == "check" and isinstance(inner.args[0].value, str):
                yield inner.args[0].value


def _code_cells(text: str, file: str) -> list[str]:
    try:
        cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
        return [without_magics("".join(cell["source"])) for cell in cells]
    except (ValueError, KeyError, TypeError):
        raise AnswerError(f"{file} is not a notebook of format 4") from None


def without_magics(source: str) -> str:
    """A notebook's cell as plain Python, with the same number of lines."""
    magic = re.match(r"\s*%%(\w*).*", source)
    if magic is not None and magic[1] not in _RUN_PYTHON:
        return ""
    if magic is not None:
        source = source.replace("%%", "# %%", 1)
    try:
        ast.parse(source)
    except SyntaxError:
        return _MAGIC.sub(r"\1pass  # \2", source)
    return source  # a line may begin with the operator %


_RUN_PYTHON = {"capture", "prun", "time"}  # cell magics that run the cell as it stands
# %magic, !command, ?help, help? and name = %magic or name = !command
_MAGIC = re.compile(r"^([ \t]*)((?:[\w, ]+=[ \t]*)?[%!?].*|[\w.]+\?\??)$", re.MULTILINE)


def _statement(cell: int, node: ast.stmt) -> Statement:
    if isinstance(node, ast.ImportFrom) and (
        node.module == "__future__" or node.names[0].name == "*"
    ):
        return Statement(cell, node, binds=frozenset("*"))
    table = symtable.symtable(ast.unparse(node), "cell", "exec")
    symbols = table.get_symbols()
    imports = frozenset(s.get_name() for s in symbols if s.is_imported())
    uses = {s.get_name() for s in symbols if s.is_referenced()}
    return Statement(
        cell,
        node,
        binds=imports | {s.get_name() for s in symbols if s.is_assigned()},
        imports=imports,
        sets=frozenset(_set_in(node)),
        calls=frozenset(_called_in(node)),
        uses=frozenset(uses.union(*(_globals_of(inner) for inner in table.get_children()))),
    )


def _globals_of(table: symtable.SymbolTable) -> set[str]:
    names = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_global()}
    for inner in table.get_children():
        names |= _globals_of(inner)
    return names


def _run_in(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run with a statement: not the bodies of the functions that it defines."""
    yield node
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        for inner in ast.iter_child_nodes(node):
            yield from _run_in(inner)


def _set_in(node: ast.AST) -> Iterator[str]:
    """The names of values of which a statement sets or deletes an entry or an attribute."""
    for inner in _run_in(node):
        if isinstance(inner, ast.Subscript | ast.Attribute) and not isinstance(inner.ctx, ast.Load):
            yield from _name(inner)


def _called_in(node: ast.AST) -> Iterator[str]:
    """The names of values of which a statement calls a method and drops what it returns."""
    for inner in _run_in(node):
        if isinstance(inner, ast.Expr) and isinstance(inner.value, ast.Call):
            yield from _name(inner.value)


def _name(node: ast.expr) -> Iterator[str]:
    """The name that an expression begins with: t of ``t["a"].x.pop(0)``, but none of ``f(t).x``."""
    if isinstance(node, ast.Name):
        yield node.id
    elif isinstance(node, ast.Subscript | ast.Attribute):
        yield from _name(node.value)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        yield from _name(node.func)
