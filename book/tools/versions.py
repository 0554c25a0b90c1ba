"""Run the package's tests with other versions than the lock's, in an environment of their own.

``floors`` are the lowest versions that pyproject.toml promises: its ``>=`` taken as ``==``.
``hosted`` are those of hosted notebooks, which a reader cannot choose; the notebooks run there too.

    python book/tools/versions.py floors|hosted [PYTHON] [torch=VERSION]

Only the standard library is used: nothing is installed yet.
"""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# Hosted notebooks, November 2026, with Python 3.13.0. NumPy 2.0.2 has no wheel for it: pip builds
# it from source, which needs a C++ compiler and minutes.
HOSTED = {
    "anywidget": "0.9.21",
    "ipykernel": "6.17.1",
    "ipython": "7.34.0",
    "ipywidgets": "7.7.1",
    "matplotlib": "3.10.0",
    "numpy": "2.0.2",
    "pytest": "8.4.2",
    "scikit-learn": "1.6.1",
    "torch": "2.11.0",
}

# What needs the book's own tools, its pages, a browser or much time is tested with the lock only.
TESTS = (
    "tests",
    "--ignore=tests/benchmarks",
    "--ignore=tests/test_chapters.py",
    "--ignore=tests/test_site.py",
    "--ignore=tests/test_site_widgets.py",
    "--ignore=tests/test_site_paths.py",
    "--ignore=tests/test_text_verdicts.py",
    "--ignore=tests/tools",
    "-m",
    "not browser and not site and not slow",
)
NOTEBOOKS = ("tests/test_chapters.py", "-k", "smoke")


class VersionsError(RuntimeError):
    """The environment cannot be made."""


def split(requirement: str) -> tuple[str, str, str]:
    """Name, comparison and version of a requirement; without a version: VersionsError."""
    found = re.fullmatch(r"([\w.-]+)(?:\[[\w,]+\])?\s*(>=|==)\s*([\w.]+)", requirement)
    if not found:
        raise VersionsError(f"pyproject.toml promises no lowest version: {requirement!r}")
    return found[1].lower(), found[2], found[3]


def project() -> dict:
    """What pyproject.toml says of the package."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def floors(settings: dict) -> dict[str, str]:
    """The lowest version of everything that the package and its tests ask for."""
    asked = settings["dependencies"] + settings["optional-dependencies"]["test"]
    found: dict[str, str] = {}
    for name, _, version in map(split, asked):
        if name in found and found[name] != version:
            raise VersionsError(f"two lowest versions of {name}: {found[name]}, {version}")
        found[name] = version
    return found


def wanted(kind: str, settings: dict) -> tuple[list[str], dict[str, str]]:
    """What to install beside the package, and the version of each package that is fixed."""
    tools = settings["optional-dependencies"]["test"]
    if kind == "floors":
        return tools, floors(settings)
    # There the tests' own pytest is older than the one that they ask for.
    tools = [tool for tool in tools if split(tool)[0] not in HOSTED]
    return [*tools, *HOSTED, "jupytext", "pyyaml"], HOSTED


def environment(kind: str, python: str, torch: str = "") -> Path:
    """Make a fresh environment; return the path of its Python. VersionsError where it fails."""
    folder = ROOT / "_build" / kind
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    tools, versions = wanted(kind, project())
    if torch:
        versions = versions | {"torch": torch}
    lines = [f"{name}=={version}" for name, version in sorted(versions.items())]
    (folder / "constraints.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    if not works(python):
        raise VersionsError(
            f"{python!r} is no Python that runs: make floors PYTHON=/path/to/python3.11, "
            "make hosted HOSTED_PYTHON=/path/to/python3.13"
        )
    own = folder / "bin" / "python"
    pip = [
        str(own),
        "-m",
        "pip",
        "--quiet",
        "--disable-pip-version-check",
        "install",
    ]
    for command in (
        [python, "-m", "venv", str(folder)],
        # The build of the package needs a setuptools of today, whatever else is old.
        [*pip, "--constraint", str(folder / "constraints.txt"), "--editable", str(ROOT), *tools],
    ):
        if subprocess.run(command).returncode:
            raise VersionsError(f"failed: {' '.join(command)}")
    return own


def works(python: str) -> bool:
    """Whether there is such a Python: a shim may be there and not work."""
    try:
        return not subprocess.run([python, "--version"], capture_output=True).returncode
    except OSError:
        return False


def main(kind: str = "", *arguments: str) -> int:
    """Make the environment, run the tests in it; return the exit status."""
    if kind not in ("floors", "hosted"):
        print(__doc__, file=sys.stderr)
        return 2
    given = dict(a.split("=", 1) for a in arguments if "=" in a)
    python = next((a for a in arguments if "=" not in a), sys.executable)
    try:
        own = environment(kind, python, given.get("torch", ""))
    except VersionsError as error:
        print(error, file=sys.stderr)
        return 1
    print((own.parents[1] / "constraints.txt").read_text(encoding="utf-8"), flush=True)
    # Chromium may be here; its tests are not for these versions.
    run = [str(own), "-m", "pytest", "-q", "-n", "2", "--dist", "loadgroup"]
    selections = [TESTS] if kind == "floors" else [TESTS, NOTEBOOKS]
    codes = [subprocess.run([*run, *tests], cwd=ROOT).returncode for tests in selections]
    return max(codes)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main(*sys.argv[1:]))
