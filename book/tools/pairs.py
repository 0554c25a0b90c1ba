"""Keep each chapter's notebook equal to its Markdown source, and lose no edit of either.

A page with code is a pair: ``NAME.md`` (jupytext's MyST format, the file people review) and
``NAME.ipynb`` without outputs (what Jupyter, Colab and Sphinx open). The notebook is made from the
other file, and carries a digest of the cells that it was made with. So it can be told which of the
two was edited since: a notebook that was is never written over unasked.

    python book/tools/pairs.py write [--force] [FILE.md …]   # regenerate these (or all)
    python book/tools/pairs.py check                         # exit 1 and name those that differ
"""

import hashlib
import json
import sys
from collections.abc import Iterable
from enum import Enum
from pathlib import Path

import jupytext
import nbformat
from jupytext.combine import combine_inputs_with_outputs

ROOT = Path(__file__).resolve().parents[2]
MARK = ("gantutor", "made_from")  # where a notebook's metadata hold the digest


class State(Enum):
    """How the two files of a pair stand to each other."""

    SAME = "the cells are the same"
    SOURCE = "only the .md was edited"
    NOTEBOOK = "only the .ipynb was edited"
    BOTH = "both were edited"


class Edited(RuntimeError):
    """Notebooks hold edits that would be lost."""


def sources(root: Path = ROOT) -> list[Path]:
    """Every Markdown file of the book that carries a jupytext header."""
    pages = sorted([*root.glob("chapters/*.md"), *root.glob("book/*.md")])
    return [page for page in pages if "jupytext:" in page.read_text(encoding="utf-8")[:400]]


def cells(path: Path) -> list[tuple[str, str, dict]]:
    """What a reader sees of a notebook: kind, text and metadata of each cell, in order."""
    notebook = jupytext.read(path)
    return [(c.cell_type, c.source.strip(), dict(c.metadata)) for c in notebook.cells]


def digest(its_cells: list[tuple[str, str, dict]]) -> str:
    """A short hash of what a reader sees."""
    return hashlib.sha256(json.dumps(its_cells, sort_keys=True).encode()).hexdigest()[:16]


def mark(notebook: Path) -> str:
    """The digest of the cells that a notebook was made with; empty without one."""
    found = nbformat.read(notebook, 4).metadata.get(MARK[0], {})
    return found.get(MARK[1], "")


def state(source: Path) -> State:
    """Which file of a pair was edited since the notebook was made. Outputs are no edit."""
    notebook = source.with_suffix(".ipynb")
    if not notebook.exists():
        return State.SOURCE
    written, paired = digest(cells(source)), digest(cells(notebook))
    if written == paired:
        return State.SAME
    made_from = mark(notebook)
    if paired == made_from:
        return State.SOURCE
    return State.NOTEBOOK if written == made_from else State.BOTH


def difference(source: Path) -> str | None:
    """Say how the pair of ``source`` differs, or ``None`` when it does not."""
    notebook = source.with_suffix(".ipynb")
    name = shown(notebook)
    if not notebook.exists():
        return f"{name} is missing"
    written, paired = cells(source), cells(notebook)
    for number, (here, there) in enumerate(zip(written, paired, strict=False), start=1):
        if here != there:
            return f"{name}: cell {number} is not that of the .md"
    if len(written) != len(paired):
        return f"{name} has {len(paired)} cells, its .md {len(written)}"
    if any(cell.get("outputs") for cell in nbformat.read(notebook, 4).cells):
        return f"{name} holds outputs; they do not belong in the repository"
    if mark(notebook) != digest(paired):
        return f"{name} does not say which cells it was made with"
    return None


def write(source: Path) -> None:
    """Regenerate the notebook of ``source``; cells that did not change keep their ids."""
    target = source.with_suffix(".ipynb")
    made = jupytext.read(source)
    if target.exists():
        made = combine_inputs_with_outputs(made, nbformat.read(target, 4), fmt="md:myst")
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    made.metadata[MARK[0]] = {MARK[1]: digest(cells(source))}
    jupytext.write(made, target)


def refuse_edited(pages: Iterable[Path]) -> None:
    """Raise Edited for notebooks that hold an edit which their sources lack."""
    edited = [page for page in pages if state(page) in (State.NOTEBOOK, State.BOTH)]
    if edited:
        raise Edited("\n".join(map(advice, edited)))


def write_all(pages: Iterable[Path], force: bool = False) -> None:
    """Regenerate notebooks; Edited, and nothing written, where an edit would be lost."""
    pages = list(pages)
    if not force:
        refuse_edited(pages)
    for page in pages:
        write(page)


def bring_up_to_date(pages: Iterable[Path]) -> list[str]:
    """Regenerate the notebooks of edited sources; return what there is to say of the pairs.

    A notebook that was edited alone stays as it is. Where both files were: Edited.
    """
    states = {page: state(page) for page in pages}
    both = [page for page, its in states.items() if its is State.BOTH]
    if both:
        raise Edited("\n".join(map(advice, both)))
    told = []
    for page, its in states.items():
        if its is State.SOURCE:
            write(page)
            told.append(f"{shown(page)} was edited: its notebook is made anew")
        elif its is State.NOTEBOOK:
            told.append(f"{advice(page)}\n  The page shows the notebook.")
    return told


def advice(source: Path) -> str:
    """What to do about a notebook that was edited."""
    name = shown(source)
    notebook = shown(source.with_suffix(".ipynb"))
    so_is = "; so was its .md" if state(source) is State.BOTH else ", its .md was not"
    return (
        f"{notebook} was edited{so_is} ({difference(source)}).\n"
        f"  Carry what you want to keep over to {name}, then drop the rest:\n"
        f"  python book/tools/pairs.py write --force {name}"
    )


def shown(path: Path) -> str:
    """A path inside the repository, or as it is."""
    return str(path.relative_to(ROOT) if path.is_relative_to(ROOT) else path)


def main(action: str = "", *arguments: str) -> int:
    """Write or check pairs; return the exit status."""
    files = [Path(f).resolve() for f in arguments if f != "--force"] or sources()
    if action == "write":
        try:
            write_all(files, force="--force" in arguments)
        except Edited as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    if action == "check":
        found = [text for source in files if (text := difference(source))]
        for text in found:
            print(f"{text}; run: make notebooks", file=sys.stderr)
        return bool(found)
    print(__doc__, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
