"""Small changes to the source of a function: the slips that are usual in this field.

Each operator is a generator over the nodes that may stand in place of one node of the syntax tree;
``changes`` applies each of them to each node, one at a time. A well-kept tool such as Cosmic Ray
writes every change to disk and starts a test command for it, which here would import torch a few
thousand times; our checks take a function, so a change is compiled and checked in place.
"""

import ast
import copy
import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

Operator = Callable[[ast.AST], Iterator[ast.AST]]

# Names that a learner may write one for the other.
PARTNERS = (
    {"x", "y"},
    {"real", "fake"},
    {"fx", "fy"},
    {"p", "q"},
    {"a", "b"},
    {"f", "g"},
    {"log_p", "log_q"},
    {"z", "z_critic"},
    {"z_discriminator", "z_generator"},
    {"critic", "generator"},
    {"discriminator", "generator"},
    {"critic_optimiser", "generator_optimiser"},
    {"discriminator_optimiser", "generator_optimiser"},
    {"for_critic", "for_generator"},
    {"gap_1", "gap_2"},
    {"weight_1", "weight_2"},
    {"theta", "psi"},
    {"n", "m"},
    {"n_in", "n_out"},
    {"i", "j"},
    {"u", "v"},
    {"left", "room"},
    {"rows", "columns"},
    {"rise", "run"},
    {"below", "equal"},
    {"critic_step", "generator_step"},
)
NETWORKS = {"critic", "generator", "discriminator", "layer"}
ROWS = {"y", "fake", "fy", "q"}  # what is paired with another, row by row

# Functions and methods by what may stand in their place.
INSTEAD = {
    "mean": ("sum",),
    "sum": ("mean",),
    "min": ("max",),
    "max": ("min",),
    "argmin": ("argmax",),
    "argmax": ("argmin",),
    "rand": ("randn", "ones"),
    "sort": ("asarray",),
    "log": ("log2",),
    "log1p": ("log",),
    "logaddexp": ("maximum",),
    "softplus": ("relu", "sigmoid"),
    "square": ("abs",),
    "abs": ("square",),
    "cumsum": ("asarray",),
    "LeakyReLU": ("Identity",),
    "ReLU": ("Identity",),
    "Adam": ("SGD",),
    "eval": ("train",),
    "train": ("eval",),
}
# What may be left out of a chain of methods, or around an argument.
LEFT_OUT = {
    "detach",
    "clone",
    "item",
    "flatten",
    "requires_grad_",
    "square",
    "sqrt",
    "abs",
    "relu",
    "sort",
    "log",
    "expit",
    "mean",
    "sum",
    "ravel",
    "diff",
    "cumsum",
    "view",
    "norm",
    "float",
    "exp",
}
BINARY = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.Mod: (ast.FloorDiv,),
}
COMPARED = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.GtE),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
}


def called(node: ast.AST) -> str:
    """The last part of the name of a called function; empty for anything else."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    return getattr(function, "attr", "") or getattr(function, "id", "")


def renamed(node: ast.Call, name: str) -> ast.Call:
    new = copy.deepcopy(node)
    setattr(new.func, "attr" if isinstance(new.func, ast.Attribute) else "id", name)
    return new


def statement(text: str) -> list[ast.stmt]:
    return ast.parse(text).body


def drop_a_statement(node: ast.AST) -> Iterator[ast.AST]:
    """Also ``zero_grad``, ``step``, and everything else that is called for what it changes."""
    if isinstance(node, ast.Expr | ast.Assign | ast.AugAssign | ast.Raise | ast.Return | ast.If):
        yield ast.Pass()


def repeat_a_statement(node: ast.AST) -> Iterator[ast.AST]:
    once = {"zero_grad", "clamp_", "train", "eval"}  # twice is the same as once
    if isinstance(node, ast.Expr | ast.AugAssign) and called(node.value) not in once:
        yield ast.If(ast.Constant(True), [copy.deepcopy(node), copy.deepcopy(node)], [])


def drop_a_with(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.With):
        yield ast.If(ast.Constant(True), copy.deepcopy(node.body), [])


def drop_a_loop(node: ast.AST) -> Iterator[ast.AST]:
    """Once where it should be many times, and the last statement of the body outside of it."""
    if isinstance(node, ast.For):
        yield ast.For(node.target, node.iter, [*copy.deepcopy(node.body), ast.Break()], [])
        if len(node.body) > 1:
            loop = ast.For(node.target, node.iter, copy.deepcopy(node.body[:-1]), [])
            yield ast.If(ast.Constant(True), [loop, copy.deepcopy(node.body[-1])], [])


def drop_a_call(node: ast.AST) -> Iterator[ast.AST]:
    """``x.detach()`` and ``np.sort(x)`` become ``x``."""
    if called(node) in LEFT_OUT:
        function = node.func
        module = isinstance(function, ast.Attribute) and getattr(function.value, "id", "") in (
            "np",
            "torch",
            "math",
        )
        if isinstance(function, ast.Attribute) and not module:
            yield function.value
        elif node.args:
            yield node.args[0]
    if isinstance(node, ast.Attribute) and node.attr == "T":
        yield node.value


def cut_a_graph(node: ast.AST) -> Iterator[ast.AST]:
    """``critic(y)`` becomes ``critic(y).detach()``."""
    if called(node) in NETWORKS:
        yield ast.Call(ast.Attribute(node, "detach", ast.Load()), [], [])


def drop_an_argument(node: ast.AST) -> Iterator[ast.AST]:
    """``create_graph``, ``keepdim``, ``dim``, ``where``, or a part of a position."""
    if isinstance(node, ast.Call):
        for i in range(len(node.keywords)):
            new = copy.deepcopy(node)
            del new.keywords[i]
            yield new
        if len(node.args) > 1:
            new = copy.deepcopy(node)
            del new.args[-1]
            yield new


def swap_arguments(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Call) and len(node.args) > 1:
        new = copy.deepcopy(node)
        new.args[0], new.args[1] = new.args[1], new.args[0]
        yield new
    if isinstance(node, ast.Tuple) and len(node.elts) > 1 and isinstance(node.ctx, ast.Load):
        new = copy.deepcopy(node)
        new.elts[0], new.elts[1] = new.elts[1], new.elts[0]
        yield new


def swap_sides(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp) and isinstance(
        node.op, ast.Sub | ast.Div | ast.MatMult | ast.Pow
    ):
        yield ast.BinOp(node.right, node.op, node.left)


def another_operation(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.BinOp | ast.AugAssign):
        for operation in BINARY.get(type(node.op), ()):
            new = copy.deepcopy(node)
            new.op = operation()
            yield new


def drop_a_side(node: ast.AST) -> Iterator[ast.AST]:
    """A term, a factor, an exponent."""
    if isinstance(node, ast.BinOp):
        yield node.left
        if not isinstance(node.op, ast.Pow | ast.Div | ast.Mod):
            yield node.right


def turn_a_sign(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.UnaryOp):
        yield node.operand
    if isinstance(node, ast.Return | ast.Assign) and isinstance(node.value, ast.BinOp | ast.Call):
        new = copy.deepcopy(node)
        new.value = ast.UnaryOp(ast.USub(), new.value)
        yield new


def another_constant(node: ast.AST) -> Iterator[ast.AST]:
    """Axes, indices, factors and powers, off by one; numbers twice as large."""
    if not isinstance(node, ast.Constant):
        return
    if isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    elif isinstance(node.value, int):
        yield ast.Constant(node.value + 1)
        yield ast.Constant(node.value - 1)
    elif isinstance(node.value, float):
        yield ast.Constant(2 * node.value if node.value else 0.5)
        yield ast.Constant(node.value / 2 if node.value else -0.5)


def another_comparison(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        for operation in COMPARED.get(type(node.ops[0]), ()):
            yield ast.Compare(node.left, [operation()], node.comparators)


def another_function(node: ast.AST) -> Iterator[ast.AST]:
    """Sum for mean, least for largest, normal for uniform."""
    for name in INSTEAD.get(called(node), ()):
        yield renamed(node, name)


def another_name(node: ast.AST) -> Iterator[ast.AST]:
    """Real for fake, the critic's noise for the generator's, one optimiser for the other."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        for pair in PARTNERS:
            if node.id in pair:
                yield ast.Name(next(iter(pair - {node.id})), ast.Load())


def turn_a_condition(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.If | ast.IfExp):
        new = copy.deepcopy(node)
        new.test = ast.UnaryOp(ast.Not(), new.test)
        yield new
    if isinstance(node, ast.BoolOp):
        new = copy.deepcopy(node)
        new.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield new


def another_slice(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Slice):
        yield ast.Slice(None, None)
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):  # f[:, None]
        new = copy.deepcopy(node)
        new.slice.elts.reverse()
        yield new
        yield node.value


def around_the_function(node: ast.AST) -> Iterator[ast.AST]:
    """Freeze a network, leave it in evaluation mode, shuffle partners, set the seed."""
    if not isinstance(node, ast.FunctionDef):
        return
    calls = {called(inner) for inner in ast.walk(node)}
    names = [argument.arg for argument in node.args.args]
    last = node.body[-1] if isinstance(node.body[-1], ast.Return) else None
    body = node.body[:-1] if last else node.body
    rest = [last] if last else []

    def new(first: str, then: str = "") -> ast.FunctionDef:
        function = copy.deepcopy(node)
        inner = [*copy.deepcopy(body), *statement(then), *copy.deepcopy(rest)]
        function.body = [*statement(first), *inner]
        return function

    for name in names:
        if name in NETWORKS:
            yield new("", f"{name}.requires_grad_(False)")
            yield new(f"{name}.eval()")
            if "backward" not in calls:
                yield new("", f"{name}.zero_grad()")
        if name in ROWS:
            yield new(f"{name} = {name}[list(range(len({name})))[::-1]]")
    if calls & {"rand", "randn", "Linear"}:
        yield new("import torch; torch.manual_seed(0)")
        if "rng" in names:
            yield new("rng.manual_seed(0)")


OPERATORS: tuple[Operator, ...] = (
    drop_a_statement,
    repeat_a_statement,
    drop_a_with,
    drop_a_loop,
    drop_a_call,
    cut_a_graph,
    drop_an_argument,
    swap_arguments,
    swap_sides,
    another_operation,
    drop_a_side,
    turn_a_sign,
    another_constant,
    another_comparison,
    another_function,
    another_name,
    turn_a_condition,
    another_slice,
    around_the_function,
)


@dataclass(frozen=True)
class Change:
    """One change to a source: its operator, what was changed in words, and the new source."""

    operator: str
    text: str
    source: str


@cache
def changes(source: str) -> tuple[Change, ...]:
    """Every change of every operator to the source, each once, in the order of the source."""
    tree = _without_docstrings(ast.parse(source))
    before = ast.unparse(tree)
    raised = [node for node in ast.walk(tree) if isinstance(node, ast.Raise)]
    free = {inner for node in raised for inner in ast.walk(node)} - set(raised)  # its words
    found: dict[str, Change] = {}
    for index, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.Import | ast.ImportFrom | ast.alias | ast.arg) or node in free:
            continue
        for operator in OPERATORS:
            for replacement in operator(node):
                try:
                    after = _with(tree, index, replacement)
                except (SyntaxError, TypeError, ValueError):
                    continue  # a change that is no program
                if after != before and ".detach().detach()" not in after:
                    found.setdefault(
                        after, Change(operator.__name__, _difference(before, after), after)
                    )
    return tuple(found.values())


def _without_docstrings(tree: ast.Module) -> ast.Module:
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and ast.get_docstring(node):
            del node.body[0]
    return tree


def _with(tree: ast.Module, index: int, replacement: ast.AST) -> str:
    """The source with the node of this number in ``ast.walk`` replaced."""
    new = copy.deepcopy(tree)
    target = list(ast.walk(new))[index]
    for parent in ast.walk(new):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, copy.deepcopy(replacement))
            elif isinstance(value, list):
                value[:] = [copy.deepcopy(replacement) if v is target else v for v in value]
    text = ast.unparse(ast.fix_missing_locations(new))
    compile(text, "<change>", "exec")
    return text


def _difference(before: str, after: str) -> str:
    """The lines that differ: ``old → new``."""
    old, new = [], []
    for line in difflib.ndiff(before.splitlines(), after.splitlines()):
        if line.startswith("- "):
            old.append(line[2:].strip())
        elif line.startswith("+ "):
            new.append(line[2:].strip())
    return f"{'; '.join(old)} → {'; '.join(new)}"
