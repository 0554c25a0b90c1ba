"""Keep each chapter's notebook equal to its Markdown source.

A page with code is a pair: ``NAME.md`` (jupytext's MyST format, the file people review) and
``NAME.ipynb`` without outputs (what Jupyter, Colab and Sphinx open).

    python book/tools/pairs.py write [FILE.md …]    # regenerate these (or all), keeping cell ids
    python book/tools/pairs.py check                # exit 1 and name the pairs that differ
"""

import subprocess
import sys
from pathlib import Path

import jupytext
import nbformat

ROOT = Path(__file__).resolve().parents[2]


def sources() -> list[Path]:
    """Every Markdown file of the book that carries a jupytext header."""
    pages = sorted([*ROOT.glob("chapters/*.md"), *ROOT.glob("book/*.md")])
    return [page for page in pages if "jupytext:" in page.read_text(encoding="utf-8")[:400]]


def cells(path: Path) -> list[tuple[str, str, dict]]:
    """What a reader sees of a notebook: kind, text and metadata of each cell, in order."""
    notebook = jupytext.read(path)
    return [(c.cell_type, c.source.strip(), dict(c.metadata)) for c in notebook.cells]


def difference(source: Path) -> str | None:
    """Say how the pair of ``source`` differs, or ``None`` when it does not."""
    notebook = source.with_suffix(".ipynb")
    if not notebook.exists():
        return f"{notebook.relative_to(ROOT)} is missing"
    written, paired = cells(source), cells(notebook)
    for number, (here, there) in enumerate(zip(written, paired, strict=False), start=1):
        if here != there:
            return f"{notebook.relative_to(ROOT)}: cell {number} is not that of the .md"
    if len(written) != len(paired):
        return f"{notebook.relative_to(ROOT)} has {len(paired)} cells, its .md {len(written)}"
    if any(cell.get("outputs") for cell in nbformat.read(notebook, 4).cells):
        return f"{notebook.relative_to(ROOT)} holds outputs; they do not belong in the repository"
    return None


def write(source: Path) -> None:
    """Regenerate the notebook of ``source``; cells that did not change keep their ids."""
    target = source.with_suffix(".ipynb")
    update = ["--update"] if target.exists() else []
    command = [
        "jupytext",
        "--quiet",
        "--to",
        "ipynb",
        *update,
        "--output",
        str(target),
        str(source),
    ]
    subprocess.run([str(Path(sys.executable).with_name(command[0])), *command[1:]], check=True)
    notebook = nbformat.read(target, 4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, target)


def main(action: str = "", *files: str) -> int:
    """Write or check pairs; return the exit status."""
    if action == "write":
        for source in [Path(f).resolve() for f in files] or sources():
            write(source)
        return 0
    if action == "check":
        found = [text for source in sources() if (text := difference(source))]
        for text in found:
            print(f"{text}; run: make notebooks", file=sys.stderr)
        return bool(found)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
