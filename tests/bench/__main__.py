"""Print one table of speed ratios: the plain way against ours, measured side by side in one run."""

import platform

import numpy as np
import ot
import scipy
import torch

from tests.bench import games, transport
from tests.bench.sidebyside import table

if __name__ == "__main__":
    print(
        f"{platform.machine()}, Python {platform.python_version()}, torch {torch.__version__}, "
        f"NumPy {np.__version__}, SciPy {scipy.__version__}, POT {ot.__version__}, one thread\n"
    )
    print(table([*games.rows(), *transport.rows()]))
