"""A verdict as HTML: escaped, readable without colour, in light, in dark and on a phone.

Text takes the colour of its surroundings; only the bar at the left is coloured, and the words
beside it say the same. Styles are inline, so that a verdict looks alike in JupyterLab, in Colab
and in the book, and nothing of it leaks into the page.
"""

import re
from html import escape

from gantutor.checks.engine.finding import Finding, Kind
from gantutor.checks.engine.verdict import Verdict

# Okabe–Ito colours with a contrast of 3 and more on white and on near-black.
_BAR = {Kind.PASSED: "#009e73", Kind.NOT_ATTEMPTED: "#808080"}
_OTHER_BAR = "#d55e00"
_MARK = {Kind.PASSED: "✓", Kind.NOT_ATTEMPTED: "○"}
_OTHER_MARK = "✗"

_BOX = "border:1px solid rgba(128,128,128,.6);border-radius:.3rem;padding:.6rem .9rem;"
_CODE = (
    "white-space:pre-wrap;overflow-wrap:anywhere;color:inherit;background:transparent;"
    "border:1px solid rgba(128,128,128,.6);border-radius:.2rem;margin:.4rem 0;padding:.4rem .6rem;"
)
_LINE = "margin:.4rem 0;overflow-wrap:anywhere;"
# What is folded away stands side by side, and takes a line of its own once it is open: its content
# asks for the whole width, which is more than is left of any line. No style sheet is needed, which
# some front ends would leave out.
_FOLD = "display:inline-block;vertical-align:top;max-width:100%;margin:.1rem 1.2rem .1rem 0;"
_UNFOLDED = "width:100vw;max-width:100%;"


def html(verdict: Verdict) -> str:
    """The verdict as one ``<div>``; the class keeps MathJax from reading the learner's text."""
    bar = _BAR.get(verdict.kind, _OTHER_BAR)
    mark = _MARK.get(verdict.kind, _OTHER_MARK)
    name = _inline_code(escape(verdict.exercise))
    title = f"<strong>{_inline(verdict.title)}</strong>"
    head = f"Exercise: {title} ({name})" if verdict.title else f"Exercise {name}"
    head += f" {_effort(verdict.effort)}" if verdict.effort else ""
    rows = [
        _line(head),
        _line(f'<span aria-hidden="true">{mark}</span> <strong>{verdict.headline}</strong>'),
    ]
    if verdict.finding is not None:
        rows += _finding(verdict.finding)
    if verdict.note:
        rows.append(_line(_inline(verdict.note)))
    rows += _folds(verdict)
    return (
        f'<div class="gantutor-verdict tex2jax_ignore mathjax_ignore" role="group"'
        f' aria-label="Verdict on {escape(verdict.exercise)}" data-verdict="{verdict.kind.value}"'
        f' style="{_BOX}border-left:.45rem solid {bar};margin:.6rem 0;color:inherit">\n'
        + "\n".join(rows)
        + "\n</div>"
    )


def _effort(text: str) -> str:
    """``●●○ · 10 min``; a screen reader is told the number of marks."""
    marks = text.partition(" ")[0]
    if "●" not in marks:
        return escape(text)
    told = f"difficulty {marks.count('●')} of {len(marks)}"
    rest = escape(text.removeprefix(marks))
    shown = f'<span role="img" aria-label="{told}">{marks}</span>{rest}'
    return f'<span style="white-space:nowrap">{shown}</span>'


def _finding(finding: Finding) -> list[str]:
    rows = []
    if finding.check and finding.message:
        rows.append(_line(f"First failure: <em>{_inline(finding.check)}</em>"))
    if finding.call:
        rows.append(_code(finding.call))
    if finding.message:
        rows.append(_line(_inline(finding.message)))
    if finding.hint:
        rows.append(_line(f"<strong>Hint:</strong> {_inline(finding.hint)}"))
    if finding.printed:
        rows.append(_fold("What your function printed", _code(finding.printed)))
    return rows


def _folds(verdict: Verdict) -> list[str]:
    """One line: the task, where the page does not have it, the hints and the solution."""
    asked = verdict.task and not verdict.task_on_page
    folds = [_fold("Task", _line(_inline(verdict.task)))] if asked else []
    for i, text in enumerate(verdict.hints, start=1):
        folds.append(_fold(f"Hint {i}", _line(_inline(text))))
    if verdict.solution:
        folds.append(_fold("Solution", _code(verdict.solution)))
    return [f'<div style="margin:.4rem 0">{" ".join(folds)}</div>'] if folds else []


def _fold(summary: str, content: str) -> str:
    return (
        f'<details style="{_FOLD}color:inherit"><summary>{summary}</summary>'
        f'<div style="{_UNFOLDED}">{content}</div></details>'
    )


def _line(content: str) -> str:
    return f'<p style="{_LINE}">{content}</p>'


def _code(text: str) -> str:
    return f'<pre style="{_CODE}"><code style="color:inherit">{escape(text)}</code></pre>'


def _inline(text: str) -> str:
    """Escaped text with `code` in backticks, *emphasis*, and a line break for each line."""
    marked = ""
    for part in re.split(r"(`[^`\n]+`)", escape(text)):
        if part.startswith("`") and len(part) > 2:
            marked += _inline_code(part[1:-1])
        else:
            marked += re.sub(r"(?<![\w*])\*(\w[^*\n]*)(?<=\w)\*(?![\w*])", r"<em>\1</em>", part)
    return marked.replace("\n", "<br>")


def _inline_code(escaped: str) -> str:
    # Themes colour code for their own background; in dark mode, outputs often have another one.
    return f'<code style="color:inherit;background:transparent">{escaped}</code>'
