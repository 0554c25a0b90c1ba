"""A benchmark's findings with the machine they were read on: to a file and back, and as tables."""

import json
import os
import platform
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import ot
import scipy
import torch

import gantutor
from gantutor.bench.findings import Comparison, Finding, Growth, Reading
from gantutor.files import replacing

FORMAT = "gantutor bench 1"
RECORDS = Path(__file__).parent / "records"
KINDS: dict[str, type] = {kind.__name__: kind for kind in (Comparison, Reading, Growth)}


class ReportError(ValueError):
    """A report that is missing, damaged, or not a report."""


@dataclass(frozen=True)
class Report:
    """Findings by section, the machine, and the command that measures them again."""

    command: str
    sections: Mapping[str, Sequence[Finding]]
    machine: Mapping[str, str] = field(default_factory=lambda: machine())

    def save(self, path: str | PathLike[str]) -> None:
        """Write readable JSON, complete or not at all."""
        content = {
            "format": FORMAT,
            "command": self.command,
            "machine": dict(self.machine),
            "sections": {
                title: [{"kind": type(f).__name__, **asdict(f)} for f in findings]
                for title, findings in self.sections.items()
            },
        }
        text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
        with replacing(path) as file:
            file.write(text.encode())

    def markdown(self, titles: Iterable[str] | None = None) -> str:
        """Return sections as Markdown tables: these, or all of them where none are named.

        An unknown title raises KeyError with the known ones.
        """
        titles = list(self.sections if titles is None else titles)
        for title in titles:
            if title not in self.sections:
                raise KeyError(f"no section {title!r}; there are: {', '.join(self.sections)}")
        parts = []
        for title in titles:
            parts += [f"**{title}**", *_tables(self.sections[title])]
        return "\n\n".join(parts)

    def deliver(self, path: str | PathLike[str] | None = None) -> None:
        """Print everything, and save it if there is a path."""
        print(f"{self.heading()}\n\n{self.markdown()}")
        if path:
            self.save(path)

    def heading(self) -> str:
        """Return the machine and the command in one line."""
        return f"{', '.join(f'{k} {v}' for k, v in self.machine.items())}; `{self.command}`"


def load(path: str | PathLike[str]) -> Report:
    """Read a report; a missing, damaged or foreign file raises ReportError naming it."""
    path = Path(path)
    if not path.is_file():
        raise ReportError(f"there is no report {path}")
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content["format"] != FORMAT:
            raise ReportError(f"{path} is a {content['format']!r}, expected {FORMAT!r}")
        sections = {
            title: tuple(_finding(entry) for entry in entries)
            for title, entries in content["sections"].items()
        }
        return Report(content["command"], sections, content["machine"])
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReportError(f"{path} is not a {FORMAT!r}: {error!r} is missing or wrong") from error


def shipped(kind: str) -> Report | None:
    """Return the report that comes with the package, "cpu" or "gpu"; None where none was made.

    Another kind raises ValueError.
    """
    if kind not in ("cpu", "gpu"):
        raise ValueError(f'kind must be "cpu" or "gpu", got {kind!r}')
    path = RECORDS / f"{kind}.json"
    return load(path) if path.is_file() else None


def machine(device: str = "cpu") -> dict[str, str]:
    """Return what the figures depend on: processor or GPU, threads, and versions."""
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


def _finding(entry: dict[str, Any]) -> Finding:
    values = dict(entry)
    return KINDS[values.pop("kind")](**values)


def _tables(findings: Sequence[Finding]) -> list[str]:
    """Return one table for each kind of finding that occurs."""
    compared = [
        (
            _what(f),
            f"{f.plain}: {seconds(f.plain_seconds)}",
            f"{f.ours}: {seconds(f.our_seconds)}",
            figure(f.ratio),
            _goal(f, "≥"),
        )
        for f in findings
        if isinstance(f, Comparison)
    ]
    read = [
        (_what(f), _with_unit(f.value, f.unit), _goal(f, "≥" if f.at_least else "≤"))
        for f in findings
        if isinstance(f, Reading)
    ]
    growing = [
        (
            _what(f),
            f"{f.over}, {figure(f.sizes[0])} to {figure(f.sizes[-1])}",
            f"{_with_unit(f.values[0], f.unit)} to {_with_unit(f.values[-1], f.unit)}",
            f"{f.exponent:.2f} ± {f.error:.2f}",
        )
        for f in findings
        if isinstance(f, Growth)
    ]
    heads: dict[tuple[str, ...], tuple[str, Sequence[tuple[str, ...]]]] = {
        ("what", "the plain way", "ours", "ratio", "goal"): (":--|:--|:--|--:|:--", compared),
        ("what", "measured", "goal"): (":--|--:|:--", read),
        ("what", "over", "cost", "exponent"): (":--|:--|--:|--:", growing),
    }
    tables = []
    for names, (line, rows) in heads.items():
        if rows:
            lines = [" | ".join(names), line, *(" | ".join(row) for row in rows)]
            tables.append("\n".join(f"| {text} |" for text in lines))
    return tables


def _what(f: Finding) -> str:
    return f"{f.what} ({f.note})" if f.note else f.what


def _goal(f: Comparison | Reading, sign: str) -> str:
    if f.goal is None:
        return ""
    unit = f.unit if isinstance(f, Reading) else ""
    return f"{sign} {_with_unit(f.goal, unit)}, {'reached' if f.met else 'not reached'}"


def _with_unit(value: float, unit: str) -> str:
    if unit == "s":
        return seconds(value)
    if unit == "bytes":
        return f"{value / 1000:,.0f} kB"
    if unit == "%":
        return f"{value:.3g}%"
    return f"{figure(value)} {unit}".strip()


def figure(value: float) -> str:
    """Write a number with three digits, without an exponent."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def seconds(value: float) -> str:
    """Write a duration with three digits and a fitting unit."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if value >= size:
            return f"{figure(value / size)} {unit}"
    return f"{value:.1e} s"
