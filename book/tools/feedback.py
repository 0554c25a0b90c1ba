"""Every wrong answer to every exercise with the verdict that a learner gets, on one page to read.

    python -m book.tools.feedback [SET.EXERCISE …]

The page is ``_build/feedback.html``. Read it in one sitting: what is untrue, unkind or useless?
"""

import inspect
import sys
from collections.abc import Iterator, Sequence
from html import escape

from book.tools.layout import Book
from gantutor.checks import check, exercises
from gantutor.checks.engine.stubs import defined_text

STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:900px;"
    "margin:2rem auto;padding:0 1rem}pre{white-space:pre-wrap;overflow-wrap:anywhere}"
    "h2{margin-top:3rem}"
)


def sections(ids: Sequence[str]) -> Iterator[str]:
    """For each exercise its task, its hints, and each wrong answer with its verdict, in HTML."""
    for id in ids:
        exercise = exercises.get(id)
        hints = "".join(f"<li>{escape(hint)}</li>" for hint in exercise.hints)
        yield f'<h2 id="{id}">{id}: {escape(exercise.title)}</h2>\n<p>{escape(exercise.task)}</p>'
        yield f"<details><summary>Hints</summary><ol>{hints}</ol></details>"
        for name, mutant in exercise.mutants().items():
            source = inspect.getsource(sys.modules[mutant.__module__])
            verdict = escape(str(check(id, mutant)).partition("\n")[2])  # without the title again
            yield f"<h3>{name}</h3>\n<pre><code>{escape(defined_text(source, name))}</code></pre>"
            yield f"<blockquote><pre>{verdict}</pre></blockquote>"


def page(ids: Sequence[str]) -> str:
    """The page with these exercises."""
    title = "What a wrong answer is told"
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE}</style></head><body>\n<h1>{title}</h1>\n"
        + "\n".join(sections(ids))
        + "\n</body></html>\n"
    )


def main(ids: Sequence[str]) -> int:
    """Write the page and print where it is."""
    unknown = sorted(set(ids) - set(exercises.known()))
    if unknown:
        known = ", ".join(exercises.known())
        print(f"no such exercise: {', '.join(unknown)}; known: {known}", file=sys.stderr)
        return 2
    file = Book().root / "_build" / "feedback.html"
    file.parent.mkdir(exist_ok=True)
    file.write_text(page(ids or exercises.known()), encoding="utf-8")
    print(f"The wrong answers and their verdicts are in {file}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
