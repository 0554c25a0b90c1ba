"""Broken programs of the galleries, as found and mended, each in the same small game: curves.

Two heaps of points in the plane, a generator that begins beside them, a critic with two hidden
layers, and one program in the place of what it stands for: a penalty, a critic, a step, a round.
The programs are those of the exercises, which are a later layer: a game names its program by where
it stands, as text, and looks it up when it is played.
"""

import copy
import hashlib
import inspect
import json
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from gantutor import transport
from gantutor.experiments.outcome import Outcome
from gantutor.experiments.results import Results
from gantutor.names import known
from gantutor.recording import Record, record
from gantutor.training.samples import digest

SEEDS = tuple(range(6))
ITERATIONS, EVERY = 200, 8
SAMPLES = 10_000  # of the data
JUDGED = 250  # fresh samples of each kind at each look
BATCH, WIDTH, LATENT = 64, 32, 2
WEIGHT = 2.0  # of the penalty
CLIP = 0.1
RATES = {"penalty": (1e-2, 1e-3), "clip": (1e-2, 2e-3)}  # of critic and generator
VERSIONS = ("as found", "mended")
MEASURED = ("gap", "w1", "slope", "loss")
NOTHING = "nothing"
"""The game under a penalty in which nothing is wrong."""

Part = Callable[..., Any]


@dataclass(frozen=True)
class Place:
    """Where a program goes in the game: the ``part`` that it is, and the game around it.

    ``held``: by what the critic is, "penalty" or "clip"; ``critic``: "leaky", "relu" or "narrow";
    ``sound``: the game that it is when the program is mended.
    """

    part: str = "none"
    held: str = "penalty"
    critic: str = "leaky"
    sound: str = NOTHING


PLACES: Mapping[str, Place] = {
    "slope_penalty": Place("penalty"),
    "input_slopes": Place("slopes", critic="narrow", sound="nothing, narrow"),
    "penalised_step": Place("penalised step"),
    "make_critic": Place("critic"),
    "score_network": Place("critic", sound="nothing, relu"),
    "joint_gap": Place("gap"),
    "step_and_log": Place("logging step"),
    "alternate": Place("penalised round"),
    "one_round": Place("round", held="clip", sound="nothing, clipped"),
    "two_steps": Place("round", held="clip", sound="nothing, clipped"),
    NOTHING: Place(),
    "nothing, narrow": Place(critic="narrow", sound="nothing, narrow"),
    "nothing, relu": Place(critic="relu", sound="nothing, relu"),
    "nothing, clipped": Place(held="clip", sound="nothing, clipped"),
}
"""Exhibit → its place. Four games have no program in them: there, nothing is wrong."""

UNNAMED: Mapping[str, str] = {
    "A": "make_critic",
    "B": "alternate",
    "C": NOTHING,
    "D": "slope_penalty",
    "E": "joint_gap",
    "F": "step_and_log",
}
"""Letter → the program behind the curves that the book shows without a name."""


@dataclass(frozen=True)
class Broken:
    """One exhibit, ``version`` "as found" or "mended", in its game; with a ``letter``, unnamed.

    Where nothing is wrong the version is "mended". An unknown exhibit or version, and a sound game
    "as found", raise ValueError with what is known.
    """

    exhibit: str
    version: str = "as found"
    letter: str = ""
    seeds: tuple[int, ...] = SEEDS
    iterations: int = ITERATIONS

    def __post_init__(self) -> None:
        known("exhibit", self.exhibit, PLACES)
        known("version", self.version, ("mended",) if is_sound(self.exhibit) else VERSIONS)

    @property
    def name(self) -> str:
        """What tells it from every other experiment of a study."""
        if self.letter:
            return f"curve {self.letter}"
        return f"{self.exhibit}, {self.version}"

    def settings(self) -> dict[str, Any]:
        """Return the settings of its run, data and program included, as a record holds them."""
        place = PLACES[self.exhibit]
        x = data()
        sound = is_sound(self.exhibit)
        return json.loads(
            json.dumps(
                {
                    "exhibit": self.exhibit,
                    "version": self.version,
                    "program": "" if sound else source_digest(self.exhibit, self.version),
                    "part": place.part,
                    "held": place.held,
                    "critic": place.critic,
                    "rates": RATES[place.held],
                    "batch": BATCH,
                    "width": WIDTH,
                    "weight": WEIGHT,
                    "clip": CLIP,
                    "judged": JUDGED,
                    "iterations": self.iterations,
                    "data": {"x": list(x.shape), "digest": digest(x)},
                }
            )
        )

    def facts(self) -> dict[str, Any]:
        """Return what an outcome is looked up by."""
        return {"exhibit": self.exhibit, "version": self.version, "letter": self.letter}

    def measured(self) -> tuple[str, ...]:
        """Return the names of what is measured."""
        return MEASURED

    def shortened(self) -> "Broken":
        """Return the same with two iterations and two seeds at most."""
        return replace(self, seeds=self.seeds[:2], iterations=2)

    def run(self, device: str = "cpu", command: str = "") -> Outcome:
        """Play it on the processor and return its outcome; it depends on its arguments alone."""
        played = Game(self)
        history = record(played, command=command, every=EVERY)
        samples = played.fakes(JUDGED, 1)[0].astype(np.float16)
        return Outcome(self.name, self.facts(), history, samples)


class Game:
    """The game of a `Broken`, one network after the other for each seed: a `training.Run`.

    The programs are those of a reader, for one critic and one generator: seeds cannot share them.
    """

    device = torch.device("cpu")

    def __init__(self, broken: Broken) -> None:
        self._broken = broken
        self._players = [_Player(broken, seed) for seed in broken.seeds]
        self._iteration = 0

    @property
    def seeds(self) -> tuple[int, ...]:
        """The seeds; everything that is measured has one value for each."""
        return self._broken.seeds

    @property
    def iteration(self) -> int:
        """Finished iterations."""
        return self._iteration

    @property
    def iterations(self) -> int:
        """Iterations in all, as planned."""
        return self._broken.iterations

    def iterate(self) -> None:
        """Train for one iteration: a step of the critic, then one of the generator."""
        for player in self._players:
            player.play()
        self._iteration += 1

    def measure(self) -> Mapping[str, Float[np.ndarray, " seeds"]]:
        """Return gap, exact W1, slope and loss on fresh samples, each (S,), changing nothing.

        gap: as the program logs it; loss: what the critic's step goes down. NaN where a network
        is not finite any more.
        """
        looks = [player.look(self._iteration) for player in self._players]
        return {name: np.array([look[name] for look in looks]) for name in MEASURED}

    def settings(self) -> dict[str, Any]:
        """Return all that tells this run from another, but for the seeds; ready for JSON."""
        return self._broken.settings()

    def state_dict(self) -> dict[str, Any]:
        """Return all that a run of the same settings and seeds needs to go on from here."""
        return {
            "iteration": self._iteration,
            "players": [player.state_dict() for player in self._players],
        }

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from there; ValueError, and nothing changed, unless the seeds are as many."""
        if len(state["players"]) != len(self._players):
            raise ValueError(
                f"the state must be of {len(self._players)} seeds, got {len(state['players'])}"
            )
        for player, one in zip(self._players, state["players"], strict=True):
            player.load_state_dict(one)
        self._iteration = state["iteration"]

    def fakes(self, n: int, seed: int = 0) -> Float[np.ndarray, "seeds n 2"]:
        """Return n generated samples for each seed, changing nothing."""
        return np.stack([player.fakes(n, seed).numpy() for player in self._players])


class _Player:
    """Critic and generator of one seed, their optimisers, and the random numbers of both."""

    def __init__(self, broken: Broken, seed: int) -> None:
        self.place = PLACES[broken.exhibit]
        self.program = None
        if not is_sound(broken.exhibit):
            self.program = program(broken.exhibit, broken.version)
        self.draw = torch.Generator().manual_seed(seed)
        with torch.random.fork_rng(devices=[]):
            torch.manual_seed(seed)
            self.critic = self._new_critic()
            self.generator = _mlp(LATENT, 2)
            self.noise = torch.get_rng_state()
        self.for_critic, self.for_generator = self._new_optimisers()
        if self.place.held == "clip":
            self._clip()

    def _new_critic(self) -> nn.Module:
        if self.place.part == "critic":
            critic = self._program(WIDTH)
            if critic[0].in_features != 2:  # written for points of the line
                critic[0] = nn.Linear(2, WIDTH)
            return critic
        if self.place.critic == "narrow":
            return _mlp(2, 1, width=8)
        if self.place.critic == "relu":
            return _mlp(2, 1)
        return _mlp(2, 1, bend=lambda: nn.LeakyReLU(0.2))

    def _new_optimisers(self) -> tuple[torch.optim.Optimizer, ...]:
        rates = RATES[self.place.held]
        networks = self.critic, self.generator
        if self.place.held == "clip":
            return tuple(
                torch.optim.RMSprop(n.parameters(), lr, alpha=0.9, foreach=True)
                for n, lr in zip(networks, rates, strict=True)
            )
        return tuple(
            torch.optim.Adam(n.parameters(), lr, betas=(0.0, 0.9), foreach=True)
            for n, lr in zip(networks, rates, strict=True)
        )

    def _program(self, *given: Any) -> Any:
        assert self.program is not None
        return self.program(*given)

    def play(self) -> None:
        """One step of the critic, then one of the generator, with random numbers of its own."""
        x = data()[torch.randint(SAMPLES, (BATCH,), generator=self.draw)]
        z_critic, z = torch.randn(2, BATCH, LATENT, generator=self.draw)
        with torch.random.fork_rng(devices=[]):
            torch.set_rng_state(self.noise)
            if self.place.part == "round":
                self._program(*self._players, x, z_critic, z)
            elif self.place.part == "penalised round":
                self._program(*self._players, x, z_critic, z, self._penalty)
            else:
                self._critic_step(x, self.generator(z_critic).detach())
                self.for_generator.zero_grad()
                (-self.critic(self.generator(z)).mean()).backward()
                self.for_generator.step()
            self.noise = torch.get_rng_state()
        if self.place.held == "clip":
            self._clip()

    @property
    def _players(self) -> tuple[Any, ...]:
        return self.critic, self.generator, self.for_critic, self.for_generator

    def _critic_step(self, x: Tensor, y: Tensor) -> None:
        if self.place.part == "penalised step":
            self._program(self.critic, self.for_critic, x, y, WEIGHT)
            return
        if self.place.part == "logging step":
            self._program(self.critic, self.for_critic, x, y, self._penalty)
            return
        self.for_critic.zero_grad()
        self._loss(self.critic, x, y).backward()
        self.for_critic.step()

    def _gap(self, critic: nn.Module, x: Tensor, y: Tensor) -> Tensor:
        if self.place.part == "gap":
            return self._program(critic, x, y)
        return critic(x).mean() - critic(y).mean()

    def _loss(self, critic: nn.Module, x: Tensor, y: Tensor) -> Tensor:
        loss = -self._gap(critic, x, y)
        return loss + self._penalty(critic, x, y) if self.place.held == "penalty" else loss

    def _penalty(self, critic: nn.Module, x: Tensor, y: Tensor) -> Tensor:
        points = self._program(x, y) if self.place.part == "points" else _between(x, y)
        if self.place.part == "penalty":
            return self._program(critic, points, WEIGHT)
        slopes = (self._program if self.place.part == "slopes" else _slopes)(critic, points)
        return WEIGHT * (slopes - 1).square().mean()

    @torch.no_grad()
    def _clip(self) -> None:
        for p in self.critic.parameters():
            p.clamp_(-CLIP, CLIP)

    def look(self, iteration: int) -> dict[str, float]:
        """Return what is measured, on fresh samples of this iteration and by a copy."""
        fresh = torch.Generator().manual_seed(1000 + iteration)
        x = data()[torch.randint(SAMPLES, (JUDGED,), generator=fresh)]
        y = self.fakes(JUDGED, 2000 + iteration)
        if not y.isfinite().all():
            return dict.fromkeys(MEASURED, np.nan)
        critic = copy.deepcopy(self.critic)
        found = {"w1": transport.w1(x.numpy(), y.numpy())}
        measures: Mapping[str, Callable[[], float]] = {
            "gap": lambda: self._logged(critic, x, y),
            "slope": lambda: _slopes(critic, _between(x, y)).mean().item(),
            "loss": lambda: self._loss(critic, x, y).item(),
        }
        for name, measure in measures.items():
            with torch.random.fork_rng(devices=[]):
                torch.manual_seed(iteration)
                found[name] = measure()
        return {name: v if np.isfinite(v) else np.nan for name, v in found.items()}

    def _logged(self, critic: nn.Module, x: Tensor, y: Tensor) -> float:
        """The gap as the program logs it."""
        if self.place.part == "logging step":
            critic = copy.deepcopy(critic)
            optimiser = torch.optim.Adam(critic.parameters())
            return float(self._program(critic, optimiser, x, y, self._penalty))
        return self._gap(critic, x, y).item()

    @torch.no_grad()
    def fakes(self, n: int, seed: int) -> Tensor:
        """Return n generated samples, from z that depend on ``seed`` alone."""
        z = torch.randn(n, LATENT, generator=torch.Generator().manual_seed(seed))
        return self.generator(z)

    def state_dict(self) -> dict[str, Any]:
        """Return all that it needs to go on."""
        parts = {name: getattr(self, name) for name in _PARTS}
        state = {name: copy.deepcopy(part.state_dict()) for name, part in parts.items()}
        frozen = [not p.requires_grad for p in self.critic.parameters()]
        return {**state, "draw": self.draw.get_state(), "noise": self.noise, "frozen": frozen}

    def load_state_dict(self, state: dict[str, Any]) -> None:
        """Go on from there."""
        for name in _PARTS:
            getattr(self, name).load_state_dict(copy.deepcopy(state[name]))
        self.draw.set_state(state["draw"])
        self.noise = state["noise"]
        for p, frozen in zip(self.critic.parameters(), state["frozen"], strict=True):
            p.requires_grad_(not frozen)


_PARTS = ("critic", "generator", "for_critic", "for_generator")


def _mlp(
    inputs: int, outputs: int, width: int = WIDTH, bend: Callable[[], nn.Module] = nn.ReLU
) -> nn.Sequential:
    """Return two hidden layers of one width."""
    layers = nn.Linear(inputs, width), bend(), nn.Linear(width, width), bend()
    return nn.Sequential(*layers, nn.Linear(width, outputs))


def _between(x: Tensor, y: Tensor) -> Tensor:
    u = torch.rand(len(x), 1)
    return u * x + (1 - u) * y


def _slopes(critic: nn.Module, points: Tensor) -> Tensor:
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return gradient.norm(dim=1)


@cache
def data() -> Float[Tensor, "n 2"]:
    """Return the data: two round heaps around (2, ±1), deviation 0.3."""
    rng = np.random.default_rng(0)
    side = rng.choice([-1.0, 1.0], size=(SAMPLES, 1))
    heaps = 0.3 * rng.normal(size=(SAMPLES, 2)) + np.hstack([np.full_like(side, 2.0), side])
    return torch.tensor(heaps, dtype=torch.float32)


@cache
def floor(repeats: int = 20) -> tuple[float, float]:
    """Return mean and deviation of the exact W1 between as many real samples as are judged."""
    rng = np.random.default_rng(1)
    x = data().numpy()
    picked = rng.permutation(SAMPLES)[: 2 * repeats * JUDGED].reshape(repeats, 2, JUDGED)
    found = [transport.w1(x[a], x[b]) for a, b in picked]
    return float(np.mean(found)), float(np.std(found, ddof=1))


def is_sound(exhibit: str) -> bool:
    """Return whether nothing is wrong in this game."""
    return PLACES[exhibit].part == "none"


def program(exhibit: str, version: str) -> Part:
    """Return an exhibit's program; an unknown name raises ValueError with the known ones."""
    known("exhibit", exhibit, [name for name in PLACES if not is_sound(name)])
    known("version", version, VERSIONS)
    found = version == "as found"
    folder, name = ("mutants", "as_found") if found else ("solutions", exhibit)
    return pkgutil.resolve_name(f"gantutor.checks.broken.{folder}.{exhibit}:{name}")


def source_digest(exhibit: str, version: str) -> str:
    """Return a short fingerprint of an exhibit's program, as `program`."""
    text = inspect.getsource(program(exhibit, version))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def bug_curves() -> list[Broken]:
    """Every exhibit as found, the sound games, and the curves without a name, on other seeds.

    Mended, an exhibit's game is its place's sound game.
    """
    return [
        *(Broken(exhibit, _version(exhibit)) for exhibit in PLACES),
        *(
            Broken(e, _version(e), letter, _others(k))
            for k, (letter, e) in enumerate(UNNAMED.items())
        ),
    ]


def _version(exhibit: str) -> str:
    return "mended" if is_sound(exhibit) else "as found"


def _others(k: int) -> tuple[int, ...]:
    """Other seeds for each curve without a name: two programs may play the very same game."""
    return tuple(100 + 10 * k + seed for seed in SEEDS)


def both(exhibit: str, results: Results) -> dict[str, Record]:
    """Return an exhibit's recorded curves by version; an unknown one raises ValueError."""
    known("exhibit", exhibit, [name for name in PLACES if not is_sound(name)])
    sound = PLACES[exhibit].sound
    return {
        "as found": results.one(exhibit=exhibit, version="as found", letter="").record,
        "mended": results.one(exhibit=sound, version="mended", letter="").record,
    }


def unnamed(results: Results) -> dict[str, Record]:
    """Return the recorded curves without a name, by letter."""
    return {letter: results.one(letter=letter).record for letter in UNNAMED}
