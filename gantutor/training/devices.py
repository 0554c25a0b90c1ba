"""Where to train, and how much: the device and the preset of this machine."""

import os
from typing import TypeVar

import torch

T = TypeVar("T")

DEVICES: tuple[str, ...] = ("cuda", "mps", "cpu")
PRESETS: tuple[str, ...] = ("smoke", "cpu", "gpu")


def device(name: str | None = None) -> torch.device:
    """Return the device to train on: ``name``, else GANTUTOR_DEVICE, else the best there is.

    The order is cuda, mps, cpu. An unknown name, or one this machine lacks, raises ValueError.
    """
    source = "device"
    if name is None and os.environ.get("GANTUTOR_DEVICE"):
        name, source = os.environ["GANTUTOR_DEVICE"], "GANTUTOR_DEVICE"
    if name is None:
        return torch.device(next(kind for kind in DEVICES if _available(kind)))
    kind = name.partition(":")[0]
    if kind not in DEVICES:
        raise ValueError(f"unknown {source} {name!r}; known: {', '.join(DEVICES)}")
    if not _available(kind):
        raise ValueError(f"{source} is {name!r}, but this machine has no {kind}")
    return torch.device(name)


def _available(kind: str) -> bool:
    if kind == "cuda":
        return torch.cuda.is_available()
    if kind == "mps":
        return torch.backends.mps.is_available()
    return True


def preset() -> str:
    """Return GANTUTOR_PRESET, or "gpu" where there is a CUDA device to train on, else "cpu".

    ``smoke`` is for tests (seconds), ``cpu`` for two laptop cores (no cell over 60 s), ``gpu`` for
    a T4 (no cell over 10 minutes). An unknown name raises ValueError with the known ones.
    """
    name = os.environ.get("GANTUTOR_PRESET")
    if not name:
        return "gpu" if device().type == "cuda" else "cpu"
    if name not in PRESETS:
        raise ValueError(f"unknown GANTUTOR_PRESET {name!r}; known: {', '.join(PRESETS)}")
    return name


def by_preset(*, smoke: T, cpu: T, gpu: T) -> T:
    """Return the value that belongs to this machine's preset."""
    return {"smoke": smoke, "cpu": cpu, "gpu": gpu}[preset()]
