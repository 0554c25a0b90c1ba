"""What importing the whole package costs over importing PyTorch alone, in fresh processes."""

import subprocess
import sys
from functools import partial
from pathlib import Path

from gantutor.report import Measurement, Reading, medians

ROOT = Path(__file__).resolve().parents[1]
# Every public module of the package.
MODULES = sorted(
    path.stem
    for path in (ROOT / "gantutor").iterdir()
    if (path.suffix == ".py" or (path / "__init__.py").is_file()) and not path.stem.startswith("_")
)


def run(code: str) -> None:
    """Run a piece of Python in a process of its own."""
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def measurements(short: bool = False) -> list[Measurement]:
    """Import PyTorch alone and PyTorch with every public module, in turn."""
    whole = "import torch; " + "; ".join(f"import gantutor.{name}" for name in MODULES)
    solve = "; from gantutor import transport; transport.solve([[1.0]])"
    ways = {"torch": "import torch", "gantutor": whole, "solved": whole + solve}
    took = medians({name: partial(run, code) for name, code in ways.items()}, 1 if short else 7)
    return [
        Reading(
            "import of gantutor over bare torch",
            took["gantutor"] - took["torch"],
            "s",
            1.5,
            note=f"{len(MODULES)} modules; torch alone {took['torch']:.2f} s",
        ),
        Reading(
            "the first exact transport of a process",
            took["solved"] - took["gantutor"],
            "s",
            note="it imports POT",
        ),
    ]
