"""Move the book to another repository: one address in _config.yml, and everywhere it is repeated.

Badges and set-up cells must hold the address themselves, for a notebook is opened alone.

    python -m book.tools.repository https://github.com/OWNER/NAME
"""

import re
import sys
from pathlib import Path

from book.tools import pairs
from book.tools.layout import ROOT, Book

ADDRESS = re.compile(r"https://github\.com/([\w-]+/[\w.-]*[\w-])")
TEXTS = ("*.md", "*.yml", "pyproject.toml", "book/*.md", "chapters/*.md")


def move(root: Path, address: str) -> list[Path]:
    """Put ``address`` in the place of the present one; return the texts that changed.

    An address of another form raises ValueError, an edited notebook pairs.Edited, and then
    nothing is changed.
    """
    found = ADDRESS.fullmatch(address.removesuffix(".git"))
    if not found:
        raise ValueError(f"the address must be https://github.com/OWNER/NAME, got {address!r}")
    present = ADDRESS.fullmatch(Book(root).config["repository"]["url"])
    assert present, "_config.yml has the address of the repository"
    # As part of a link to a file too; not where a longer name only begins like it.
    old = re.compile(rf"(github(?:\.com)?/){re.escape(present[1])}(?![\w-])")
    texts = {path: path.read_text(encoding="utf-8") for glob in TEXTS for path in root.glob(glob)}
    changed = {path: old.sub(rf"\g<1>{found[1]}", text) for path, text in texts.items()}
    changed = {path: text for path, text in changed.items() if text != texts[path]}
    pages = [page for page in pairs.sources(root) if page in changed]
    pairs.refuse_edited(pages)
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8")
    pairs.write_all(pages)
    return list(changed)


def main(address: str = "") -> int:
    """Move the book; return the exit status."""
    try:
        changed = move(ROOT, address)
    except (ValueError, pairs.Edited) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"changed {len(changed)} texts and the notebooks made from them")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
