"""The versions that `make floors` and `make hosted` install are those that are promised."""

import subprocess
from types import SimpleNamespace

import pytest

from book.tools import versions


@pytest.fixture
def commands(monkeypatch, tmp_path):
    """What would be run, in a repository elsewhere."""
    ran = []

    def run(command, **_):
        ran.append(command)
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(versions.subprocess, "run", run)
    settings = versions.project()
    monkeypatch.setattr(versions, "project", lambda: settings)
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    return ran


SETTINGS = {
    "dependencies": ["numpy>=1.26", "POT >= 0.9.4"],
    "optional-dependencies": {"test": ["pytest>=9", "numpy>=1.26"], "book": ["sphinx>=7"]},
}


def test_floors_are_what_the_project_promises():
    assert versions.floors(SETTINGS) == {"numpy": "1.26", "pot": "0.9.4", "pytest": "9"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("torch", "no lowest version: 'torch'"),
        ("numpy>=2", "two lowest versions of numpy: 1.26, 2"),
    ],
)
def test_a_promise_that_is_none_is_named(more, told):
    settings = SETTINGS | {"dependencies": [*SETTINGS["dependencies"], more]}
    with pytest.raises(versions.VersionsError, match=told):
        versions.floors(settings)


def test_everything_that_this_package_and_its_tests_ask_for_has_a_floor():
    settings = versions.project()
    found = versions.floors(settings)
    asked = settings["dependencies"] + settings["optional-dependencies"]["test"]
    assert len(found) == len({versions.split(requirement)[0] for requirement in asked})
    assert {"torch", "pot", "scipy", "pytest"} <= set(found)


def test_the_floors_are_installed_and_torch_can_be_another(commands, tmp_path):
    assert versions.main("floors", "python3", "torch=2.13.0") == 0
    lines = (tmp_path / "_build/floors/constraints.txt").read_text().split()
    floors = versions.floors(versions.project())
    assert "torch==2.13.0" in lines and f"numpy=={floors['numpy']}" in lines
    assert len(lines) == len(floors)
    _, _, install, tests = commands
    assert "--constraint" in install and "--editable" in install
    assert tests[-len(versions.TESTS) :] == list(versions.TESTS)


def test_hosted_versions_are_no_lower_than_the_floors_and_notebooks_run_there(commands, tmp_path):
    assert versions.main("hosted", "python3", "torch=") == 0
    lines = (tmp_path / "_build/hosted/constraints.txt").read_text().split()
    assert f"torch=={versions.HOSTED['torch']}" in lines
    assert list(versions.NOTEBOOKS) == commands[-1][-len(versions.NOTEBOOKS) :]
    floors = versions.floors(
        {"dependencies": versions.project()["dependencies"], "optional-dependencies": {"test": []}}
    )
    for name, floor in floors.items():
        if name in versions.HOSTED:
            hosted, lowest = (
                [int(part) for part in text.split(".")] for text in (versions.HOSTED[name], floor)
            )
            assert hosted >= lowest, name


def test_what_fails_is_said(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(versions, "ROOT", tmp_path)
    monkeypatch.setattr(versions, "project", lambda: SETTINGS)
    assert versions.main("floors", str(tmp_path / "no-python")) == 1
    assert "is no Python that runs: make floors PYTHON=" in capsys.readouterr().err
    assert versions.main("newest") == 2


def test_every_path_that_is_left_out_is_there():
    left_out = [a.removeprefix("--ignore=") for a in versions.TESTS if a.startswith("--ignore=")]
    assert left_out and all((versions.ROOT / path).exists() for path in left_out)
    assert (versions.ROOT / versions.NOTEBOOKS[0]).exists()


def test_the_makefile_runs_both():
    for target in ("floors", "hosted"):
        command = ["make", "--dry-run", target, "TORCH=2.13.0"]
        shown = subprocess.run(command, cwd=versions.ROOT, capture_output=True, text=True).stdout
        assert f"book/tools/versions.py {target} " in shown and "torch=2.13.0" in shown
