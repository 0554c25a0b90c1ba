"""The outcomes of a study in one small file, and the files that come with the package."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np

from gantutor import recording
from gantutor.experiments import pictures
from gantutor.experiments.outcome import Outcome
from gantutor.files import replacing

FORMAT = "gantutor results 1"
RECORDS = Path(__file__).parent / "records"


class ResultsError(ValueError):
    """Results that are missing, damaged, or not results."""


@dataclass(frozen=True, eq=False)
class Results:
    """The outcomes of a study, in the order of its experiments; ``command`` made them."""

    study: str
    command: str
    outcomes: tuple[Outcome, ...]

    def __iter__(self) -> Iterator[Outcome]:
        return iter(self.outcomes)

    def __len__(self) -> int:
        return len(self.outcomes)

    def where(self, **facts: Any) -> list[Outcome]:
        """Return the outcomes with these facts, such as ``data="ring", method="gp_10"``.

        An unknown fact raises KeyError with the known ones; values that none has give no outcome.
        """
        unknown = sorted(set(facts) - {name for o in self.outcomes for name in o.facts})
        if unknown:
            known = ", ".join(self.outcomes[0].facts) if self.outcomes else "none"
            raise KeyError(f"no fact {', '.join(unknown)}; there are: {known}")
        return [o for o in self.outcomes if all(o.facts[k] == v for k, v in facts.items())]

    def one(self, **facts: Any) -> Outcome:
        """Return the only outcome with these facts; LookupError where there is not exactly one."""
        found = self.where(**facts)
        if len(found) != 1:
            wanted = ", ".join(f"{k}={v!r}" for k, v in facts.items())
            raise LookupError(f"{len(found)} outcomes of {self.study!r} have {wanted}, not one")
        return found[0]

    def about(self) -> str:
        """Return device, versions, seeds and command in one line."""
        here = [o.record.environment for o in self.outcomes]
        seeds = sorted({int(s) for o in self.outcomes for s in o.record.seeds})
        words = {"device": "device", "torch": "torch", "gantutor": "gantutor", "python": "Python"}
        parts = [f"{word} {', '.join(sorted({e[k] for e in here}))}" for k, word in words.items()]
        return f"{', '.join(parts)}, {_span(seeds)}; `{self.command}`"

    def save(self, path: str | PathLike[str]) -> None:
        """Write one file, complete or not at all: a zip of a contents page and each record."""
        contents = {
            "format": FORMAT,
            "study": self.study,
            "command": self.command,
            "outcomes": [_entry(outcome) for outcome in self.outcomes],
        }
        with replacing(path) as file, zipfile.ZipFile(file, "w") as archive:
            archive.writestr("contents.json", json.dumps(contents, indent=1, ensure_ascii=False))
            for k, outcome in enumerate(self.outcomes):
                samples = io.BytesIO()
                arrays = {"samples": outcome.samples}
                if outcome.real_statistics is not None:
                    arrays["real_statistics"] = outcome.real_statistics
                np.savez_compressed(samples, allow_pickle=False, **arrays)
                archive.writestr(f"{k}.npz", outcome.record.to_bytes())
                archive.writestr(f"{k}.samples.npz", samples.getvalue())
                if outcome.growth is not None:
                    for s, seed in enumerate(outcome.record.seeds):
                        strip = pictures.strip(outcome.growth[:, s])
                        archive.writestr(f"{k}.seed_{seed}.jpg", strip)


def gathered(study: str, command: str, outcomes: Iterable[Outcome], names: list[str]) -> Results:
    """Return results in the order of ``names``, without what is not among them."""
    by_name = {o.name: o for o in outcomes}
    return Results(study, command, tuple(by_name[n] for n in names if n in by_name))


def read(path: str | PathLike[str]) -> Results:
    """Read results; a missing, damaged or foreign file raises ResultsError naming it."""
    path = Path(path)
    if not path.is_file():
        raise ResultsError(f"there are no results {path}")
    try:
        with zipfile.ZipFile(path) as archive:
            contents = json.loads(archive.read("contents.json"))
            if contents["format"] != FORMAT:
                raise ResultsError(f"{path} is a {contents['format']!r}, expected {FORMAT!r}")
            outcomes = []
            for k, entry in enumerate(contents["outcomes"]):
                record = recording.from_bytes(archive.read(f"{k}.npz"), f"{path}, {entry['name']}")
                with np.load(io.BytesIO(archive.read(f"{k}.samples.npz"))) as file:
                    samples, statistics = file["samples"], file.get("real_statistics")
                for array in (samples, statistics):
                    if array is not None:
                        array.setflags(write=False)
                growth = _growth(archive, k, record.seeds.tolist(), entry.get("grid"))
                name, facts, real = entry["name"], entry["facts"], entry.get("real", {})
                outcomes.append(Outcome(name, facts, record, samples, growth, real, statistics))
            return Results(contents["study"], contents["command"], tuple(outcomes))
    except ResultsError:
        raise
    except Exception as error:  # a damaged file may fail in the archive, its contents or an array
        raise ResultsError(f"{path} is damaged or not a {FORMAT!r}: {error!r}") from error


def shipped() -> tuple[str, ...]:
    """Return the names of the studies whose results come with the package."""
    return tuple(sorted(path.stem for path in RECORDS.glob("*.zip")))


def load(study: str) -> Results:
    """Return the results of a study that come with the package.

    For another name, or where none were recorded, ResultsError names those there are.
    """
    if study not in shipped():
        known = ", ".join(shipped()) or "none"
        raise ResultsError(f"there are no recorded results of {study!r}; there are: {known}")
    return read(RECORDS / f"{study}.zip")


def _entry(outcome: Outcome) -> dict[str, Any]:
    """What the contents page says of an outcome; of images also their grid's shape and `real`."""
    entry: dict[str, Any] = {"name": outcome.name, "facts": outcome.facts}
    if outcome.growth is not None:
        snapshots, _, *grid = outcome.growth.shape
        entry |= {"grid": [snapshots, *grid], "real": dict(outcome.real)}
    return entry


def _growth(
    archive: zipfile.ZipFile, k: int, seeds: list[int], grid: list[int] | None
) -> np.ndarray | None:
    if grid is None:
        return None
    strips = [pictures.cut(archive.read(f"{k}.seed_{seed}.jpg"), grid) for seed in seeds]
    growth = np.stack(strips, axis=1)
    growth.setflags(write=False)
    return growth


def _span(seeds: list[int]) -> str:
    if not seeds:
        return "no seeds"
    whole = seeds == list(range(seeds[0], seeds[-1] + 1))
    return f"seeds {seeds[0]} to {seeds[-1]}" if whole else f"seeds {', '.join(map(str, seeds))}"
