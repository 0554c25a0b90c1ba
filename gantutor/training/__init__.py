"""The frame: what plays, captures, keeps and resumes any run, and knows no model.

`Run` is the protocol; `gantutor.gan` and `gantutor.vae` are runs. `SteppedRun` is a start for
another one: it needs parts, draws and a step, and gets the rest.

>>> run = gan.start(config, x, seeds=range(8))
>>> for snapshot in play(run, every=50):
...     print(snapshot.iteration, snapshot["gap"])
"""

from gantutor.training.captured import CapturedStep, CaptureError
from gantutor.training.checkpoint import CheckpointError, load, save
from gantutor.training.dealt import DealtRun
from gantutor.training.devices import by_preset, device, preset
from gantutor.training.draws import CHUNK
from gantutor.training.optimiser import OPTIMISERS, Optimiser, move_average
from gantutor.training.play import play
from gantutor.training.run import Curve, Run, Snapshot, snapshot
from gantutor.training.stepped import SteppedRun

__all__ = [
    "CHUNK",
    "OPTIMISERS",
    "CaptureError",
    "CapturedStep",
    "CheckpointError",
    "Curve",
    "DealtRun",
    "Optimiser",
    "Run",
    "Snapshot",
    "SteppedRun",
    "by_preset",
    "device",
    "load",
    "move_average",
    "play",
    "preset",
    "save",
    "snapshot",
]
