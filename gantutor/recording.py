"""A run, frozen: what was measured, with what settings, where, and how long it took."""

import io
import json
import platform
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from jaxtyping import Int64, Shaped
from numpy.typing import ArrayLike

import gantutor
from gantutor.files import replacing
from gantutor.training import Match, Moment, preset

FORMAT = "gantutor record 2"

Measure = Callable[[Match], ArrayLike]
"""A function of a match that returns one value, or one array, for each game."""


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
    seeds: Int64[np.ndarray, " games"]
    iteration: Int64[np.ndarray, " moments"]
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

    def __getitem__(self, name: str) -> Shaped[np.ndarray, "moments games"]:
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
    moments: Iterable[Moment],
    measures: Mapping[str, Measure] | None = None,
    frames: Mapping[str, Measure] | None = None,
    command: str = "",
) -> Record:
    """Consume ``play(match)`` and return what happened.

    Besides the numbers of each moment, ``measures`` are recorded as series (one value per game) and
    ``frames`` as arrays (one per game). ``command`` says how to make the record again. How long
    each measure and frame took is kept as well, so a name may not stand for one of both kinds.
    Ctrl-C keeps the moments that are complete and sets ``interrupted``; with none yet, it is
    raised. A measure of another shape than (S,) raises ValueError naming it.
    """
    measures, frames = dict(measures or {}), dict(frames or {})
    taken = sorted(set(measures) & set(_OF_MOMENT))
    if taken:
        raise ValueError(f"measures must not be named like a moment's own: {', '.join(taken)}")
    shared = sorted(set(measures) & set(frames))
    if shared:
        raise ValueError(f"a measure and a frame must not share a name: {', '.join(shared)}")
    measuring = dict.fromkeys((*measures, *frames), 0.0)
    began = time.perf_counter()
    rows: list[dict[str, np.ndarray]] = []
    match: Match | None = None
    interrupted = False
    try:
        for moment in moments:
            match = moment.match
            rows.append(_row(moment, measures, frames, measuring))
    except KeyboardInterrupt:
        if not rows:
            raise
        interrupted = True
    if match is None or not rows:
        raise ValueError("there was no moment to record")
    columns = {name: np.stack([row[name] for row in rows]) for name in rows[0]}
    return Record(
        settings=json.loads(json.dumps(match.settings())),
        seeds=_frozen(np.array(match.seeds, dtype=np.int64)),
        iteration=_frozen(columns["iteration"]),
        series=_frozen_all({name: columns[f"series/{name}"] for name in (*_OF_MOMENT, *measures)}),
        frames=_frozen_all({name: columns[f"frames/{name}"] for name in frames}),
        environment=_environment(match, command),
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


_OF_MOMENT = tuple(name for name in Moment._fields if name not in ("iteration", "match"))


def _row(
    moment: Moment,
    measures: Mapping[str, Measure],
    frames: Mapping[str, Measure],
    measuring: dict[str, float],
) -> dict[str, np.ndarray]:
    """Return copies of everything that belongs to one moment; add what it took to ``measuring``.

    A moment's own numbers are already on the host, so no work queued on a device is left to be
    charged to the first measure.
    """
    games = len(moment.match.seeds)
    row: dict[str, np.ndarray] = {"iteration": np.array(moment.iteration, dtype=np.int64)}
    row |= {f"series/{n}": np.array(getattr(moment, n), dtype=np.float64) for n in _OF_MOMENT}
    for name, measure in measures.items():
        began = time.perf_counter()
        value = np.array(measure(moment.match), dtype=np.float64)
        measuring[name] += time.perf_counter() - began
        if value.shape != (games,):
            raise ValueError(
                f"measure {name!r} must give one value for each of {games} games, "
                f"got shape {value.shape}"
            )
        row[f"series/{name}"] = value
    for name, frame in frames.items():
        began = time.perf_counter()
        value = np.array(frame(moment.match))
        measuring[name] += time.perf_counter() - began
        if value.shape[:1] != (games,):
            raise ValueError(
                f"frame {name!r} must give one array for each of {games} games, "
                f"got shape {value.shape}"
            )
        row[f"frames/{name}"] = value
    return row


def _environment(match: Match, command: str) -> dict[str, Any]:
    device = match.device
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
