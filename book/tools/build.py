"""Build the book: execute what changed, run Sphinx, lighten the pages, and say where the time went.

The seconds go to ``_build/times.json``: under "cold" when every notebook was executed, "warm" when
none was, else "partly". `make bench` reads them there.

    python -m book.tools.build
"""

import json
import subprocess
import sys
import time
from pathlib import Path

from book.tools import execute, lighten

ROOT = execute.ROOT
SITE = ROOT / "_build" / "html"
TIMES = ROOT / "_build" / "times.json"
SPHINX = ("--warningiserror", "--keep-going", "--quiet", str(ROOT))


def kind(executed: int, notebooks: int) -> str:
    """What a build that executed so many of the book's notebooks is called."""
    if executed == 0:
        return "warm"
    return "cold" if executed == notebooks else "partly"


def note(name: str, times: dict[str, object]) -> None:
    """Keep the seconds of the last build of each kind."""
    known = json.loads(TIMES.read_text(encoding="utf-8")) if TIMES.exists() else {}
    known[name] = times
    TIMES.parent.mkdir(parents=True, exist_ok=True)
    TIMES.write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    """Build; return the exit status."""
    began = time.perf_counter()
    executed = execute.run()
    if executed is None:
        return 1
    sphinx = time.perf_counter()
    command = Path(sys.executable).with_name("jupyter-book")
    if subprocess.run([command, "build", *SPHINX], cwd=ROOT).returncode:
        print("the book did not build: see the warnings above", file=sys.stderr)
        return 1
    light = time.perf_counter()
    saved = lighten.lighten(SITE)
    ended = time.perf_counter()
    note(
        kind(len(executed), len(execute.notebooks())),
        {
            "notebooks": executed,
            "executing": sphinx - began,
            "sphinx": light - sphinx,
            "lightening": ended - light,
            "total": ended - began,
        },
    )
    print(
        f"{ended - began:.0f} s: executing {sphinx - began:.0f}, Sphinx {light - sphinx:.0f}, "
        f"lightening {ended - light:.0f} ({saved / 1e6:.1f} MB taken off)"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
