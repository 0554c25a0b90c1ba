"""A report: measurements with the machine they were made on, to a file and back, and as tables."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from os import PathLike
from pathlib import Path
from typing import Any

from gantutor.files import replacing
from gantutor.names import known
from gantutor.report.measurements import Comparison, Growth, Measurement, Reading
from gantutor.report.tables import tables

FORMAT = "gantutor bench 1"
RECORDS = Path(__file__).parent / "records"
KINDS: dict[str, type] = {kind.__name__: kind for kind in (Comparison, Reading, Growth)}


class ReportError(ValueError):
    """A report that is missing, damaged, or not a report."""


@dataclass(frozen=True)
class Report:
    """Measurements by section, the command that makes them again, and the machine by name."""

    command: str
    sections: Mapping[str, Sequence[Measurement]]
    machine: Mapping[str, str]

    def save(self, path: str | PathLike[str]) -> None:
        """Write readable JSON, complete or not at all."""
        content = {
            "format": FORMAT,
            "command": self.command,
            "machine": dict(self.machine),
            "sections": {
                title: [{"kind": type(m).__name__, **asdict(m)} for m in measured]
                for title, measured in self.sections.items()
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
            parts += [f"**{title}**", *tables(self.sections[title])]
        return "\n\n".join(parts)

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
            title: tuple(_measurement(entry) for entry in entries)
            for title, entries in content["sections"].items()
        }
        return Report(content["command"], sections, content["machine"])
    except (KeyError, TypeError, AttributeError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise ReportError(f"{path} is not a {FORMAT!r}: {error!r} is missing or wrong") from error


def shipped(kind: str) -> Report | None:
    """Return the report that comes with the package, "cpu" or "gpu"; None where none was made.

    Another kind raises ValueError.
    """
    path = RECORDS / f"{known('kind of report', kind, ('cpu', 'gpu'))}.json"
    return load(path) if path.is_file() else None


def _measurement(entry: dict[str, Any]) -> Measurement:
    values = dict(entry)
    return KINDS[values.pop("kind")](**values)
