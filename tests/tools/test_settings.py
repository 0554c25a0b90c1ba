"""Running pytest where something of the extra `test` is missing."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def collect(*arguments, without="nothing"):
    """Collect a test file in a process of its own, where one module cannot be imported."""
    code = f"""
import builtins, sys

def importing(name, *rest, usual=builtins.__import__, **more):
    if name == {without!r}:
        raise ModuleNotFoundError(name, name=name)
    return usual(name, *rest, **more)

builtins.__import__ = importing
import pytest
sys.exit(pytest.main(sys.argv[1:]))
"""
    command = [sys.executable, "-c", code, "--collect-only", "-q", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True)


def test_answers_can_be_checked_in_the_repository_without_the_plugins_of_the_tests():
    checks = ("--pyargs", "gantutor.checks.log2_plateau", "--answer", __file__)
    done = collect("-p", "no:timeout", *checks)
    assert done.returncode == 5, done.stdout + done.stderr  # collected, and nothing attempted
    assert "test_js_divergence" in done.stdout


@pytest.mark.parametrize("name", ["pytest_timeout", "hypothesis"])
def test_a_missing_tool_of_the_tests_is_named_with_the_way_to_get_it(name):
    done = collect("-p", "no:timeout", "-p", "no:hypothesispytest", __file__, without=name)
    assert done.returncode == 4
    assert f"the tests need {name}: pip install --editable '.[book,test]'" in done.stderr


def test_every_test_has_a_limit_of_time(request):
    if not request.config.pluginmanager.hasplugin("timeout"):
        pytest.skip("pytest-timeout is switched off")
    assert request.config.option.timeout > 0
