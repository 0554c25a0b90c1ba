"""Which files the outputs of a notebook depend on: of a small package, and of this one."""

import ast
import os
import subprocess
import sys

import pytest

from book.tools import names
from book.tools.keys import Keys, code_of
from book.tools.layout import Book

MODULES = {
    "laws": "import os\nclass Normal: ...\n",
    "transport.line": "from {lib}.laws import Normal\ndef w1(): return Normal\n",
    "transport.plane": "from {lib}.transport.line import w1\ndef w2(): return w1()\n",
    "transport.alone": "def zero(): return 0\n",
    "transport": "from {lib}.transport.alone import zero\nfrom {lib}.transport.line import w1\n"
    "from {lib}.transport.plane import w2\n"
    "__all__ = ['w1', 'w2', 'zero', 'both']\n"
    "def both(): return w1() + w2()\n",
    "plots.bars": "from {lib} import transport\ndef bars(): return transport.zero()\n",
    "plots": "from {lib}.plots.bars import bars\n",
    "typed": "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from {lib} import laws\n",
    "widgets.base": "def esm(name): ...\nPAGE = esm('page.js')\n",
    "widgets.moving": "from {lib}.widgets.base import esm\n"
    "M = [esm(f'panels/{{n}}.js') for n in 'ab']\n",
    "widgets": "from {lib}.widgets.moving import M\n",
    "checks.engine.run": "def run(id): ...\n",
    "checks.engine": "",
    "checks": "from {lib}.checks.engine.run import run\ndef check(id, f): return run(id)\n",
    **{
        f"checks.{slug}{part}": ""
        for slug in ("one", "two")
        for name in ("f", "g")
        for part in (f".test_{name}", f".solutions.{name}", f".mutants.{name}")
    },
    **{
        f"checks.{slug}{part}": "" for slug in ("one", "two") for part in (".solutions", ".mutants")
    },
    **{f"checks.{slug}": "" for slug in ("one", "two")},
}
DATA = ("widgets/page.js", "widgets/panels/a.js", "widgets/panels/b.js", "widgets/unnamed.bin")


@pytest.fixture
def keys(small_book):
    """The small book's keys, over the package above."""
    for name, code in MODULES.items():
        small_book.module(name, code.format(lib=small_book.package))
    for name in MODULES:  # what became a package only later
        if (folder := small_book.root.joinpath(small_book.package, *name.split("."))).is_dir():
            folder.with_suffix(".py").unlink(missing_ok=True)
            (folder / "__init__.py").write_text(MODULES[name].format(lib=small_book.package))
    for name in DATA:
        path = small_book.root / small_book.package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("data")
    return Keys(small_book.root, small_book.package)


def depends(keys, code):
    """What code depends on, as names without the package's, packages with a slash."""
    files = keys.files(code.format(lib=keys.graph.package))
    places = [file.relative_to(keys.graph.root).as_posix() for file in files]
    return {place.replace("__init__.py", "").removesuffix(".py") for place in places} - {""}


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("import os", ""),
        ("from {lib} import laws\nlaws.Normal", "laws"),
        # Through the package's __init__.py to the module that defines it, and on from there.
        ("from {lib} import transport\ntransport.w1()", "transport/ transport/line laws"),
        ("from {lib}.transport import zero", "transport/ transport/alone"),
        ("from {lib} import plots\nplots.bars()", "plots/ plots/bars transport/ transport/alone"),
        ("from {lib}.transport.line import w1", "transport/ transport/line laws"),
        # What the __init__.py defines itself needs all that it imports; so does what is unknown.
        *(
            (code, "transport/ transport/alone transport/line transport/plane laws")
            for code in (
                "from {lib} import transport\ntransport.both()",
                "from {lib} import transport\ntransport.nowhere()",
                "from {lib} import transport\nprint(transport)",
                "from {lib}.transport import *",
            )
        ),
        ("from {lib} import typed\ntyped.x", "typed"),
        # Data: those that a module names; what none names belongs to the whole folder.
        ("from {lib}.widgets import base\nbase.esm", "widgets/ widgets/base widgets/page.js "
         "widgets/unnamed.bin"),
        ("from {lib}.widgets import M", "widgets/ widgets/base widgets/moving widgets/page.js "
         "widgets/panels/a.js widgets/panels/b.js widgets/unnamed.bin"),
        # A program that is run counts by its name.
        ("get_ipython().system('python -m {lib}.laws')", "laws"),
    ],
)  # fmt: skip
def test_a_notebook_depends_on_the_modules_whose_names_it_uses(keys, code, found):
    assert depends(keys, code) == set(found.split())


ENGINE = {"checks/", "checks/engine/", "checks/engine/run"}


def exercise(slug, *its_names):
    parts = {f"checks/{slug}/", f"checks/{slug}/solutions/", f"checks/{slug}/mutants/"}
    for name in its_names:
        parts |= {f"checks/{slug}/{part}{name}" for part in ("test_", "solutions/", "mutants/")}
    return parts


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("check('one.f', f)", exercise("one", "f")),
        ("check('one.f', f)\ncheck('two.g', g)", exercise("one", "f") | exercise("two", "g")),
        ("check(f'one.{{name}}', f)", exercise("one", "f", "g")),
        *(
            (code, exercise("one", "f", "g") | exercise("two", "f", "g"))
            for code in ("check(name, f)", "check('one.none', f)", "map(check, found)", "check()")
        ),
    ],
)
def test_a_notebook_depends_on_the_exercises_that_it_names(keys, code, found):
    assert depends(keys, "from {lib}.checks import check\n" + code) == ENGINE | found


def test_the_key_changes_with_what_the_notebook_uses(small_book, keys, monkeypatch):
    page = small_book.write("first", f"from {small_book.package} import laws", "%time laws.Normal")

    def key():
        return Keys(small_book.root, small_book.package).key(page)

    before = key()
    small_book.module("transport.line", "changed = 1\n")
    assert key() == before
    changes = (
        lambda: small_book.module("laws", "class Normal:\n    x = 1\n"),
        lambda: (small_book.root / "requirements.txt").write_text("numpy==2\n"),
        lambda: monkeypatch.setenv("GANTUTOR_PRESET", "smoke"),
        lambda: monkeypatch.setenv("GANTUTOR_DEVICE", "cpu"),
    )
    seen = {before}
    for change in changes:
        change()
        seen.add(key())
    assert len(seen) == 1 + len(changes)


# The package itself.


@pytest.fixture(scope="module")
def own():
    """This book's keys."""
    return Keys(Book().root)


def test_to_import_a_module_of_the_package_is_to_define_names_and_nothing_else(own):
    """What makes it sound to leave out modules that a page imports without using their names."""
    for module in own.graph.modules:
        for node in ast.parse(own.graph.source(module)).body:
            if isinstance(node, ast.Expr):
                fine = isinstance(node.value, ast.Constant)  # a docstring
            elif isinstance(node, ast.If):
                fine = ast.unparse(node.test) in ("TYPE_CHECKING", "__name__ == '__main__'")
            elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                fine = all(isinstance(target, ast.Name | ast.Tuple) for target in targets)
            else:
                defined = ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom
                fine = isinstance(node, defined)
            assert fine, f"{module}, line {node.lineno}: {ast.unparse(node)[:80]}"


def test_functions_register_only_with_functions_of_their_own_module(own):
    for module in own.graph.modules:
        tree = ast.parse(own.graph.source(module))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        for node in ast.walk(tree):
            for by in getattr(node, "decorator_list", []):
                if isinstance(by, ast.Attribute) and by.attr == "register":
                    assert ast.unparse(by.value) in functions, f"{module}, line {by.lineno}"


def test_modules_are_imported_by_a_computed_name_only_where_the_keys_know_of_it(own):
    """Exercises are, whose names stand in the notebooks as texts."""
    users = {m for m in own.graph.modules if "import_module(" in own.graph.source(m)}
    assert users <= {"gantutor.checks.engine.exercises"}


def test_every_name_that_a_notebook_uses_is_found_in_the_package(own):
    for notebook in Book().notebooks():
        for name in names.used(code_of(notebook), "gantutor").imported():
            homes = own.graph.homes(name)
            whole = own.graph.is_package(name_of := min(homes, key=len)) and len(homes) > 1
            assert not whole, f"{notebook.name} depends on all of {name_of} by {name}"


def test_notebooks_import_nothing_of_the_repository_but_the_package():
    """The keys know of nothing else, nor does a notebook that is opened alone have it."""
    here = {path.stem for path in Book().root.iterdir() if path.is_dir() or path.suffix == ".py"}
    for notebook in Book().notebooks():
        for node in ast.walk(ast.parse(code_of(notebook))):
            found = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "asname")]
            found = [node.module or ""] if isinstance(node, ast.ImportFrom) else found
            tops = {name.split(".")[0] for name in found}
            assert tops & here <= {"gantutor"}, notebook.name


def test_an_exercise_belongs_to_one_chapter(own):
    pages = [path for path in Book().notebooks() if not path.stem.startswith("broken_")]
    files = [own.files(code_of(path)) for path in pages]
    tests = [m for m in own.graph.modules if ".test_" in m and ".broken." not in m]
    assert len(tests) > 30
    for module in tests:
        assert sum(own.graph.file(module) in its for its in files) == 1, module


TRACE = """
import cProfile, importlib, os, pkgutil, sys, threading
from pathlib import Path
import gantutor
root = os.path.dirname(gantutor.__file__) + os.sep
for module in pkgutil.walk_packages(gantutor.__path__, "gantutor."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
import IPython
shell = IPython.core.interactiveshell.InteractiveShell.instance()
code = Path(sys.argv[1]).read_text()
seen = set()
def called(frame, event, argument):
    if event == "call":
        seen.add(frame.f_code.co_filename)
def opened(event, arguments):
    if event == "open" and isinstance(arguments[0], str | Path):
        seen.add(str(arguments[0]))
sys.addaudithook(opened)
threading.setprofile(called)
profile = cProfile.Profile()  # for this thread: much faster than a function of ours
result = profile.runcall(shell.run_cell, code)
result.raise_error()
seen |= {e.code.co_filename for e in profile.getstats() if not isinstance(e.code, str)}
used = {name for name in seen if name.startswith(root) and "__pycache__" not in name}
Path(sys.argv[2]).write_text("\\n".join(sorted(used)))
"""


@pytest.mark.slow
@pytest.mark.parametrize("page", ["chapters/02_log2_plateau", "book/which_method"])
def test_whatever_runs_or_is_read_for_a_page_is_among_its_files(own, page, tmp_path):
    """All modules are imported first; then the page runs, and calls and opened files are noted."""
    code = code_of(Book().root / f"{page}.ipynb")
    (tmp_path / "code.py").write_text(code, encoding="utf-8")
    command = [sys.executable, "-c", TRACE, str(tmp_path / "code.py"), str(tmp_path / "used")]
    folder = (Book().root / page).parent
    variables = {"GANTUTOR_PRESET": "smoke", "MPLBACKEND": "agg"}
    done = subprocess.run(
        command, cwd=folder, env=os.environ | variables, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    used = set((tmp_path / "used").read_text().split("\n"))
    assert len(used) > 10
    assert used <= {str(file) for file in own.files(code)}
