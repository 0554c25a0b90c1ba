"""Execute the book's notebooks into the cache that Sphinx reads.

Sphinx would run them one after another, and its cache (jupyter-cache) only notices changes in the
notebooks themselves. This script

- forgets the cached outputs of each notebook whose *dependencies* changed: the modules of
  ``gantutor`` that it imports, directly or through others, the lock, and the preset;
- runs what is missing, two notebooks at a time, with jupyter-cache's parallel executor;
- fails, with the traceback, when a cell fails;
- says how long each notebook took.

`book/tools/build.py` calls it, then Sphinx. By itself:

    python book/tools/execute.py
"""

import ast
import hashlib
import json
import os
import re
import sys
import time
from pathlib import Path

import yaml
from jupyter_cache import get_cache
from jupyter_cache.cache.db import NbProjectRecord
from jupyter_cache.executors import load_executor

ROOT = Path(__file__).resolve().parents[2]
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
CACHE = ROOT / CONFIG["execute"]["cache"]
DOCTREES = ROOT / "_build" / ".doctrees"
FINGERPRINTS = CACHE / "fingerprints.json"


def notebooks() -> list[Path]:
    """The notebooks named in ``_toc.yml``, in the book's order."""
    toc = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
    names = [toc["root"], *(c["file"] for part in toc["parts"] for c in part["chapters"])]
    return [path for name in names if (path := ROOT / f"{name}.ipynb").exists()]


def imported_modules(code: str) -> set[str]:
    """Names below ``gantutor`` that a piece of Python may import (``transport.lp``, …)."""
    found = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "gantutor":
            base = node.module.removeprefix("gantutor").lstrip(".")
            found |= {f"{base}.{alias.name}".lstrip(".") for alias in node.names}
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
            found |= {n.removeprefix("gantutor.") for n in names if n.startswith("gantutor.")}
    return found


def files_of(name: str) -> set[Path]:
    """The files behind a dotted name: a module, or the whole package it lies in."""
    top = ROOT / "gantutor" / name.split(".")[0]
    if top.is_dir():
        return {p for p in top.rglob("*") if p.is_file() and "__pycache__" not in p.parts}
    module = top.with_suffix(".py")
    return {module} if module.exists() else set()


def dependencies(code: str) -> set[Path]:
    """Every file of ``gantutor`` that ``code`` reaches through imports."""
    reached: set[Path] = set()
    todo = set().union(*(files_of(name) for name in imported_modules(code)))
    while todo:
        path = todo.pop()
        if path in reached:
            continue
        reached.add(path)
        if path.suffix == ".py":
            text = path.read_text(encoding="utf-8")
            todo |= set().union(*(files_of(name) for name in imported_modules(text)), set())
    return reached


def fingerprint(notebook: Path) -> str:
    """A hash of everything but the notebook itself that its outputs depend on."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
    # IPython's %magics and !commands are not Python.
    code = re.sub(r"^(\s*)[%!].*$", r"\1pass", code, flags=re.MULTILINE)
    files = dependencies(code)
    digest = hashlib.sha256()
    for path in sorted({*files, ROOT / "requirements.txt", ROOT / "gantutor" / "__init__.py"}):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    for variable in ("GANTUTOR_PRESET", "GANTUTOR_DEVICE"):
        digest.update(os.environ.get(variable, "").encode() + b"\0")
    return digest.hexdigest()


def forget_changed(cache, paths: list[Path]) -> None:
    """Drop the outputs, and Sphinx's parsed page, of notebooks whose dependencies changed."""
    known = json.loads(FINGERPRINTS.read_text()) if FINGERPRINTS.exists() else {}
    records = {record.uri: record.pk for record in cache.list_cache_records()}
    current = {str(p.relative_to(ROOT)): fingerprint(p) for p in paths}
    for path in paths:
        name = str(path.relative_to(ROOT))
        if known.get(name) != current[name]:
            if str(path) in records:
                cache.remove_cache(records[str(path)])
            (DOCTREES / name).with_suffix(".doctree").unlink(missing_ok=True)
    CACHE.mkdir(parents=True, exist_ok=True)
    FINGERPRINTS.write_text(json.dumps(current, indent=1), encoding="utf-8")


def run() -> dict[str, float] | None:
    """Bring the cache up to date; return the seconds of each notebook executed, None on failure."""
    paths = notebooks()
    cache = get_cache(str(CACHE))
    forget_changed(cache, paths)
    for record in cache.list_project_records():
        if Path(record.uri) not in paths:
            cache.remove_nb_from_project(record.pk)
    # The longest first, as far as its size tells: else it runs alone at the end.
    for path in sorted(paths, key=lambda path: path.stat().st_size, reverse=True):
        cache.add_nb_to_project(str(path))
    # A figure is drawn by the inline backend whatever the shell that called us says.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    start = time.perf_counter()
    missing = [record.uri for record in cache.list_unexecuted()]
    if missing:
        print(f"executing {len(missing)} notebook(s)", flush=True)
        result = load_executor("local-parallel", cache).run_and_cache(
            timeout=CONFIG["execute"]["timeout"]
        )
        for uri in [*result.excepted, *result.errored]:
            record = NbProjectRecord.record_from_uri(uri, cache.db)
            print(f"\n{uri} failed:\n{record.traceback or 'see above'}", file=sys.stderr)
        if result.excepted or result.errored:
            return None
    seconds = {}
    for record in cache.list_cache_records():
        if record.uri in missing:
            name = str(Path(record.uri).relative_to(ROOT))
            seconds[name] = float(record.data["execution_seconds"])
            print(f"  {seconds[name]:6.1f} s  {name}")
    print(f"notebooks are up to date ({time.perf_counter() - start:.0f} s)")
    return dict(sorted(seconds.items()))


def main() -> int:
    """Bring the cache up to date; return the exit status."""
    return int(run() is None)


if __name__ == "__main__":
    sys.exit(main())
