"""Write ``requirements.txt``: every package of the book, its build and its tests, pinned.

It installs ``pyproject.toml`` with all its extras into a fresh environment and freezes that.
``torch`` is pinned first, so that nothing in the resolution can choose another one.

    python3.11 book/tools/lock.py
"""

import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TORCH = "torch==2.13.0"
PYTHON = (3, 11)
HEADER = """\
# The full lock for Python 3.11, made by `make lock` from pyproject.toml: change that file.
# On Linux, PyPI's torch brings CUDA libraries. To stay small on a machine without a GPU, install
# PyTorch's CPU build of the same version into .venv first (see README.md, "A smaller install").
"""


def main() -> None:
    """Freeze a fresh environment into ``requirements.txt``; for another Python: exit at once."""
    if sys.version_info[:2] != PYTHON:
        # pip would install gigabytes for minutes and write a lock that no one can use.
        sys.exit(
            f"the lock is for Python {PYTHON[0]}.{PYTHON[1]}, found {sys.version.split()[0]} "
            f"({sys.executable}); call: make lock PYTHON=/path/to/python3.11"
        )
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = str(Path(folder) / "bin" / "python")
        pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "install", TORCH], check=True)
        subprocess.run([*pip, "install", TORCH, f"{ROOT}[book,test,dev]"], check=True)
        frozen = subprocess.run(
            [*pip, "freeze", "--exclude", "gantutor", "--all"],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    lines = []
    for line in frozen.splitlines():
        name = re.split(r"[=@ ]", line)[0].lower()
        if name in ("pip", "gantutor") or name.startswith(("nvidia-", "triton")):
            continue  # torch itself names what it needs of these on each platform
        lines.append(line.split("+")[0] if name == "torch" else line)
    (ROOT / "requirements.txt").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
