"""The stub of an exercise is cut from its reference answer, so the two cannot drift apart."""

import ast
import dis
import inspect
import re
import textwrap
from types import CodeType, FunctionType

BEGIN, END = "# BEGIN SOLUTION", "# END SOLUTION"
# One expression to be found: ``slope = rise / run  # BLANK (a) the slope``. The comment may stand
# in a line of its own above.
BLANK = "# BLANK "
ASSIGNED = re.compile(r"( *(?:return|[\w, ]+ =) ).+")


def stub_of(source: str, name: str) -> str:
    """What the learner starts from: the function ``name`` in ``source`` with its body replaced.

    Everything after the docstring becomes ``...``; where the source marks regions with
    ``# BEGIN SOLUTION`` and ``# END SOLUTION``, only those do, and the rest is given. Of a line
    ``name = expression  # BLANK words`` the expression is left out; the comment may stand above.
    """
    node = definition(source, name)
    lines = _lines(source, node)
    if any(line.strip() == BEGIN or BLANK in line for line in lines):
        return "\n".join(_cut_marked(lines))
    first = node.body[0]
    documented = ast.get_docstring(node) is not None
    last = first.end_lineno if documented else first.lineno - 1  # the last line that is kept
    kept = lines[: (last or 0) - _start(node) + 1]
    while kept[-1].lstrip().startswith("#"):  # a comment above the body would give it away
        kept.pop()
    return "\n".join([*kept, " " * first.col_offset + "..."])


def solution_of(source: str) -> str:
    """The reference answer as it is shown: no module docstring, no region marks."""
    tree = ast.parse(source)
    lines = source.splitlines()
    if ast.get_docstring(tree) is not None:
        lines = lines[tree.body[0].end_lineno :]
    kept = [line for line in lines if line.strip() not in (BEGIN, END)]
    return "\n".join(kept).replace(BLANK, "# ").strip()


def program_of(source: str, wrong: str, name: str) -> str:
    """The function or class ``wrong`` in ``source`` under another name, without decorators."""
    node = definition(source, wrong)
    text = "\n".join(source.splitlines()[node.lineno - 1 : node.end_lineno])
    return re.sub(rf"\b(def|class) {wrong}\b", rf"\1 {name}", text, count=1)


def definition(source: str, name: str) -> ast.FunctionDef | ast.ClassDef:
    """The top-level function or class ``name`` in ``source``; ``LookupError`` without one."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return node
    raise LookupError(f"no function or class {name!r} at the top level of the source")


def defined_text(source: str, name: str) -> str:
    """The text of the function or class ``name`` in ``source``, decorators included."""
    return "\n".join(_lines(source, definition(source, name)))


def untouched(answer: object, stub: str, name: str) -> bool:
    """True when ``answer`` does what the stub does: compares compiled code, not text."""
    try:
        return _skeleton(_code_of(inspect.unwrap(answer))) == _skeleton(_compiled(stub, name))  # type: ignore[arg-type]
    except (LookupError, OSError, SyntaxError, TypeError):
        return False  # a class without source, a built-in, a callable object: not our stub


def _start(node: ast.FunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])


def _lines(source: str, node: ast.FunctionDef | ast.ClassDef) -> list[str]:
    return source.splitlines()[_start(node) - 1 : node.end_lineno]


def _cut_marked(lines: list[str]) -> list[str]:
    kept, cutting, above = [], False, False
    for line in lines:
        code, _, words = line.partition(BLANK)
        if words and not code.strip():  # the expression stands below
            kept.append(f"{code}# {words}")
            above = True
        elif words or above:
            kept.append(ASSIGNED.sub(r"\1...", code) + (f"  # {words}" if words else ""))
            above = False
        elif line.strip() == BEGIN:
            kept.append(line.replace(BEGIN, "..."))
            cutting = True
        elif line.strip() == END:
            cutting = False
        elif not cutting:
            kept.append(line)
    return kept


def _code_of(answer: object) -> CodeType:
    if isinstance(answer, FunctionType):
        return answer.__code__
    if isinstance(answer, type):
        source = textwrap.dedent(inspect.getsource(answer))
        return _compiled(source, answer.__name__)
    raise TypeError("neither a function nor a class")


def _compiled(source: str, name: str) -> CodeType:
    for constant in compile(source, "<stub>", "exec").co_consts:
        if isinstance(constant, CodeType) and constant.co_name == name:
            return constant
    raise LookupError(name)


def _skeleton(code: CodeType) -> list[tuple[str, object]]:
    """What a piece of code does, without its docstring, its line numbers and its file."""
    steps: list[tuple[str, object]] = []
    for step in dis.get_instructions(code):
        value = step.argval
        steps.append((step.opname, _skeleton(value) if isinstance(value, CodeType) else value))
    return steps
