"""Build the book: execute what changed, run Sphinx, finish the pages, and say where the time went.

The seconds go to ``_build/times.json``: under "cold" when every notebook was executed, "warm" when
none was, else "partly". `make bench` reads them there.

    python -m book.tools.build
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from book.tools import cards, execute, keys, lighten, pages, pairs, paths
from book.tools.alone import BuildRunning, alone
from book.tools.layout import Book

BOOK = Book()
ROOT, SITE = BOOK.root, BOOK.site
TIMES = BOOK.times
SPHINX = ("--warningiserror", "--keep-going", "--quiet")


class BuildError(RuntimeError):
    """The book cannot be built as it is asked for."""


def kind(executed: int, notebooks: int) -> str:
    """What a build that executed so many of the book's notebooks is called."""
    if executed == 0:
        return "warm"
    return "cold" if executed == notebooks else "partly"


def note(path: Path, name: str, times: dict[str, object]) -> None:
    """Keep the seconds of the last build of each kind."""
    known = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    known[name] = times
    path.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def check_variables() -> None:
    """Refuse a preset or device that no notebook would take; BuildError says which are known."""
    if any(os.environ.get(name) for name in keys.VARIABLES):
        from gantutor.training import device, preset  # imports PyTorch: seconds, so only if set

        try:
            device(), preset()
        except ValueError as error:
            raise BuildError(str(error)) from None


def make_pages(book: Book) -> tuple[float, float, int]:
    """Run Sphinx, lighten and finish its pages; return the seconds of both and the bytes taken off.

    BuildError when Sphinx ends with a warning, or its pages cannot be finished.
    """
    began = time.perf_counter()
    # A run that was cut off may have left pages half written that look up to date.
    cut_off = book.built / "pages_were_cut_off"
    everything = ["--all"] if cut_off.exists() else []
    cut_off.touch()
    command = [str(Path(sys.executable).with_name("jupyter-book")), "build", *SPHINX, *everything]
    # In a session of its own: Ctrl-C is for this process, which then ends that one.
    done = subprocess.run([*command, str(book.root)], cwd=book.root, start_new_session=True)
    sphinx = time.perf_counter()
    if done.returncode:
        cut_off.unlink()
        raise BuildError("the book did not build: see the warnings above")
    saved = lighten.lighten(book.site)
    try:
        pages.finish(book)
    except (pages.PagesError, paths.PathError, cards.CardError) as error:
        cut_off.unlink()
        raise BuildError(str(error)) from None
    cut_off.unlink()
    return sphinx - began, time.perf_counter() - sphinx, saved


def build(book: Book = BOOK) -> None:
    """Build the book.

    BuildError, BuildRunning, pairs.Edited, paths.PathError or execute.Failed where it cannot be.
    """
    check_variables()
    with alone(book.built / "lock"):
        began = time.perf_counter()
        for told in pairs.bring_up_to_date(pairs.sources(book.root)):
            print(told, file=sys.stderr)
        paths.check(book)
        executed = execute.run(book)
        executing = time.perf_counter() - began
        sphinx, lightening, saved = make_pages(book)
        total = time.perf_counter() - began
        times = {
            "notebooks": executed,
            "executing": executing,
            "sphinx": sphinx,
            "lightening": lightening,
            "total": total,
        }
        note(book.times, kind(len(executed), len(book.notebooks())), times)
    print(
        f"{total:.0f} s: executing {executing:.0f}, Sphinx {sphinx:.0f}, "
        f"lightening {lightening:.0f} ({saved / 1e6:.1f} MB taken off)"
    )


def main(book: Book = BOOK) -> int:
    """Build; return the exit status. An interrupt ends the process."""
    for end in (signal.SIGTERM, signal.SIGHUP):  # as Ctrl-C does; SIGHUP: the terminal is closed
        signal.signal(end, signal.default_int_handler)
    try:
        build(book)
    except (BuildError, BuildRunning, pairs.Edited, paths.PathError, execute.Failed) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        print("\nstopped; what was finished is kept", file=sys.stderr, flush=True)
        execute.kill_children()
        # Not by way of the threads, which would wait for the kernels that they had.
        os._exit(130)
    return 0


if __name__ == "__main__":
    sys.exit(main())
