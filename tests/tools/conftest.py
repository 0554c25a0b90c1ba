"""A small book in a folder of its own, with a package that its notebooks use."""

import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import v4

from book.tools.layout import Book

ROOT = Path(__file__).resolve().parents[2]
CONFIG = """\
title: A small book
author: Nobody
only_build_toc_files: true
exclude_patterns: ["pages/*.md"]
execute:
  execute_notebooks: cache
  cache: _build/.jupyter_cache
  timeout: 60
"""


class SmallBook(Book):
    """A book that tests write and build."""

    def write(self, name: str, *code: str) -> Path:
        """Write a notebook with a title and these cells."""
        path = self.root / f"pages/{name}.ipynb"
        cells = [v4.new_markdown_cell(f"# {name}"), *map(v4.new_code_cell, code)]
        kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
        nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": kernel}), path)
        return path

    def contents(self, *names: str) -> None:
        """Name these pages in the contents."""
        toc = f"format: jb-book\nroot: pages/{names[0]}\n"
        if names[1:]:
            toc += "parts:\n  - chapters:\n"
            toc += "".join(f"      - file: pages/{name}\n" for name in names[1:])
        (self.root / "_toc.yml").write_text(toc, encoding="utf-8")

    def module(self, name: str, code: str) -> Path:
        """Write a module of the package: ``"plots.bars"``, or ``"plots"`` for its __init__.py."""
        path = self.root.joinpath(self.package, *name.split("."))
        path = path / "__init__.py" if path.is_dir() or not name else path.with_suffix(".py")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code, encoding="utf-8")
        return path

    def start(self, **variables: str) -> subprocess.Popen:
        """Begin to build it as `make book` does, in a process group of its own."""
        # What a shell starts in the background ignores Ctrl-C, and so would all that we start.
        code = (
            "import signal, sys; signal.signal(signal.SIGINT, signal.default_int_handler); "
            "from pathlib import Path; from book.tools import build, layout; "
            "sys.exit(build.main(layout.Book(Path(sys.argv[1]), sys.argv[2])))"
        )
        return subprocess.Popen(
            [sys.executable, "-c", code, str(self.root), self.package],
            cwd=ROOT,
            env=os.environ | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )


@pytest.fixture
def small_book(tmp_path, monkeypatch):
    """A book of one page that uses nothing of its empty package, which has a name of its own."""
    package = f"lib_{abs(hash(tmp_path)) % 10**9}"  # an import is remembered by name
    book = SmallBook(tmp_path, package)
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "requirements.txt").write_text("", encoding="utf-8")
    (tmp_path / "pages").mkdir()
    (tmp_path / package).mkdir()
    book.module("", "")
    book.write("first", "print(1)")
    book.contents("first")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return book
