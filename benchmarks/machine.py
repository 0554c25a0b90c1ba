"""The machine that measures: what every figure depends on."""

import os
import platform
from pathlib import Path

import numpy as np
import ot
import scipy
import torch

import gantutor


def machine(device: str = "cpu") -> dict[str, str]:
    """Return processor or GPU, threads, and versions, by name."""
    names = {"processor": _processor(), "cores": str(os.cpu_count())}
    if device == "cuda":
        names["GPU"] = torch.cuda.get_device_name()
    return names | {
        "threads": str(torch.get_num_threads()),
        "Python": platform.python_version(),
        "gantutor": gantutor.__version__,
        "torch": torch.__version__,
        "NumPy": np.__version__,
        "SciPy": scipy.__version__,
        "POT": ot.__version__,
    }


def _processor() -> str:
    """Return the processor's name where the system tells it, else its architecture."""
    told = Path("/proc/cpuinfo")
    if told.is_file():
        for line in told.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()
