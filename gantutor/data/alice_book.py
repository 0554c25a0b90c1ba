"""The text of the book: the first eight chapters of Alice, in a small alphabet.

Lewis Carroll, *Alice's Adventures in Wonderland*, 1865. Its author died in 1898, and the text is in
the public domain. What is here was made by `normalised` from Project Gutenberg's edition 2.9 as it
stands in the source of Debian's package snappy 1.1.9 (testdata/alice29.txt, whose licence Debian
gives as public domain); `ORIGINAL` is that file's SHA-256 digest.
"""

import hashlib
import re
from importlib import resources

from gantutor.data.images import DataError
from gantutor.data.text import ALPHABET, Text

ORIGINAL = "7467306ee0feed4971260f3c87421154a05be571d944e9cb021a5713700c38f0"
CHAPTERS = 8
DIGEST = "f72b46f021d3c31db8eab3df9d58ac478fdf7295473b21671c45f431fd9ee816"
"""SHA-256 of the eight chapters as one line each."""


def alice(sha256: str = DIGEST) -> Text:
    """Return *Alice's Adventures in Wonderland*, chapters I to VIII, about 95,000 characters.

    Chapters I to VI are to learn from, VII to choose settings by, VIII to report on. It comes with
    the package and needs no network. Raises DataError where the file is missing or has another
    digest.
    """
    try:
        file = resources.files("gantutor.data") / "texts" / "alice.txt"
        written = file.read_text("ascii")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(f"the text of Alice did not come with the package: {error}") from error
    # A blank line ends a chapter, a line's end is a space: so a person can read the file.
    chapters = [" ".join(lines.split()) for lines in written.split("\n\n")]
    found = hashlib.sha256("\n".join(chapters).encode()).hexdigest()
    if found != sha256:
        raise DataError(f"{file} has the SHA-256 digest {found}, expected {sha256}")
    *train, selection, held_out = chapters
    return Text("alice", " ".join(train), selection, held_out)


def chapters(original: str, count: int = CHAPTERS) -> list[str]:
    """Return the first chapters of the original, `normalised`, without their headings.

    ValueError where there are not so many.
    """
    pieces = re.split(r"^ +CHAPTER [IVX]+\n\n.*\n", original, flags=re.MULTILINE)[1:]
    if len(pieces) < count:
        raise ValueError(f"{count} chapters were asked for, the text has {len(pieces)}")
    return [normalised(piece) for piece in pieces[:count]]


def normalised(text: str) -> str:
    """Return a text in `ALPHABET`: lower case, four marks, single spaces.

    Dashes, colons and semicolons become commas, exclamation marks full stops, hyphens spaces. An
    apostrophe stays between two letters. Quotation marks, brackets and ornaments go. Of marks that
    follow each other the first stays, and a mark stands right after a word.
    ValueError for a letter with an accent or a digit: there is no rule for them.
    """
    text = text.lower().replace("--", ",").replace("-", " ")
    text = text.translate(str.maketrans(":;!", ",,."))
    text = re.sub(r"(?<![a-z])'|'(?![a-z])", "", text)
    text = " ".join(re.sub(r"[`\"()\[\]_*\x1a]", "", text).split())
    text = re.sub(r" *([,.?])[ ,.?]*", r"\1 ", text).strip(" ,")
    strangers = sorted(set(text) - set(ALPHABET))
    if strangers:
        raise ValueError(f"no rule turns {''.join(strangers)!r} into {ALPHABET!r}")
    return text
