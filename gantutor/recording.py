"""A run, frozen: what was measured, with what settings, where, and how long it took."""

import io
import json
import platform
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Int64, Shaped
from numpy.typing import ArrayLike

import gantutor
from gantutor.files import replacing
from gantutor.training import Run, Snapshot, play, preset

FORMAT = "gantutor record 2"

Measure = Callable[[Any], ArrayLike]
"""A function of the run that returns one value, or one array, for each seed."""


class RecordError(ValueError):
    """A record that is missing, damaged, or not a record."""


@dataclass(frozen=True, eq=False)
class Record:
    """A finished or interrupted run. Arrays are copies of what was measured, and read-only.

    ``iteration`` (T,); ``series[name]`` (T, S), also ``record[name]``; ``frames[name]`` (T, S, …);
    ``seeds`` (S,); ``settings`` and ``environment`` are dictionaries of plain values; ``seconds``
    is the wall time of training and measuring together, and ``measuring[name]`` the part of it
    spent in that measure or frame.
    """

    settings: dict[str, Any]
    seeds: Int64[np.ndarray, " seeds"]
    iteration: Int64[np.ndarray, " snapshots"]
    series: Mapping[str, np.ndarray]
    frames: Mapping[str, np.ndarray]
    environment: dict[str, Any]
    seconds: float
    interrupted: bool
    measuring: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def share(self, name: str) -> float:
        """Return which part of the run's seconds one measure or frame took, between 0 and 1.

        An unknown name raises KeyError with the known ones.
        """
        if name not in self.measuring:
            known = ", ".join(self.measuring) or "none"
            raise KeyError(f"no measure or frame {name!r}; there are: {known}")
        return self.measuring[name] / self.seconds

    def __getitem__(self, name: str) -> Shaped[np.ndarray, "snapshots seeds"]:
        """Return a series (T, S); an unknown name raises KeyError with the known ones."""
        if name not in self.series:
            raise KeyError(f"no series {name!r}; there are: {', '.join(self.series)}")
        return self.series[name]

    def __reduce__(self) -> tuple[Callable[[bytes], "Record"], tuple[bytes]]:
        """Travel between processes as the bytes of a file: what arrives is as frozen as this."""
        return from_bytes, (self.to_bytes(),)

    def save(self, path: str | PathLike[str]) -> None:
        """Write one ``.npz`` file, complete or not at all."""
        with replacing(path) as file:
            file.write(self.to_bytes())

    def to_bytes(self) -> bytes:
        """Return what `save` writes; `from_bytes` reads it."""
        meta = {
            "format": FORMAT,
            "settings": self.settings,
            "environment": self.environment,
            "seconds": self.seconds,
            "interrupted": self.interrupted,
            "series": list(self.series),
            "frames": list(self.frames),
            "measuring": dict(self.measuring),
        }
        arrays: dict[str, Any] = {"meta": np.array(json.dumps(meta)), "seeds": self.seeds}
        arrays["iteration"] = self.iteration
        arrays |= {f"series/{name}": values for name, values in self.series.items()}
        arrays |= {f"frames/{name}": values for name, values in self.frames.items()}
        file = io.BytesIO()
        np.savez_compressed(file, **arrays)
        return file.getvalue()


def record(
    run: Run,
    measures: Mapping[str, Measure] | None = None,
    frames: Mapping[str, Measure] | None = None,
    *,
    every: int = 10,
    until: int | None = None,
    command: str = "",
    progress: bool = False,
) -> Record:
    """Play a run until iteration ``until``, by default its last, and return what happened.

    At each snapshot (the start, each ``every`` iterations, and the end), the run's own curves and
    ``measures`` of it are recorded as series (one value per seed) and ``frames`` as arrays (one
    per seed). ``command`` says how to make the record again, and ``progress`` shows a bar while it
    is made. How long each measure and frame took is kept as well, so a name may not stand for one
    of both kinds, nor for a curve. Ctrl-C keeps the snapshots that are complete and sets
    ``interrupted``; with none yet, it is raised. A measure of another shape than (S,) raises
    ValueError naming it.
    """
    measures, frames = dict(measures or {}), dict(frames or {})
    shared = sorted(set(measures) & set(frames))
    if shared:
        raise ValueError(f"a measure and a frame must not share a name: {', '.join(shared)}")
    measuring = dict.fromkeys((*measures, *frames), 0.0)
    began = time.perf_counter()
    rows: list[_Row] = []
    interrupted = False
    try:
        for seen in play(run, every, until, progress):
            rows.append(_row(run, seen, measures, frames, measuring))
    except KeyboardInterrupt:
        if not rows:
            raise
        interrupted = True
    return Record(
        settings=json.loads(json.dumps(run.settings())),
        seeds=_frozen(np.array(run.seeds, dtype=np.int64)),
        iteration=_frozen(np.array([row.iteration for row in rows], dtype=np.int64)),
        series=_columns([row.series for row in rows]),
        frames=_columns([row.frames for row in rows]),
        environment=_environment(run.device, command),
        seconds=time.perf_counter() - began,
        interrupted=interrupted,
        measuring=MappingProxyType(measuring),
    )


def load(path: str | PathLike[str]) -> Record:
    """Read a record; a missing, damaged or foreign file raises RecordError naming it."""
    path = Path(path)
    if not path.is_file():
        raise RecordError(f"there is no record {path}")
    return from_bytes(path.read_bytes(), str(path))


def from_bytes(content: bytes, name: str = "the record") -> Record:
    """Return the record that `Record.to_bytes` wrote; anything else raises RecordError naming it.

    ``name`` is what the error calls it.
    """
    try:
        with np.load(io.BytesIO(content), allow_pickle=False) as file:
            arrays = {key: np.asarray(file[key]) for key in file.files}
    except Exception as error:  # a damaged file may fail in the archive, a header or an array
        raise RecordError(f"{name} is damaged or not a record: {error}") from error
    try:
        meta = json.loads(str(arrays["meta"]))
        if meta["format"] != FORMAT:
            raise RecordError(f"{name} is a {meta['format']!r}, expected {FORMAT!r}")
        return Record(
            settings=meta["settings"],
            seeds=_frozen(arrays["seeds"]),
            iteration=_frozen(arrays["iteration"]),
            series=_frozen_all({k: arrays[f"series/{k}"] for k in meta["series"]}),
            frames=_frozen_all({k: arrays[f"frames/{k}"] for k in meta["frames"]}),
            environment=meta["environment"],
            seconds=meta["seconds"],
            interrupted=meta["interrupted"],
            measuring=MappingProxyType(dict(meta["measuring"])),
        )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise RecordError(f"{name} is not a {FORMAT!r}: {error!r} is missing or wrong") from error


class _Row(NamedTuple):
    """Everything that belongs to one snapshot, as copies."""

    iteration: int
    series: dict[str, np.ndarray]
    frames: dict[str, np.ndarray]


def _row(
    run: Run,
    seen: Snapshot,
    measures: Mapping[str, Measure],
    frames: Mapping[str, Measure],
    measuring: dict[str, float],
) -> _Row:
    """Return what belongs to one snapshot; add what it took to ``measuring``.

    A snapshot's own curves are already on the host, so no work queued on a device is left to be
    charged to the first measure.
    """
    taken = sorted(set(measures) & set(seen.curves))
    if taken:
        raise ValueError(f"measures must not be named like a curve of the run: {', '.join(taken)}")
    seeds = len(run.seeds)
    series, arrays = dict(seen.curves), {}
    for name, measure in measures.items():
        value = _timed(run, name, measure, measuring).astype(np.float64)
        if value.shape != (seeds,):
            raise ValueError(
                f"measure {name!r} must give one value for each of {seeds} seeds, "
                f"got shape {value.shape}"
            )
        series[name] = value
    for name, frame in frames.items():
        value = _timed(run, name, frame, measuring)
        if value.shape[:1] != (seeds,):
            raise ValueError(
                f"frame {name!r} must give one array for each of {seeds} seeds, "
                f"got shape {value.shape}"
            )
        arrays[name] = value
    return _Row(seen.iteration, series, arrays)


def _timed(run: Run, name: str, measure: Measure, measuring: dict[str, float]) -> np.ndarray:
    """Return a copy of what is measured, and add its seconds."""
    began = time.perf_counter()
    value = np.array(measure(run))
    measuring[name] += time.perf_counter() - began
    return value


def _columns(rows: list[dict[str, np.ndarray]]) -> Mapping[str, np.ndarray]:
    """Return each name's values over the snapshots, read-only."""
    return _frozen_all({name: np.stack([row[name] for row in rows]) for name in rows[0]})


def _environment(device: torch.device, command: str) -> dict[str, Any]:
    name = torch.cuda.get_device_name(device) if device.type == "cuda" else device.type
    return {
        "gantutor": gantutor.__version__,
        "python": platform.python_version(),
        "numpy": np.__version__,
        "torch": torch.__version__,
        "platform": platform.platform(),
        "device": name,
        "threads": torch.get_num_threads(),
        "preset": preset(),
        "command": command,
    }


def _frozen(values: np.ndarray) -> np.ndarray:
    values.setflags(write=False)
    return values


def _frozen_all(arrays: dict[str, np.ndarray]) -> Mapping[str, np.ndarray]:
    return MappingProxyType({name: _frozen(array) for name, array in arrays.items()})
