"""How wide an inline formula will be, told before it is set, so that the lines of a page stay put.

The weights are fitted to the widths of 467 formulas of the book as MathJax sets them: 6 pixels off
on average.
"""

import html
import re

LETTER, SCRIPT, SIGN, AROUND = 0.66, 0.49, 0.53, 0.12
"""In em: a letter, one that is raised or lowered, the space that a relation or operation adds."""

_INLINE = re.compile(r'<span class="math notranslate nohighlight">(\\\([^<]*\\\))</span>')
_UNSEEN = re.compile(
    r"\\(?:mathrm|mathbb|mathcal|mathbf|text|operatorname|left|right|[bB]ig+[lr]?|[td]?frac|sqrt|bar"
    r"|hat|tilde|displaystyle)(?![a-zA-Z])|\\[,;:! ]|\\[()]"
)
_NAMED = re.compile(r"\\(log|max|min|exp|inf|sup|det)(?![a-zA-Z])")
_SIGNS = re.compile(
    r"[=+<>]|(?<=[\w)}])\s*[-−]"
    r"|\\(?:[lg]eq?|approx|to|in|cdot|times|pm|sim|mid|neq?|ll|gg|mapsto)(?![a-zA-Z])"
)
_SCRIPTS = re.compile(r"[\^_](\{[^{}]*\}|.)")


def room(tex: str) -> float:
    """The width of a formula in em of the text around it, about."""
    seen = _NAMED.sub(r"\1", _UNSEEN.sub("", html.unescape(tex)))
    signs = len(_SIGNS.findall(seen))
    seen = re.sub(r"\\[a-zA-Z]+", "x", seen)
    raised = sum(len(script.strip("{}")) for script in _SCRIPTS.findall(seen))
    letters = len(re.sub(r"[\^_{}\\\s$&]", "", seen)) - raised
    return LETTER * letters + SCRIPT * raised + SIGN * signs + AROUND


def with_room(page: str) -> str:
    """Tell the style sheet how wide each inline formula of a page will be."""
    return _INLINE.sub(
        lambda found: (
            f'<span class="math notranslate nohighlight" style="--room:{room(found[1]):.1f}em">'
            f"{found[1]}</span>"
        ),
        page,
    )
