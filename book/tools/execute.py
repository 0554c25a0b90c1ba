"""Execute the book's notebooks into the cache that Sphinx reads.

Sphinx would run them one after another, and its cache (jupyter-cache) only notices changes in the
notebooks themselves. Here a notebook is executed when its code is not in the cache, or when it was
executed with another *key* (see `keys`). As many run at a time as there are processors, and each is
kept in the cache as soon as it is finished, whatever becomes of the others.

An interrupt (Ctrl-C, or SIGTERM as `build` takes it) ends all kernels and whatever they started.
"""

import asyncio
import os
import shutil
import sys
import time
import traceback
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from threading import Lock

import nbformat
import psutil
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn
from jupyter_cache.cache.main import JupyterCacheBase
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal
from nbformat.reader import NotJSONError

from book.tools.complaints import Warned, take_complaints
from book.tools.keys import Keys
from book.tools.layout import Book


class Failed(RuntimeError):
    """Notebooks did not run to their end."""


class Cache:
    """Executed notebooks, each with the key it was executed with. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        """Open the cache, or begin it."""
        self._cache: JupyterCacheBase = get_cache(str(folder))
        self._lock = Lock()

    def has(self, notebook: Path, key: str) -> bool:
        """Whether the outputs of a notebook as it is are there, made with this key."""
        try:
            record = self._cache.match_cache_notebook(nbformat.read(notebook, 4))
        except KeyError:
            return False
        try:
            self._cache.get_cache_bundle(record.pk)
        except (KeyError, NotJSONError):  # a build that was killed may leave half of an entry
            shutil.rmtree(self._cache.path / "executed" / record.hashkey, ignore_errors=True)
            return False
        return record.data.get("key") == key

    def keep(self, notebook: Path, outputs: nbformat.NotebookNode, key: str, took: float) -> None:
        """Keep the outputs of a notebook, in the place of older ones."""
        # myst-nb shows the seconds of "execution_seconds".
        data = {"execution_seconds": took, "key": key}
        bundle = CacheBundleIn(outputs, str(notebook), data=data)
        with self._lock:
            self._cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)

    def close(self) -> None:
        """Wait for what is just being kept; nothing is kept from now on."""
        self._lock.acquire()


def run(book: Book) -> dict[str, float]:
    """Bring the cache up to date; return the seconds of each notebook executed.

    Each that fails is shown on stderr; then Failed, when all others are done. An interrupt kills
    the kernels, lets what is finished be kept, and goes on as KeyboardInterrupt; the threads that
    had the kernels are left, so the process must end by ``os._exit``.
    """
    began = time.perf_counter()
    cache, keys = Cache(book.cache), Keys(book.root, book.package)
    wanted = {path: keys.key(path) for path in book.notebooks()}
    missing = [path for path, key in wanted.items() if not cache.has(path, key)]
    if missing:
        print(f"executing {len(missing)} of {len(wanted)} notebooks", flush=True)
    # A figure is drawn by the inline backend whatever the shell that called us says.
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")

    def execute(path: Path) -> float:
        started = time.perf_counter()
        outputs = outputs_of(path, book.config["execute"]["timeout"])
        took = time.perf_counter() - started
        for complaint in take_complaints(outputs):
            print(f"{book.name(path)}, {complaint}", file=sys.stderr, flush=True)
        book.forget_page(path)  # first: what is kept must not stand beside an older page
        cache.keep(path, outputs, wanted[path], took)
        return took

    # The longest first, as far as its size tells: else it runs alone at the end.
    missing.sort(key=lambda path: path.stat().st_size, reverse=True)
    pool = ThreadPoolExecutor(os.cpu_count())
    tasks = {pool.submit(execute, path): path for path in missing}
    try:
        seconds, failed = collect(tasks, book)
    except KeyboardInterrupt:
        pool.shutdown(wait=False, cancel_futures=True)
        kill_children()
        cache.close()
        raise
    if failed:
        raise Failed(f"{len(failed)} of {len(missing)} notebooks failed: {', '.join(failed)}")
    print(f"notebooks are up to date ({time.perf_counter() - began:.0f} s)")
    return dict(sorted(seconds.items()))


def outputs_of(path: Path, timeout: int) -> nbformat.NotebookNode:
    """Run a notebook in its own folder; return it with its outputs. A failing cell raises."""
    client = NotebookClient(
        nbformat.read(path, 4),
        timeout=timeout,
        resources={"metadata": {"path": str(path.parent)}},
        record_timing=False,  # times in a cell would make it another one to the cache
        extra_arguments=["--log-level=ERROR"],  # not that it talks to us without encryption
    )
    return asyncio.run(client.async_execute())


def collect(tasks: dict[Future[float], Path], book: Book) -> tuple[dict[str, float], list[str]]:
    """Wait for all, telling of each as it ends: the seconds of those that ran, and the failed."""
    seconds: dict[str, float] = {}
    failed: list[str] = []
    for task in as_completed(tasks):
        name = book.name(tasks[task])
        error = task.exception()
        if error is None:
            seconds[name] = task.result()
            print(f"  {seconds[name]:6.1f} s  {name}", flush=True)
        else:
            failed.append(name)
            # nbclient's own errors carry the cell and its traceback.
            known = isinstance(error, CellControlSignal | Warned)
            text = str(error) if known else "".join(traceback.format_exception(error))
            print(f"\n{name} failed:\n{text}", file=sys.stderr, flush=True)
    return seconds, failed


def kill_children() -> None:
    """Kill every process below this one, at once."""
    for child in psutil.Process().children(recursive=True):
        try:
            child.kill()
        except psutil.NoSuchProcess:
            continue
