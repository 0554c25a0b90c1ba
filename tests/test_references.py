"""What book and package cite is listed in one form with a link, and what is listed is cited."""

import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
LIST = ROOT / "book" / "references.md"
ALONE = "\n## Cited in the package alone\n"  # the last section of the list
PAGES = [
    page for page in sorted([*ROOT.glob("chapters/*.md"), *ROOT.glob("book/*.md")]) if page != LIST
]

AUTHORS_AND_TITLE = re.compile(
    r"(?P<authors>[A-Z]\.[^*\[\]]+?)\. (?P<bracket>\[)?\*(?P<title>[^*]+?)\.?\*"
    r"(?(bracket)\]\((?P<link>\S+)\)(?=[. ]))"
)
YEAR = r"(?:1[789]|20)\d\d"
ARXIV = re.compile(r"https://arxiv\.org/abs/(\d\d)(0[1-9]|1[0-2])\.\d{4,5}")  # year, month
LINKS = (
    ARXIV,
    re.compile(r"https://doi\.org/10\.\d{4,9}/\S+"),
    re.compile(r"https://jmlr\.org/papers/v\d+/[\w-]+\.html"),
    re.compile(r"https://openreview\.net/forum\?id=\w+"),
    re.compile(r"https://papers\.nips\.cc/paper_files/paper/\d{4}/hash/\w+-Abstract\.html"),
)
ELSEWHERE = {  # what has no number of such a kind, and the host where it can be read
    "Mémoire sur la théorie des déblais et des remblais": "gallica.bnf.fr",
    "On a functional space and certain extremum problems": "russiarxiv.org",
    "Linear Programming and the Theory of Games": "cowles.yale.edu",
    "ELBO surgery: yet another way to carve up the variational evidence lower bound": (
        "approximateinference.org"
    ),
    "Learning Multiple Layers of Features from Tiny Images": "www.cs.toronto.edu",
    "The Unreasonable Effectiveness of Quasirandom Sequences": "extremelearning.com.au",
    "Color Universal Design": "jfly.uni-koeln.de",
    "Alice's Adventures in Wonderland": "www.gutenberg.org",
    "Deep Learning with Python": "www.manning.com",
    "Generative Deep Learning": "www.oreilly.com",
}

NAME = r"(?:(?:van|Van|de|von) )*[A-ZÅÉÖØ][\w’'-]+(?: d'[A-Z]\w+)?"
CITED = re.compile(
    rf"(?P<names>{NAME}(?:(?:, | & | and ){NAME})*)"
    r"(?:,? (?:et al\.|and (?:his )?co-authors))?"
    rf"(?: \((?P<open>{YEAR})\)| (?P<plain>{YEAR})\b)"
)


class Work(NamedTuple):
    authors: str
    title: str
    year: int

    def is_called(self, names: str, year: int) -> bool:
        """Whether a text means it by these surnames and this year: "(a CVAE, Sohn et al. 2015)"."""
        words = re.findall(r"[\w’'-]+", names.replace(" and ", " "))
        called = [word for word in words if not word.isupper()]  # an acronym is no surname
        first = self.authors.split(", ")[0]
        return (
            year == self.year
            and called != []
            and called[0] in re.findall(r"[\w’'-]+", first)
            and all(n in re.findall(r"[\w’'-]+", self.authors) for n in called)
        )


class Entry(NamedTuple):
    work: Work
    link: str | None
    text: str


def entries(text: str) -> list[Entry]:
    """The works of a list; an item may hold several, split by semicolons."""
    found = []
    for item in re.findall(r"^- (.+(?:\n  .+)*)", text, flags=re.M):
        for part in re.split(r"; (?=[A-Z]\.[ -])", re.sub(r"\s+", " ", item)):
            start = AUTHORS_AND_TITLE.match(part)
            assert start, f"no «Authors. *Title.* Venue, year.»: {part}"
            year = re.search(rf"(?<![\d:.]){YEAR}\b(?!\.\d)", part[start.end() :])
            assert year, f"no year: {part}"
            work = Work(start["authors"], start["title"], int(year[0]))
            found.append(Entry(work, start["link"], part))
    return found


def own_list(page: Path) -> str:
    """The section «References» of a page, empty if it has none."""
    found = re.search(r"^## References\n(.*?)(?=^## |\Z)", page.read_text("utf-8"), re.M | re.S)
    return found[1] if found else ""


def citations(text: str) -> list[tuple[str, int]]:
    """Names and years as texts cite: Name et al. (2018), or (Name 2017; Name & Name 2018)."""
    text = re.sub(r'\s+(?:"\s+")?|"\s+"', " ", text)
    in_brackets = [
        (c["names"], int(c["plain"]))
        for bracket in re.findall(rf"\(([^()]*{YEAR}[^()]*)\)", text)
        for c in CITED.finditer(bracket)
        if c["plain"]
    ]
    return in_brackets + [(c["names"], int(c["open"])) for c in CITED.finditer(text) if c["open"]]


@cache
def listed() -> list[Entry]:
    return entries(LIST.read_text("utf-8"))


@cache
def own(page: Path) -> list[Entry]:
    return entries(own_list(page))


def strings(module: Path) -> Iterator[str]:
    """The docstrings of a module, those of its constants too, and all other strings."""
    with module.open("rb") as file:
        for token in tokenize.tokenize(file.readline):
            if token.type == tokenize.STRING:
                yield re.sub(r"\s+", " ", token.string)


@cache
def cited_in_the_package() -> dict[tuple[str, int], str]:
    """Names and years of the package's docstrings, "Source: Name & Name 2018", and a place."""
    return {
        (c["names"], int(c["open"] or c["plain"])): str(module.relative_to(ROOT))
        for module in sorted((ROOT / "gantutor").rglob("*.py"))
        for text in strings(module)
        for c in CITED.finditer(text)
    }


def test_citations_are_read_as_they_are_written():
    text = (
        "As Qi (2017) and Arjovsky and co-authors (2017) say (Gale, Kuhn & Tucker 1951; for\n"
        "transport Peyré & Cuturi 2019, proposition 2.4; de Masson d'Autume et al. 2019), in 2017."
    )
    assert citations(text) == [
        ("Gale, Kuhn & Tucker", 1951),
        ("Peyré & Cuturi", 2019),
        ("de Masson d'Autume", 2019),
        ("Qi", 2017),
        ("Arjovsky", 2017),
    ]


@pytest.mark.parametrize("page", [p for p in PAGES if own_list(p)], ids=lambda p: p.stem)
def test_a_page_cites_works_as_the_list_does(page):
    """Authors, title and year stand in book/references.md just so, and no work twice on a page."""
    works = [entry.work for entry in listed()]
    unknown = {
        entry.work: [work for work in works if work.title == entry.work.title]
        for entry in own(page)
        if entry.work not in works
    }
    assert unknown == {}, "not so in book/references.md (beside each: what is there)"
    assert len({entry.work for entry in own(page)}) == len(own(page))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_a_year_in_a_text_has_its_entry_below(page):
    known = own(page) or listed()
    text = page.read_text("utf-8").replace(own_list(page) or "\0", "")
    missing = [c for c in citations(text) if not any(e.work.is_called(*c) for e in known)]
    assert missing == [], "cited, and not under References"


def test_what_is_listed_is_cited_and_stands_there_once():
    of_book, of_package = LIST.read_text("utf-8").split(ALONE)
    cited = {entry.work for page in PAGES for entry in own(page)}
    assert [e.work for e in entries(of_book) if e.work not in cited] == []
    alone = [e.work for e in entries(of_package)]
    assert [work for work in alone if work in cited] == [], "a page cites it: to its section"
    package = cited_in_the_package()
    assert [w for w in alone if not any(w.is_called(*c) for c in package)] == []
    works = [entry.work for entry in listed()]
    assert len({work.title.lower() for work in works}) == len(works)


def test_what_docstrings_cite_is_listed():
    works = [entry.work for entry in listed()]
    missing = {
        c: place
        for c, place in cited_in_the_package().items()
        if not any(w.is_called(*c) for w in works)
    }
    assert missing == {}, "to the list's last section (beside each: where it is cited)"
    assert len(cited_in_the_package()) > 50, "are docstrings read at all?"


def test_every_entry_has_a_link_of_its_own():
    for work, link, _ in listed():
        assert link, work
        if work.title in ELSEWHERE:
            assert link.split("/")[2] == ELSEWHERE[work.title], work
        else:
            assert any(kind.fullmatch(link) for kind in LINKS), (work, link)
    assert len({entry.link for entry in listed()}) == len(listed())
    assert set(ELSEWHERE) <= {entry.work.title for entry in listed()}


def test_a_number_of_arxiv_is_the_link_s_and_no_younger_than_the_work():
    links = {entry.work: entry.link for entry in listed()}
    for work, link in links.items():
        if number := ARXIV.fullmatch(link):
            month = 12 * int(number[1]) + int(number[2])
            january_after = 12 * (work.year - 2000) + 13  # sent in December, numbered then
            assert month <= january_after, (work, link)
    for work, _, text in [*listed(), *(entry for page in PAGES for entry in own(page))]:
        for number in re.findall(r"arXiv:(\d{4}\.\d{4,5})", text):
            assert links.get(work) == f"https://arxiv.org/abs/{number}", work
