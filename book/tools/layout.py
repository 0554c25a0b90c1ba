"""Where things are in a book: its pages, its configuration, and what is built of it."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Book:
    """A book's folder, and the package that its notebooks use."""

    root: Path = ROOT
    package: str = "gantutor"

    @cached_property
    def config(self) -> dict[str, Any]:
        """What ``_config.yml`` says."""
        return yaml.safe_load((self.root / "_config.yml").read_text(encoding="utf-8"))

    @property
    def toc(self) -> dict[str, Any]:
        """What ``_toc.yml`` says."""
        return yaml.safe_load((self.root / "_toc.yml").read_text(encoding="utf-8"))

    @property
    def landing_page(self) -> str:
        """The name of the page that the book opens with."""
        return self.toc["root"]

    def notebooks(self) -> list[Path]:
        """The notebooks named in ``_toc.yml``, in the book's order."""
        parts = self.toc.get("parts", [])
        names = [self.landing_page, *(c["file"] for part in parts for c in part["chapters"])]
        return [path for name in names if (path := self.root / f"{name}.ipynb").exists()]

    def name(self, notebook: Path) -> str:
        """A notebook's path inside the book."""
        return notebook.relative_to(self.root).as_posix()

    @property
    def cache(self) -> Path:
        """The folder of the executed notebooks."""
        return self.root / self.config["execute"]["cache"]

    @property
    def built(self) -> Path:
        """The folder of all that is built."""
        return self.root / "_build"

    @property
    def site(self) -> Path:
        """The folder of the pages."""
        return self.built / "html"

    @property
    def times(self) -> Path:
        """The file with the seconds of the last builds."""
        return self.built / "times.json"

    def forget_page(self, notebook: Path) -> None:
        """Let Sphinx make the page of a notebook anew, whatever it thinks of its age."""
        name = Path(self.name(notebook))
        (self.built / ".doctrees" / name).with_suffix(".doctree").unlink(missing_ok=True)
        (self.site / name).with_suffix(".html").unlink(missing_ok=True)
