"""The chapters as text and as programs: portable, paired, complete, and they run."""

import ast
import re
from pathlib import Path

import jupytext
import nbformat
import pytest
import yaml
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
CHAPTERS = sorted((ROOT / "chapters").glob("*.md"))
GALLERY = sorted((ROOT / "book").glob("broken_*.md"))  # held to the same rules, but for anatomy
NOTEBOOKS = sorted([*(ROOT / "chapters").glob("*.ipynb"), *(ROOT / "book").glob("*.ipynb")])
PAGES = [notebook.with_suffix(".md") for notebook in NOTEBOOKS]
MOVING = {
    "GumbelSimplex",
    "LatentLaws",
    "MissedModes",
    "MovingDistances",
    "MovingLaws",
    "PhasePlane",  # two point masses
    "image_replay",
    "score_laws",
}
WIDGETS = MOVING | {
    "LatentWalk",
    "MovingPlan",
    "Replay",
    "conditional_explorer",
    "latent_explorer",
}
CONFIG = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
REPOSITORY = CONFIG["repository"]["url"]

COLUMNS = 76  # as many as a page's column shows without scrolling
by_name = pytest.mark.parametrize("chapter", [*CHAPTERS, *GALLERY], ids=lambda p: p.stem)


def cells(path, kind):
    return [c for c in jupytext.read(path).cells if c.cell_type == kind]


def text_of(path):
    return "\n\n".join(c.source for c in cells(path, "markdown"))


def words(text):
    return len(re.sub(r"[>*_$`]", "", text).split())


def prose(path):
    """Markdown without code fences, inline code and mathematics."""
    text = re.sub(r"```.*?```", "", text_of(path), flags=re.S)
    text = re.sub(r"\$\$.*?\$\$", "", text, flags=re.S)
    return re.sub(r"`[^`]*`|\$[^$\n]*\$", "", text)


def test_there_are_chapters_and_all_are_in_the_contents():
    toc = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    named = re.findall(r"chapters/(\w+)", toc)
    assert named, "the table of contents names no chapter"
    assert sorted(named) == [c.stem for c in CHAPTERS]


@by_name
def test_pair_agrees(chapter):
    from book.tools import pairs

    assert pairs.difference(chapter) is None


@by_name
def test_text_is_plain_commonmark(chapter):
    """No MyST directive or role: the chapter reads the same in Colab as in the book."""
    text = text_of(chapter)
    assert not re.search(r"^(```+|~~~+|:::+)\s*\{", text, flags=re.M), "a MyST directive"
    assert not re.search(r"\{[a-z:_-]+\}`", prose(chapter) + text), "a MyST role"
    assert "glue" not in text.lower().split()
    assert not re.search(r"\\\[|\\\(", prose(chapter)), r"write $…$, not \(…\)"


@by_name
def test_links_lead_somewhere(chapter):
    targets = re.findall(r"\]\(([^)\s]+)\)", prose(chapter))
    for target in targets:
        if target.startswith(("http://", "https://", "#")):
            continue
        assert (chapter.parent / target.split("#")[0]).exists(), target
    assert targets, "a chapter links to its neighbours"
    chapters = [t for t in targets if re.match(r"(.*/)?(\d\d|broken)_", t)]
    assert all(t.split("#")[0].endswith(".ipynb") for t in chapters), "link to the notebook"


@by_name
def test_repository_is_the_configured_one(chapter):
    text = chapter.read_text(encoding="utf-8")
    owner = REPOSITORY.removeprefix("https://github.com/")
    file = chapter.relative_to(ROOT).with_suffix(".ipynb").as_posix()
    colab = f"https://colab.research.google.com/github/{owner}/blob/main/{file}"
    assert f"]({colab})" in text
    assert f"git+{REPOSITORY}\n" in text
    found = set(re.findall(r"github\.com/([\w-]+/[\w-]+)", text))
    found |= set(re.findall(r"research\.google\.com/github/([\w-]+/[\w-]+)", text))
    assert found == {owner}


def test_other_pages_name_the_configured_repository_too():
    owner = REPOSITORY.removeprefix("https://github.com/")
    pages = [*(ROOT / "book").glob("*.md"), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
    for page in pages:
        found = set(re.findall(r"github\.com/([\w-]+/[\w-]+)", page.read_text(encoding="utf-8")))
        assert found <= {owner}, page.name


@by_name
def test_every_page_has_its_question_widget_and_sources(chapter):
    text = text_of(chapter)
    headings = re.findall(r"^## (.+)$", text, flags=re.M)
    for needed in ("What you can do now", "References"):
        assert needed in headings, needed
    assert len(re.findall(r"^# .+$", text, flags=re.M)) == 1
    assert re.search(r"^> .+\?", text, flags=re.M), "the question of the chapter"
    code = "\n".join(c.source for c in cells(chapter, "code"))
    assert any(f"{name}(" in code for name in MOVING), "a widget that moves laws on the line"
    assert "training." in code, "a training cell, or a budget by preset"


@by_name
def test_a_page_opens_with_its_picture(chapter):
    """Title, Colab, a sentence, the question; the set-up, folded; the widget; then all else."""
    head, set_up, imports, widget, text = jupytext.read(chapter).cells[:5]
    kinds = [c.cell_type for c in (head, set_up, imports, widget, text)]
    assert kinds == ["markdown", "code", "code", "code", "markdown"]

    title, colab, *story, question = head.source.strip().split("\n\n")
    assert re.fullmatch(r"# .+", title)
    assert re.fullmatch(r"\[Open this (chapter|page) in Colab\]\(\S+\)", colab)
    assert re.fullmatch(r"> .+\?", question), "the question stands last"
    assert len(story) <= 1, "one sentence before the question, or none"
    assert all(words(part) <= 30 for part in (*story, question))

    assert '"google.colab" in sys.modules' in set_up.source
    assert "from gantutor.widgets import" in imports.source
    first = ast.parse(widget.source).body
    assert len(first) == 1, "the widget needs no computation"
    call = first[0].value
    assert call.func.id in WIDGETS
    (steps,) = (word.value for word in call.keywords if word.arg == "steps")
    texts = [ast.literal_eval(text) for text, _ in (step.elts for step in steps.elts)]
    assert 3 <= len(texts) <= 5
    assert [text for text in texts if words(text) > 30] == []
    assert all("hide-input" in c.metadata["tags"] for c in (set_up, imports, widget))
    assert "laptop cores" in text.source, "how long the cells take"


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda p: p.stem)
def test_a_chapter_says_what_it_teaches(chapter):
    opening = cells(chapter, "markdown")[1].source
    assert "By the end you will be able to " in opening.split("\n## ")[0]


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda p: p.stem)
def test_a_chapter_has_exercises_and_warnings(chapter):
    headings = re.findall(r"^## (.+)$", text_of(chapter), flags=re.M)
    for needed in ("Exercises", "What goes wrong in the wild"):
        assert needed in headings, needed
    code = "\n".join(c.source for c in cells(chapter, "code"))
    slug = chapter.stem[3:]
    checked = re.findall(rf'^check\("{slug}\.(\w+)", (\w+)\)', code, flags=re.M)
    assert len(checked) >= 3
    assert all(name == passed for name, passed in checked)


@pytest.mark.parametrize("page", GALLERY, ids=lambda p: p.stem)
def test_a_gallery_page_is_one_exhibit_after_the_other(page):
    """Each under a heading of its own: the program, its check, and how it would show, folded."""
    code = "\n".join(c.source for c in cells(page, "code"))
    checked = re.findall(r'^check\("broken\.(\w+)", (\w+)\)', code, flags=re.M)
    assert len(checked) >= 5
    assert all(name == passed for name, passed in checked)
    assert len({name for name, _ in checked}) == len(checked)
    shown = re.findall(r"<summary>How would it show\?</summary>\n\n", text_of(page))
    assert len(shown) == len(checked)


@by_name
def test_figures_say_what_is_seen(chapter):
    """A cell that draws carries an alternative text of a sentence or more."""
    drawing = [c for c in cells(chapter, "code") if re.search(r"\bplt\.show\(\)", c.source)]
    for cell in drawing:
        alt = cell.metadata.get("mystnb", {}).get("image", {}).get("alt", "")
        assert len(alt.split()) >= 8, f"no alternative text: {cell.source[:80]!r}"


@by_name
def test_results_are_not_typed_by_hand(chapter):
    """Decimals in the prose are few: a result comes out of a cell.

    What stays are arguments and textbook constants; a decimal of three or more digits must also
    stand in the code or be a constant that the text derives.
    """
    known = {"0.693", "0.001", "0.999"}
    found = set(re.findall(r"(?<![\w.])\d+\.\d{3,}", re.sub(r"arXiv:\S+", "", prose(chapter))))
    assert found <= known, found - known


@by_name
def test_code_is_python(chapter):
    for cell in cells(chapter, "code"):
        code = re.sub(r"^(\s*)[%!].*$", r"\1pass", cell.source, flags=re.M)
        ast.parse(code)


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_code_fits_its_column(page):
    """Cells and fenced Python. Only a line that ends with an address may be longer."""
    fenced = re.findall(r"^```python\n(.*?)^```", text_of(page), flags=re.M | re.S)
    code = [*(c.source for c in cells(page, "code")), *fenced]
    lines = [line for part in code for line in part.splitlines()]
    assert len(lines) > 5
    wide = [n for n in lines if len(n) > COLUMNS and not re.search(r"https?://\S+$", n)]
    assert not wide, "\n".join(wide)


@pytest.fixture(scope="module")
def kernel():
    """One kernel for all notebooks: to start it and to import PyTorch takes longer than most run.

    The build gives each a kernel of its own.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GANTUTOR_PRESET", "smoke")
        patch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
        manager = AsyncKernelManager(kernel_name="python3")
        run_sync(manager.start_kernel)(cwd=str(ROOT / "chapters"))
    yield manager
    run_sync(manager.shutdown_kernel)(now=True)


@pytest.mark.slow
@pytest.mark.smoke
@pytest.mark.xdist_group("smoke")
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda p: p.stem)
def test_runs_under_the_smoke_preset(notebook, kernel):
    nb = nbformat.read(notebook, 4)
    nb.cells.insert(0, nbformat.v4.new_code_cell("%reset -f"))  # nothing of the one before
    client = NotebookClient(nb, timeout=240, km=kernel)
    client.execute()
    client.kc.stop_channels()
    outputs = [o for c in nb.cells if c.cell_type == "code" for o in c.outputs]
    noise = [o.text for o in outputs if o.output_type == "stream" and o.name == "stderr"]
    assert not noise, f"written to stderr: {noise[0][:400]}"
    assert outputs
    leaks = [t for o in outputs if (t := str(o.get("text", o.get("data", "")))) and str(ROOT) in t]
    assert not leaks, f"a path of this machine in an output: {leaks[0][:400]}"
