"""The adversarial game, trained in the page, with exact W1 beside its critic."""

import json
from math import isfinite
from typing import Any
from urllib.parse import urlencode

import numpy as np
import torch
import traitlets as t

import gantutor
from gantutor import constraints
from gantutor.distributions import Grid, Normal, Ring, Segment, SwissRoll, Uniform, two_bumps
from gantutor.nets import MLP
from gantutor.widgets import engine
from gantutor.widgets._room import Room
from gantutor.widgets._static import Number, StaticWidget, esm
from gantutor.widgets._worn import worn
from gantutor.widgets.posters import Canvas, runs

LINE = ("normal", "uniform", "two_heaps")
PLANE = ("ring", "grid", "swiss_roll", "parallel_lines", "drawn")
HOLDS = ("free", "clip", "penalty", "spectral")
OBJECTIVES = ("wasserstein", "minimax", "nonsaturating", "least_squares", "hinge")
FEWEST, MOST, REACH = 8, 800, 10
PRESETS = ("leash", "clip", "perfect", "weights", "one", "r1", "lines")
LAYERS = ("critic", "slope", "potential")
NAMED = {
    "data": (*LINE, *PLANE),
    "layer": LAYERS,
    "hold": HOLDS,
    "objective": OBJECTIVES,
    "rule": tuple(constraints.RULES),
    "where": constraints.PLACES,
}
"""What may be chosen by name; the page's module has this table, too."""
WITHIN = {
    "strength": (1e-4, 1e3),
    "rate": (1e-5, 0.1),
    "critic_steps": (1, 50),
    "seed": (0, 99_999),
}
OF_PAGE = ("data", "seed", "layer", "several")
OF_GAME = ("hold", "strength", "rule", "where", "objective", "critic_steps", "rate")
"""What an address holds: of the page, and of each of two games that are compared."""
STRENGTHS = {"free": 1.0, "clip": 0.1, "penalty": 1.0, "spectral": 1.0}
"""The strength of each hold where none is given: c, λ, c; a free critic has none."""

_PARTS = (
    "shared/dom.js",
    "shared/theme.js",
    "shared/controls.js",
    "shared/steps.js",
    "shared/frames.js",
    *(f"live/{name}.js" for name in ("host", "history", "sentence", "names", "address", "choices")),
    *(f"live/{name}.js" for name in ("ball", "brush", "plane", "line", "graphs", "stages")),
    *(f"live/{name}.js" for name in ("hands", "clock", "npz", "python", "presets", "parts")),
    *(f"live/{name}.js" for name in ("readings", "teller", "moving", "leaving")),
)


def _worker() -> str:
    """What the Worker runs: the engine, and after it what answers the page."""
    return engine.source() + esm("live/worker.js")


def _range(low: float, high: float) -> dict[str, float | bool]:
    return {"min": low, "max": high, **({"whole": True} if isinstance(low, int) else {})}


def _short(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def _module() -> str:
    # As a function, so that its text is not escaped a second time on the page.
    worker = f"const ENGINE = `(${{function () {{\n{_worker()}}}}})()`;\n"
    constants = {
        "VERSION": gantutor.__version__,
        "NAMES": {"line": LINE, "strengths": STRENGTHS},
        "OF_PAGE": OF_PAGE,
        "OF_GAME": OF_GAME,
        "LEGAL": {**NAMED, **{name: _range(*ends) for name, ends in WITHIN.items()}}
        | {"several": "switch"},
    }
    written = "".join(f"const {name} = {_short(v)};\n" for name, v in constants.items())
    styled, script = esm("shared/style.css", "live_game.css", *_PARTS, "live_game.js").split(
        "\n", 1
    )
    style = json.loads(styled.removeprefix("const CSS = ").removesuffix(";"))
    styled = json.dumps(worn(style, script, ".gt.gt-live"), ensure_ascii=False)
    return f"{written}{worker}const CSS = {styled};\n{script}"


def _number(name: str, value: float) -> Number:
    low, high = WITHIN[name]
    return Number(value, min=low, max=high)


def _whole(name: str, value: int) -> Any:
    low, high = WITHIN[name]
    return t.Int(value, min=low, max=high)


class LiveGame(StaticWidget):
    """A GAN that is trained in the page, by the engine of `gantutor.widgets.engine`.

    ``data`` on the line ("normal", "uniform", "two_heaps") or in the plane ("ring", "grid",
    "swiss_roll", "parallel_lines", or "drawn", whose ``points`` are 8 to 800 pairs (x, y)).
    ``hold`` says what holds the critic: "free" nothing, "clip" with c = ``strength``, "penalty"
    with λ = ``strength``, a ``rule`` and a place ``where``, or "spectral" with c = ``strength``.
    The reader can change these, the ``objective``, ``critic_steps``, the learning ``rate``, the
    ``seed`` and the ``speed`` (rounds in a second); networks have ``depth`` hidden layers of
    ``width``, and read ``batch`` samples a step. ``layer`` is the ground of the picture. With
    ``several`` the game is played from four seeds at once, from ``seed`` on. Nothing trains by
    itself.

    ``question`` stands above it, where there is one; ``compact`` leaves out what a chapter does not
    need until it is asked for; ``presets`` names stories out of `PRESETS`; ``address`` keeps the
    settings in the page's address, which is for one widget of a page.
    ``iteration`` follows the training.

    Raises TraitError for unknown names and values out of range, here and when a trait is set later.
    """

    _esm = _module()
    data = t.Enum(NAMED["data"], "ring").tag(sync=True)
    points: t.List[Any] = t.List().tag(sync=True)
    hold = t.Enum(HOLDS, "penalty").tag(sync=True)
    strength = _number("strength", 1.0).tag(sync=True)
    rule = t.Enum(NAMED["rule"], "two_sided").tag(sync=True)
    where = t.Enum(NAMED["where"], "between").tag(sync=True)
    objective = t.Enum(OBJECTIVES, "wasserstein").tag(sync=True)
    critic_steps = _whole("critic_steps", 5).tag(sync=True)
    rate = _number("rate", 0.003).tag(sync=True)
    seed = _whole("seed", 0).tag(sync=True)
    speed = Number(30.0, min=0.5, max=500.0).tag(sync=True)
    width = t.Int(32, min=4, max=128).tag(sync=True)
    depth = t.Int(2, min=1, max=4).tag(sync=True)
    batch = t.Int(64, min=8, max=512).tag(sync=True)
    layer = t.Enum(LAYERS, "critic").tag(sync=True)
    several = t.Bool(False).tag(sync=True)
    iteration = t.Int(0, min=0).tag(sync=True)
    presets = t.List(t.Enum(PRESETS), list(PRESETS)).tag(sync=True)
    question = t.Unicode().tag(sync=True)
    compact = t.Bool(False).tag(sync=True)
    address = t.Bool(False).tag(sync=True)
    _driven = (*OF_GAME, *OF_PAGE)

    def __init__(self, data: str | None = None, **traits: Any) -> None:
        if data is not None:
            traits["data"] = data
        if "hold" in traits and "strength" not in traits and not traits.get("steps"):
            traits["strength"] = STRENGTHS.get(traits["hold"], 1.0)
        super().__init__(**traits)

    def fragment(self, **beside: Any) -> str:
        """What the address of the page "Train one now" ends in to begin with this game there.

        "#game:…" with the settings that differ from that page's, and those of a second game
        ``beside`` it, which are named in `OF_GAME`. Points drawn by hand are not among them.
        Raises TraitError for a setting that a second game has not, or a value out of range.
        """
        if unknown := set(beside) - set(OF_GAME):
            raise t.TraitError(f"a second game has no setting {', '.join(sorted(unknown))}")
        page = LiveGame()
        other = {name: self.traits()[name].validate(self, v) for name, v in beside.items()}
        words = {
            name: getattr(self, name)
            for name in (*OF_PAGE, *OF_GAME)
            if getattr(self, name) != getattr(page, name)
        } | {f"b.{name}": value for name, value in other.items()}
        return "#game:" + urlencode({k: str(v).lower() for k, v in words.items()})

    @t.validate("points")
    def _drawn(self, proposal: Any) -> list[list[float]]:
        points = proposal["value"]
        try:
            pairs = [[float(x), float(y)] for x, y in points]
        except (TypeError, ValueError):
            raise t.TraitError(
                f"points must be pairs (x, y) of numbers, got {points!r:.80}"
            ) from None
        if pairs and not FEWEST <= len(pairs) <= MOST:
            raise t.TraitError(f"there must be {FEWEST} to {MOST} points, got {len(pairs)}")
        if far := [p for p in pairs if not all(isfinite(v) and abs(v) < REACH for v in p)]:
            raise t.TraitError(f"points must lie within {REACH} of 0, got {tuple(far[0])}")
        return pairs

    @t.validate("data")
    def _has_points(self, proposal: Any) -> str:
        self._check_state({"data": proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        if state.get("data", self.data) == "drawn" and not self.points:
            raise t.TraitError(
                f"data 'drawn' needs its points, {FEWEST} to {MOST} pairs (x, y), got none"
            )

    def _still(self) -> tuple[str, Canvas]:
        """Real samples, and those of a generator that has learned nothing yet."""
        real, dim = self._real(), 1 if self.data in LINE else 2
        network = MLP((2, *[self.width] * self.depth, dim)).build([self.seed], role=1)
        z = torch.tensor(np.random.default_rng(self.seed).normal(size=(1, 160, 2)))
        fake = network(z.float())[0].detach().numpy()
        both = np.concatenate([real, fake])
        middle, reach = (both.max(0) + both.min(0)) / 2, 0.55 * np.ptp(both, axis=0).max()
        extent = [v for m in middle for v in (float(m - reach), float(m + reach))]
        said = f"The game on the data {self.data.replace('_', ' ')}, before it is trained"
        return said, runs.samples(real, fake, extent)

    def _real(self) -> np.ndarray:
        """160 real samples, (160, dim)."""
        if self.data == "drawn":
            return np.array(self.points)
        if self.data == "parallel_lines":
            lines = [Segment(2.0, centre=(-1.0, y)).sample(80, 0) for y in (-0.5, 0.5)]
            return np.concatenate(lines)
        law: Any = {
            "ring": Ring(std=0.1),
            "grid": Grid(),
            "swiss_roll": SwissRoll(),
            "normal": Normal(2.0, 0.5),
            "uniform": Uniform(0.0, 1.0),
            "two_heaps": two_bumps(),
        }[self.data]
        drawn = np.asarray(law.sample(160, np.random.default_rng(0)))
        return drawn if drawn.ndim == 2 else drawn[:, None]

    def _room(self) -> Room:
        more = 34 if self.question else 0
        strip = 8 + 20 * max((-(-len(text) // 80) for text, _ in self.steps), default=-0.4)
        # Nothing that holds the critic has no strength: there is no slider for it.
        slider = 0 if self.hold == "free" else 1
        wide, narrow = (428 + 17 * slider if self.compact else 660), 675 + 50 * slider
        return Room(round(wide + more + strip), round(narrow + more + strip))
