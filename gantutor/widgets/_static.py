"""Widgets that are live without a kernel: on a built page, from a file, and in a notebook."""

import hashlib
import json
import re
from math import isfinite
from pathlib import Path
from typing import Any

import anywidget
import ipywidgets
import traitlets as t

from gantutor.colours import COLOURS
from gantutor.widgets._room import Room
from gantutor.widgets._steps import first_state, pairs, whole_states
from gantutor.widgets.posters import Canvas, Picture

HERE = Path(__file__).parent
_STEPS = "shared/steps.js"
# A line that is only a comment, and the indentation of any other: neither is needed on a page.
_COMMENT, _INDENT = re.compile(r"^\s*//.*\n", re.M), re.compile(r"^[ \t]+", re.M)

# How Sphinx, Jupyter and Colab say that a page is dark; where none does, the browser is asked.
_DARK = 'html[data-theme="dark"] .gt,body[data-jp-theme-light="false"] .gt,html[theme="dark"] .gt'
_UNSAID = "html:not([data-theme]):not([theme]) body:not([data-jp-theme-light]) .gt"


def _theme() -> str:
    """The table of colours as CSS variables, on light and on dark pages."""
    light = "".join(f"--{name}:{colour.light};" for name, colour in COLOURS.items())
    dark = "".join(f"--{name}:{colour.dark};" for name, colour in COLOURS.items())
    dark += "color-scheme:dark"
    return (
        f".gt{{{light}color-scheme:light}}{_DARK}{{{dark}}}"
        f"@media (prefers-color-scheme:dark){{{_UNSAID}{{{dark}}}}}"
    )


def esm(*names: str) -> str:
    """One ES module from the plain files ``names``, in order, without comments and indentation.

    The files share one module scope, so they neither import nor export; only the last one has an
    ``export default``. The ``.css`` files become the constant ``CSS``, after the table of colours.
    """
    parts, styles = [], ""
    for name in names:
        text = (HERE / name).read_text(encoding="utf-8")
        if name.endswith(".css"):
            styles += re.sub(r"/\*.*?\*/|\n", "", _INDENT.sub("", text), flags=re.S)
        else:
            parts.append(_INDENT.sub("", _COMMENT.sub("", text)))
    if styles:
        parts.insert(0, f"const CSS = {json.dumps(_theme() + styles, ensure_ascii=False)};\n")
    return "".join(parts)


class Number(t.Float):
    """A finite float within its ``min`` and ``max``: NaN passes every comparison with a bound."""

    def validate(self, obj: Any, value: Any) -> float:
        """Return the value; TraitError where it is no number, not finite, or out of bounds."""
        value = super().validate(obj, value)
        if not isfinite(value):
            raise t.TraitError(f"{self.name} must be finite, got {value}")
        return value


class StaticWidget(anywidget.AnyWidget):
    """An anywidget that also shows itself as HTML which needs neither kernel nor network.

    Its ``text/html`` holds the state of the synced traits and the same ES module that a live
    kernel uses, imported from a data URL. Subclasses define ``_esm`` by `esm` and traits whose
    values are JSON. A setting that is no trait raises TraitError (ipywidgets would only warn), and
    so must every ``validate`` of a subclass: after any other error a refused value would stay.

    ``steps`` are two to six pairs of a short text and the traits that it sets: one strip under the
    picture says them one after the other, and takes the widget there. The widget starts at the
    first one. A trait that a step does not name keeps its value of the step before. Raises
    TraitError where a step has no text or sets what is not possible.
    """

    steps: t.List[Any] = t.List().tag(sync=True)
    # The traits that a step may set.
    _driven: tuple[str, ...] = ()

    # ipywidgets 7 shows itself by this method, and IPython prefers it to a bundle: the HTML would
    # be left out of a notebook that is saved there.
    _ipython_display_ = None

    def __init__(self, **traits: Any) -> None:
        unknown = set(traits) - set(self.trait_names())
        if unknown:
            names = ", ".join(sorted(unknown))
            raise t.TraitError(f"{type(self).__name__} has no setting {names}")
        first = first_state(self._pairs(traits.get("steps", ())), traits)
        super().__init__(**{**traits, **first})

    def _pairs(self, steps: Any) -> list[tuple[str, dict[str, Any]]]:
        return pairs(steps, self._driven, type(self).__name__)

    @t.validate("steps")
    def _possible_steps(self, proposal: Any) -> list[list[Any]]:
        known, typed = self.traits(), []
        for k, (text, state) in enumerate(self._pairs(proposal["value"]), start=1):
            try:
                typed.append((text, {n: known[n].validate(self, v) for n, v in state.items()}))
            except t.TraitError as error:
                raise t.TraitError(f"step {k}: {error}") from None
        whole = whole_states(typed, {name: getattr(self, name) for name in self._driven})
        for k, (_, state) in enumerate(whole, start=1):
            try:
                self._check_state(state)
            except t.TraitError as error:
                raise t.TraitError(f"step {k}: {error}") from None
        return whole

    def _check_state(self, state: dict[str, Any]) -> None:
        """Raise TraitError for values, each possible by itself, that do not go together."""

    def state(self) -> dict[str, Any]:
        """The values of the widget's own synced traits: what the page starts from."""
        own = set(self.trait_names(sync=True)) - set(ipywidgets.DOMWidget.class_trait_names())
        return {name: getattr(self, name) for name in sorted(own) if not name.startswith("_")}

    def source(self) -> str:
        """The ES module for a page, where nothing but the reader changes the state."""
        source = self._module()
        return source if self.steps else source.replace(esm(_STEPS), esm("shared/no_steps.js"))

    def _module(self) -> str:
        return str(self._esm)

    def _still(self) -> tuple[str, Canvas | Picture] | None:
        """What the widget's still picture shows, in words, and the picture, if there is one."""
        return None

    def poster(self) -> str:
        """SVG that stands in the widget's place where no script runs, and until one does."""
        still = self._still()
        return still[1].svg(still[0], style="display:block;max-height:20rem") if still else ""

    def thumbnail(self) -> str:
        """The poster as an SVG of its own, 320 × 180, without text; empty where there is none."""
        still = self._still()
        return still[1].svg() if still else ""

    def html(self) -> str:
        """A ``<div>`` and an inline module script that bring the widget to life in it."""
        state, source = _literal(self.state()), _literal(self.source())
        key = hashlib.sha256((state + source).encode()).hexdigest()[:16]
        mount = esm("page.js")
        # async: the widget waits neither for the rest of the page nor for MathJax's megabyte.
        return (
            f'<div class="gt-widget" data-gantutor="{key}" style="{self._room().css()}">'
            f"{self.poster()}<p>An interactive figure: it moves on the book’s page and in Jupyter."
            "</p></div>\n"
            f'<script type="module" async>\n{mount}mount("{key}", {state}, {source});\n</script>'
        )

    def _room(self) -> Room:
        """The height that is kept free for the widget until it stands."""
        return Room(440, 700)

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        bundle = super()._repr_mimebundle_(**kwargs)
        if bundle is None:
            return None
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**data, "text/html": self.html()}, metadata


def _literal(value: Any) -> str:
    """A JavaScript literal that no HTML parser takes for a tag, a comment or the script's end."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return re.sub(r"<(?=[/!]|script)", r"\\x3c", text, flags=re.I)
