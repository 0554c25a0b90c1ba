"""The package's modules form layers: each imports only from those before it."""

import ast
from pathlib import Path

import pytest

import gantutor

LAYERS = (
    "files",
    "distributions",
    "data",
    "divergences",
    "transport",
    "spectral",
    "nets",
    "objectives",
    "constraints",
    "dynamics",
    "training",
    "recording",
    "metrics",
    "experiments",
    "plots",
    "widgets",
    "checks",
    "bench",
)
ROOT = Path(gantutor.__file__).parent
FILES = sorted(ROOT.rglob("*.py"))


def imported(source: str, package: str) -> list[str]:
    """The full names of every module that ``source``, a module in ``package``, may import.

    ``from a import b`` counts as both ``a`` and ``a.b``: b may be a module.
    """
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, base]).rstrip(".")
            names += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    return names


def layer(name: str) -> str | None:
    """The layer that a module's full name belongs to; None outside the package."""
    parts = name.split(".")
    return parts[1] if parts[0] == "gantutor" and len(parts) > 1 else None


def forbidden(source: str, package: str, own: str) -> list[str]:
    """The imports of a module of the layer ``own`` that point at a later layer."""
    allowed = LAYERS[: LAYERS.index(own) + 1]
    return [
        name
        for name in imported(source, package)
        if layer(name) in LAYERS and layer(name) not in allowed
    ]


def module(file: Path) -> tuple[str, str]:
    """The package that relative imports in ``file`` start from, and its layer."""
    inside = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(["gantutor", *inside[:-1]]), inside[0]


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_a_module_imports_only_from_its_own_and_earlier_layers(file):
    package, own = module(file)
    source = file.read_text()
    if file == ROOT / "__init__.py":
        assert [name for name in imported(source, package) if layer(name)] == []
        return
    assert own in LAYERS, f"{own} is in no layer: name it in LAYERS and in the package's docstring"
    assert forbidden(source, package, own) == []


@pytest.mark.parametrize("file", FILES, ids=lambda f: str(f.relative_to(ROOT)))
def test_nothing_imports_a_chapter_or_a_test(file):
    package, _ = module(file)
    outside = {name.split(".")[0] for name in imported(file.read_text(), package)}
    assert outside & {"chapters", "tests", "cases", "conftest"} == set()


def test_the_docstring_of_the_package_names_the_layers_in_order():
    named = [word.strip("`") for word in gantutor.__doc__.split() if word.startswith("``")]
    assert tuple(name for name in named if name != "gantutor") == LAYERS


@pytest.mark.parametrize(
    "source",
    [
        "import gantutor.plots",
        "from gantutor import plots",
        "from gantutor.plots import samples",
        "from .. import plots",
        "from ..plots.style import REAL",
        "def later():\n    import gantutor.plots.style",
    ],
)
def test_the_test_sees_an_import_of_a_later_layer(source):
    assert forbidden(source, "gantutor.transport", "transport") != []
    assert forbidden(source, "gantutor.plots", "plots") == []


def test_the_test_follows_relative_imports_inside_a_layer():
    assert forbidden("from .problem import certified", "gantutor.transport", "transport") == []
    assert imported("from .a import b", "gantutor.plots") == [
        "gantutor.plots.a",
        "gantutor.plots.a.b",
    ]
