"""The package's modules form layers: each imports only from those before it."""

from pathlib import Path

import grimp
import pytest

import gantutor

LAYERS = (
    "colours",
    "files",
    "names",
    "randomness",
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
    "verdicts",
    "recording",
    "gan",
    "vae",
    "cvae_gan",
    "sequences",
    "direct",
    "flows",
    "maps",
    "metrics",
    "experiments",
    "plots",
    "widgets",
    "checks",
    "report",
)
ROOT = Path(gantutor.__file__).parent
OUTSIDE = {"benchmarks", "chapters", "tests", "cases", "conftest"}


def imports_of(package: str) -> grimp.ImportGraph:
    """Who imports whom, inside functions too; other packages by their first name."""
    return grimp.build_graph(package, include_external_packages=True, cache_dir=None)


def upward(imports: grimp.ImportGraph, package: str, layers: tuple[str, ...]) -> list[str]:
    """The chains of imports from a layer to a later one."""
    found = imports.find_illegal_dependencies_for_layers(layers[::-1], containers={package})
    return [
        " → ".join((min(route.heads), *route.middle, min(route.tails)))
        for dependency in found
        for route in dependency.routes
    ]


@pytest.fixture(scope="module")
def imports():
    return imports_of("gantutor")


def test_a_module_imports_only_from_its_own_and_earlier_layers(imports):
    assert upward(imports, "gantutor", LAYERS) == []
    assert imports.find_modules_directly_imported_by("gantutor") == set()


def test_every_file_is_a_module_of_some_layer(imports):
    """A folder without ``__init__.py`` would go unseen, a module that is no layer unchecked."""
    files = {file.relative_to(ROOT.parent).with_suffix("") for file in ROOT.rglob("*.py")}
    names = {".".join(f.parts).removesuffix(".__init__") for f in files}
    assert names == {name for name in imports.modules if name.split(".")[0] == "gantutor"}
    found = {name.removeprefix("gantutor.") for name in imports.find_children("gantutor")}
    assert found - {"__main__"} == set(LAYERS), (
        "name a new layer in LAYERS and in the package's docstring"
    )


def test_nothing_imports_a_chapter_or_a_test(imports):
    assert imports.modules & OUTSIDE == set()


def test_networks_need_no_transport(imports):
    assert imports.find_shortest_chain("gantutor.nets", "gantutor.transport") is None


def test_the_docstring_of_the_package_names_the_layers_in_order():
    named = [word.strip("`") for word in gantutor.__doc__.split() if word.startswith("``")]
    assert tuple(name for name in named if name != "gantutor") == LAYERS


@pytest.mark.parametrize(
    "source",
    [
        "import small.high",
        "from small import high",
        "from small.high import b",
        "from .. import high",
        "from ..high.b import NAME",
        "def later():\n    import small.high.b",
        "import small.middle.a",  # which imports high
    ],
)
def test_the_tests_see_what_they_forbid(tmp_path, monkeypatch, source):
    files = {
        "__init__.py": "",
        "low/__init__.py": "",
        "low/a.py": f"{source}\nimport tests.browser",
        "middle/__init__.py": "",
        "middle/a.py": "from ..high import b",
        "high/__init__.py": "",
        "high/b.py": "NAME = 1",
    }
    for name, text in files.items():
        file = tmp_path / "small" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    monkeypatch.syspath_prepend(tmp_path)
    small = imports_of("small")
    (chain,) = upward(small, "small", ("low", "high"))
    assert chain.startswith("small.low.a → small.")
    assert upward(small, "small", ("high", "low")) == []
    assert small.modules & OUTSIDE == {"tests"}
