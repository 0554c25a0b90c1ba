"""The lock is written by the Python it is for, and by no other."""

import venv

import pytest

from book.tools import lock


@pytest.mark.parametrize("version", [(3, 10, 13), (3, 12, 1)])
def test_another_python_is_refused_before_anything_is_installed(monkeypatch, version):
    def install(*_, **__):
        raise AssertionError("an environment was begun")

    monkeypatch.setattr(venv, "create", install)
    monkeypatch.setattr(lock.subprocess, "run", install)
    monkeypatch.setattr(lock.sys, "version_info", version)
    with pytest.raises(SystemExit, match=r"for Python 3\.11.*make lock PYTHON="):
        lock.main()
