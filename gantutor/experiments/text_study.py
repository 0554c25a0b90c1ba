"""A critic and a likelihood on windows of one book, judged by the same numbers."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

import numpy as np
import torch
from jaxtyping import Float, Float32, Int64

from gantutor import data, gan, metrics, nets
from gantutor import sequences as seq
from gantutor.constraints import GradientPenalty
from gantutor.experiments.outcome import Outcome
from gantutor.names import known
from gantutor.recording import record
from gantutor.training.samples import digest

METHODS = ("critic", "likelihood")
LENGTH, VOCABULARY = 16, len(data.ALPHABET)
LATENT, CHANNELS, HIDDEN, BATCH = 64, 64, 128, 64
ITERATIONS: Mapping[str, int] = {"critic": 2000, "likelihood": 2000}
SEEDS = (1, 2, 3)  # nothing was chosen by these
JUDGED = 800  # windows: about as many characters as the held-out chapter has
ORDERS = (1, 2, 3, 4)
LOOKS, KEPT = 6, 12
MEASURED = ("seconds", "nats", *(f"js_{n}" for n in ORDERS), "words", "copied", "sure")


@dataclass(frozen=True)
class TextExperiment:
    """A ``method`` "critic" or "likelihood" on windows of 16 characters of the training chapters.

    "critic": WGAN-GP. A convolutional generator turns 64 normal numbers into a soft row for each
    place; the critic is told rows. "likelihood": a GRU that raises the probability of each next
    character. Another method raises ValueError.
    """

    method: str
    seeds: tuple[int, ...] = SEEDS
    iterations: int | None = None

    def __post_init__(self) -> None:
        known("method", self.method, METHODS)
        if self.iterations is None:
            object.__setattr__(self, "iterations", ITERATIONS[self.method])

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        return f"alice, {self.method}, {self.iterations} iterations"

    def config(self) -> gan.Config | seq.Config:
        """Return the configuration of the run."""
        assert self.iterations is not None
        if self.method == "likelihood":
            return seq.Config(
                model=seq.GRU(VOCABULARY, LENGTH, HIDDEN),
                batch=BATCH,
                iterations=self.iterations,
                lr=5e-3,
                betas=(0.9, 0.99),
            )
        relu = nets.Activation("relu")
        return gan.Config(
            critic=nets.MLP((LENGTH * VOCABULARY, 256, 256, 1), "leaky_relu"),
            generator=nets.ConvNet(
                (LATENT,),
                (
                    nets.Dense(CHANNELS * LENGTH),
                    nets.Reshape((CHANNELS, 1, LENGTH)),
                    relu,
                    nets.SequenceConv(CHANNELS),
                    relu,
                    nets.SequenceConv(CHANNELS),
                    relu,
                    nets.SequenceConv(VOCABULARY, kernel=1),
                    nets.Softmax(VOCABULARY),
                ),
            ),
            constraint=GradientPenalty(10.0),
            batch=BATCH,
            n_critic=5,
            iterations=self.iterations,
            lr=2e-3,
        )

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data included, as a record of it holds them."""
        x = torch.from_numpy(self._data())
        found: dict[str, Any] = {"x": list(x.shape), "digest": digest(x)}
        if self.method == "critic":
            found["y"] = None
        return json.loads(json.dumps({**self.config().settings(), "data": found}))

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {"data": "alice", "method": self.method}

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return MEASURED

    def shortened(self) -> "TextExperiment":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it and return its outcome; it depends on its arguments alone."""
        assert self.iterations is not None
        config, x = self.config(), self._data()
        played = (
            gan.start(config, x, seeds=self.seeds, device=device)
            if isinstance(config, gan.Config)
            else seq.start(config, x, seeds=self.seeds, device=device)
        )
        judge = _Judge()
        history = record(
            played,
            {name: partial(judge.one, name) for name in MEASURED},
            {"samples": lambda run: tokens_of(run, KEPT, seed=1).astype(np.uint8)},
            command=command,
            every=max(1, self.iterations // LOOKS),
        )
        samples = tokens_of(played, JUDGED)[0].astype(np.float16)
        return Outcome(self.name, self.facts(), history, samples)

    def _data(self) -> np.ndarray:
        x = training_windows()
        return by_channel(data.one_hot(x)) if self.method == "critic" else x


@cache
def training_windows() -> Int64[np.ndarray, "windows length"]:
    """Return all windows of 16 characters of the training chapters."""
    return data.windows(data.alice().train, LENGTH)


def by_channel(rows: np.ndarray) -> np.ndarray:
    """Return flat rows (…, T·V) as a convolution has them, (…, V·T): a channel a character."""
    return _turned(rows, LENGTH, VOCABULARY)


def by_place(channels: np.ndarray) -> np.ndarray:
    """Return the inverse of `by_channel`."""
    return _turned(channels, VOCABULARY, LENGTH)


def _turned(flat: np.ndarray, first: int, second: int) -> np.ndarray:
    table = flat.reshape(*flat.shape[:-1], first, second).swapaxes(-1, -2)
    return np.ascontiguousarray(table).reshape(flat.shape)


def tokens_of(run: Any, n: int, seed: int = 0) -> Int64[np.ndarray, "seeds n length"]:
    """Return n windows of each seed; of soft rows, the likeliest character at each place."""
    if isinstance(run, seq.SequenceRun):
        return run.fakes(n, seed)
    return np.stack([data.likeliest(rows) for rows in by_place(run.fakes(n, seed))])


def scores(texts: list[str]) -> Mapping[str, float]:
    """Return what windows of text score against the held-out chapter.

    ``js_n``: `metrics.ngram_js`, in nats. ``words``: the share of words that the training chapters
    know. ``copied``: the share of windows that stand in the training chapters, word for word.
    """
    book = data.alice()
    return {
        **{f"js_{n}": metrics.ngram_js(book.held_out, texts, n) for n in ORDERS},
        "words": metrics.known_words(texts, book.train),
        "copied": float(np.mean([text in book.train for text in texts])),
    }


def real_windows(repeats: int = 10, n: int = JUDGED) -> list[list[str]]:
    """Return several sets of n windows of the training chapters: what a perfect copyist writes."""
    chosen = np.random.default_rng(0).choice(len(training_windows()), (repeats, n))
    return [data.decode(training_windows()[rows]) for rows in chosen]  # type: ignore[misc]


def held_out_windows() -> Int64[np.ndarray, "windows length"]:
    """Return the held-out chapter cut into windows, none overlapping."""
    return data.windows(data.alice().held_out, LENGTH, LENGTH)


class _Judge:
    """All that is read off a run in one go, and the processor's time without that reading."""

    def __init__(self) -> None:
        self.seen: tuple[Any, int] = (None, -1)
        self.values: Mapping[str, np.ndarray] = {}
        self.began, self.judging = time.process_time(), 0.0

    def one(self, name: str, run: Any) -> Float[np.ndarray, " seeds"]:
        """Return one of the measures, (S,), for the run as it stands."""
        if self.seen != (run, run.iteration):
            now = time.process_time()
            spent = now - self.began - self.judging
            found = [scores(data.decode(x)) for x in tokens_of(run, JUDGED)]  # type: ignore[arg-type]
            self.values = {
                "seconds": np.full(len(run.seeds), spent),
                "nats": held_out_nats(run),
                "sure": sureness(run),
                **{key: np.array([f[key] for f in found]) for key in found[0]},
            }
            self.seen = (run, run.iteration)
            self.judging += time.process_time() - now
        return self.values[name]


def held_out_nats(run: Any) -> Float[np.ndarray, " seeds"]:
    """Return the mean of −log q(x)/T over held-out windows x, in nats a character.

    NaN where there is no q: a generator of rows gives samples only.
    """
    if not isinstance(run, seq.SequenceRun):
        return np.full(len(run.seeds), np.nan)
    x = torch.from_numpy(held_out_windows()).to(run.device).expand(len(run.seeds), -1, -1)
    with torch.no_grad():
        return -run.model.log_prob(run.model.rows(x)).mean(-1).double().cpu().numpy() / LENGTH


def sureness(run: Any) -> Float[np.ndarray, " seeds"]:
    """Return the mean of the largest entry of a generated row, 1 where rows are one-hot."""
    if isinstance(run, seq.SequenceRun):
        return np.ones(len(run.seeds))
    rows: Float32[np.ndarray, "..."] = by_place(run.fakes(JUDGED))
    return rows.reshape(len(rows), -1, VOCABULARY).max(-1).mean(-1).astype(np.float64)


def text() -> list[TextExperiment]:
    """WGAN-GP and maximum likelihood on windows of a real text: three seeds each."""
    return [TextExperiment(method) for method in METHODS]
