"""Importing the package stays cheap: what is slow to import comes when it is asked for."""

import json
import subprocess
import sys

import pytest

from benchmarks.imports import MODULES, ROOT

# What takes long to import, and the modules that may bring it. POT brings scikit-learn.
HEAVY = {
    "ot": set(),
    "sklearn": set(),
    "networkx": set(),
    "pandas": set(),
    "scipy.stats": set(),
    "matplotlib.pyplot": set(),
    "playwright": set(),
    "torchvision": set(),
    "matplotlib": {"plots"},
    "IPython": {"widgets"},
    "ipywidgets": {"widgets"},
    "pytest": set(),
}


ORDER = sorted(MODULES, key=lambda name: sum(name in may for may in HEAVY.values()))
SCRIPT = f"""
import json, sys, importlib
brought, known = {{}}, set()
for name in {ORDER!r}:
    importlib.import_module("gantutor." + name)
    brought[name] = sorted(set(sys.modules) - known)
    known = set(sys.modules)
print(json.dumps(brought))
"""


@pytest.fixture(scope="module")
def brought():
    """What each module added to ``sys.modules``, those that may bring something heavy last."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", MODULES)
def test_a_module_brings_nothing_heavy_that_it_need_not(brought, name):
    heavy = {h for h in HEAVY if h in brought[name] and name not in HEAVY[h]}
    assert heavy == set(), f"gantutor.{name} imports them: do it where they are used"


def test_what_may_be_brought_is_seen(brought):
    """The list is not vain: the modules that draw do bring what they may."""
    assert "matplotlib" in brought["plots"]
    assert {"IPython", "ipywidgets"} <= set(brought["widgets"])


def test_the_modules_are_all_of_them():
    assert {"distributions", "transport", "training", "report", "plots", "checks"} <= set(MODULES)
