"""A match: S games of one kind, played side by side, that can be opened and stepped by hand."""

import copy
from collections.abc import Callable, Sequence
from os import PathLike
from typing import Any, NamedTuple

import numpy as np
import torch
from jaxtyping import Float
from numpy.typing import ArrayLike
from torch import Tensor

from gantutor import constraints, objectives
from gantutor.constraints import between, gradient_norm, input_gradient
from gantutor.nets import BatchedAutoencoder, BatchedMLP, stream
from gantutor.training import checkpoint
from gantutor.training.descent import Optimiser, move_average
from gantutor.training.devices import device as pick_device
from gantutor.training.draws import (
    CHUNK,
    FAKES,
    MOMENT,
    Draws,
    draw_chunk,
    draw_pretraining,
    latents,
)
from gantutor.training.game import Game
from gantutor.training.replay import Replay
from gantutor.training.samples import digest, rows, samples

Batch = tuple[Tensor, Tensor, Tensor]  # x and y (S, B, d), u (S, B, 1)
Curve = Float[np.ndarray, " games"]


class Moment(NamedTuple):
    """What is known of a match at one iteration; arrays have one value per game, shape (S,).

    ``gap`` = mean f(real) − mean f(fake), or the reverse where f is an energy, low on real: the
    critic's own estimate, positive when it is right, whatever the objective. All is measured on
    samples without the game's ``noise``.
    ``penalty`` is weighted, as it enters the loss. Gradient norms are ‖∇f‖ at points between real
    and fake, whatever the constraint. Losses are minimised; the critic's includes the penalty.
    """

    iteration: int
    gap: Curve
    penalty: Curve
    grad_norm_mean: Curve
    grad_norm_max: Curve
    critic_loss: Curve
    generator_loss: Curve
    match: "Match"


def start(
    game: Game,
    x: ArrayLike | Tensor,
    *,
    seeds: Sequence[int],
    y: ArrayLike | Tensor | None = None,
    device: str | torch.device | None = None,
    capture: bool | None = None,
) -> "Match":
    """Set up a match of ``game``, one game for each seed, before its first step.

    Real data ``x`` is (N, d), shared by all games, or (S, N, d), one set per game. Without a
    generator, ``y`` of such a shape holds the fixed fakes. Seeds are integers ≥ 0. A seed may
    occur again for a game with other data or another constraint's value: the two then start
    from the same weights and see the same draws, so that they differ in that setting alone.
    ``capture``: record an iteration as a CUDA graph and replay it, with the same result and many
    times as fast; the default on a CUDA device, and possible only there.
    ValueError for NaN or infinity in the data, shapes that do not fit the networks, missing
    seeds, for ``y`` beside a generator or neither of the two, and for ``capture`` without CUDA.
    """
    seeds = tuple(int(s) for s in seeds)
    if not seeds or min(seeds) < 0:
        raise ValueError(f"seeds must be integers of at least 0, at least one, got {seeds}")
    if game.generator is None and y is None:
        raise ValueError("a game without a generator needs the fixed fakes: start(game, x, y=…)")
    if game.generator is not None and y is not None:
        raise ValueError("fixed fakes y and a generator exclude each other: set generator=None")
    place = pick_device(None if device is None else str(device))
    real = samples("x", x, game, len(seeds))
    fake = None if y is None else samples("y", y, game, len(seeds))
    if capture and place.type != "cuda":
        raise ValueError(f"capture=True needs a CUDA device, but this match is on {place}")
    return Match(
        game, real, fake, seeds, place, place.type == "cuda" if capture is None else capture
    )


class Match:
    """S independent games in one set of batched networks; made by ``start``.

    ``critic``, ``generator``, ``averaged`` (the running average of the generator) are modules over
    all games; ``iteration`` counts finished iterations, ``turn`` the critic steps in them,
    ``pretrained`` the critic steps on real data alone before them. A game whose numbers overflow
    stays in the match as inf or NaN, and is recorded so: a free critic may run away, and the other
    games do not feel it.
    """

    def __init__(
        self,
        game: Game,
        x: Tensor,
        y: Tensor | None,
        seeds: tuple[int, ...],
        device: torch.device,
        capture: bool = False,
    ) -> None:
        self.game, self.seeds, self.device, self.capture = game, seeds, device, capture
        self.objective = objectives.get(game.objective)
        self.constraint = constraints.get(game.constraint)
        self.data_digest = digest(x, y)
        self.x = x.to(device)
        self.y = None if y is None else y.to(device)

        self.critic: BatchedMLP | BatchedAutoencoder = game.critic.build(seeds, device, role=0)
        self.constraint.prepare(self.critic)
        self.critic_optimiser = Optimiser(game, self.critic)
        self.generator: BatchedMLP | None = None
        self.averaged: BatchedMLP | None = None
        if game.generator is not None:
            self.generator = game.generator.build(seeds, device, role=1)
            self.averaged = copy.deepcopy(self.generator).requires_grad_(False)
            self.generator_optimiser = Optimiser(game, self.generator)

        self.iteration = 0  # finished iterations
        self.turn = 0  # finished critic steps, in all
        self.pretrained = 0  # critic steps on real data alone, before the first iteration
        self._chunks: dict[str, tuple[int, Draws]] = {}
        self._real: tuple[int, Tensor, Tensor] | None = None
        self._dealt: list[Batch] = []
        self._dealt_for: tuple[int, int] | None = None
        self._replay = Replay(self._learn) if capture else None

    # The algorithm ---------------------------------------------------------------------------

    def _learn(self, *draws: Tensor) -> None:
        """Play one iteration: ``n_critic`` critic steps, then one generator step."""
        drawn = Draws(*draws)
        for x, y, u in self._batches(drawn):
            self._improve_critic(x, y, u)
        self._improve_generator(drawn.z_generator, drawn.noise_generator)

    def _improve_critic(self, x: Tensor, y: Tensor, u: Tensor) -> None:
        """Take a critic step: real against fake, plus the penalty; then the projection."""
        fx, fy = self._scores(x, y)
        loss = self.objective.critic_loss(fx, fy, x, y)
        penalty = self.constraint.penalty(self.critic, x, y, u)
        self.critic_optimiser.descend(loss + penalty)
        self.constraint.project(self.critic)

    def _improve_generator(self, z: Tensor, noise: Tensor) -> None:
        """Take a generator step, and move its running average; with fixed fakes, do nothing."""
        if self.generator is not None:
            y = self._blurred(self.generator(z), noise)
            fy = self.critic(y).squeeze(-1)
            self.generator_optimiser.descend(self.objective.generator_loss(fy, self._codes(y)))
            move_average(self.averaged, self.generator, self.game.average)

    def _improve_on_real(self, x: Tensor) -> None:
        """Take a critic step on real data alone; then the projection."""
        fx = self.critic(x).squeeze(-1)
        self.critic_optimiser.descend(self.objective.on_real(fx).mean(-1))
        self.constraint.project(self.critic)

    def _scores(self, x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        """Return f(x) and f(y), each (S, B), by one forward pass of both."""
        f = self.critic(torch.cat((x, y), dim=1)).squeeze(-1)
        return f[:, : x.shape[1]], f[:, x.shape[1] :]

    def _codes(self, y: Tensor) -> Tensor | None:
        """Return the critic's codes of y, if the objective wants them."""
        if self.objective.needs_codes and isinstance(self.critic, BatchedAutoencoder):
            return self.critic.codes(y)
        return None

    def _batches(self, drawn: Draws) -> list[Batch]:
        """Return each critic step's x, y and u; one generator forward makes all the fakes."""
        x = rows(self.x, drawn.real)
        if self.y is not None:
            y = rows(self.y, drawn.fake)
        else:
            fakes = self._generate(drawn.z_critic)
            y = fakes.unflatten(1, (-1, self.game.batch)).movedim(1, 0)
        x, y = self._blurred(x, drawn.noise_real), self._blurred(y, drawn.noise_fake)
        return list(zip(x, y, drawn.u, strict=True))

    def _blurred(self, samples: Tensor, noise: Tensor) -> Tensor:
        """Return the samples as the critic sees them in training: with the game's noise, if any."""
        return samples + noise if self.game.noise else samples

    # Playing: draws and learning rates are the host's work, done outside the steps --------------

    def iterate(self) -> None:
        """Play one iteration: ``n_critic`` critic steps, then one generator step."""
        if self.turn != self.iteration * self.game.n_critic:  # steps were taken by hand
            for _ in range(self.game.n_critic):
                self.critic_step()
            self.generator_step()
            return
        self._set_rate(self.critic_optimiser)
        if self.generator is not None:
            self._set_rate(self.generator_optimiser)
        learn = self._replay or self._learn
        learn(*self._drawn("critic", self.iteration))
        self.turn += self.game.n_critic
        self.iteration += 1

    def critic_step(self) -> None:
        """Improve the critic once."""
        self._improve_critic(*self._deal_critic())

    def generator_step(self) -> None:
        """Improve the generator once; with fixed fakes, only count the iteration."""
        if self.generator is not None:
            self._improve_generator(*self._deal_generator())
        self.iteration += 1

    def pretrain(self, steps: int) -> None:
        """Improve the critic ``steps`` times on real data alone, before the first iteration.

        Only the objective's loss of real samples is minimised: there are no fakes, and so no
        penalty between the two; the constraint's projection stays. The draws are its own, so the
        match that follows sees the same ones as without. ValueError after the first step of the
        match, for steps below 0, and where that loss has no minimum: the critic would run away.
        """
        if steps < 0:
            raise ValueError(f"steps must be at least 0, got {steps}")
        if self.iteration or self.turn:
            raise ValueError(
                f"pretrain comes before the first step, but the match is at iteration "
                f"{self.iteration} after {self.turn} critic steps"
            )
        self.objective.check_pretraining(self.game.critic)
        self._set_rate(self.critic_optimiser)
        deviation = self.game.deviation(0)
        for _ in range(steps):
            chunk, row = divmod(self.pretrained, CHUNK)
            if self._real is None or self._real[0] != chunk:
                size = self.x.shape[-2]
                drawn = draw_pretraining(self.game, self.seeds, chunk, size, self.device)
                self._real = (chunk, *drawn)
            _, real, noise = self._real
            self._improve_on_real(self._blurred(rows(self.x, real[row]), deviation * noise[row]))
            self.pretrained += 1

    def _set_rate(self, optimiser: Optimiser) -> None:
        optimiser.rate = self.game.rate(self.iteration)

    def _deal_critic(self) -> Batch:
        """Return this critic step's real batch, fakes (without a graph) and u."""
        self._set_rate(self.critic_optimiser)
        block, k = divmod(self.turn, self.game.n_critic)
        self.turn += 1
        if self._dealt_for != (block, self.iteration):
            drawn = self._drawn("critic", block)
            self._dealt, self._dealt_for = self._batches(drawn), (block, self.iteration)
        return self._dealt[k]

    def _deal_generator(self) -> tuple[Tensor, Tensor]:
        """Return this generator step's z and noise."""
        self._set_rate(self.generator_optimiser)
        drawn = self._drawn("generator", self.iteration)
        return drawn.z_generator, drawn.noise_generator

    def _drawn(self, who: str, step: int) -> Draws:
        """Return the draws of one iteration, with noise of the deviation that it has reached."""
        draws, row = self._draws(who, step)
        return draws.at(row, self.game.deviation(self.iteration))

    def _draws(self, who: str, step: int) -> tuple[Draws, int]:
        """Return the chunk of draws that holds ``step``, and its row in it.

        Critic and generator share their chunk, unless the match is stepped by hand out of turn.
        """
        chunk, row = divmod(step, CHUNK)
        for number, draws in self._chunks.values():
            if number == chunk:
                self._chunks[who] = (number, draws)
                return draws, row
        n_fake = None if self.y is None else self.y.shape[-2]
        draws = draw_chunk(self.game, self.seeds, chunk, self.x.shape[-2], n_fake, self.device)
        self._chunks[who] = (chunk, draws)
        return draws, row

    def forget(self) -> None:
        """Drop what was dealt, and what was recorded, after the match was moved elsewhere."""
        self._chunks.clear()
        self._dealt_for = None
        # A recorded iteration is bound to the optimisers' memory, which loading replaces.
        self._replay = Replay(self._learn) if self.capture else None

    # Looking ----------------------------------------------------------------------------------

    def fakes(
        self, n: int, seed: int = 0, averaged: bool = True
    ) -> Float[np.ndarray, "games n dim"]:
        """Return ``n`` generated samples of each game, always from the same z for one ``seed``.

        By the averaged generator where there is one. With fixed fakes: ``n`` of them, without
        replacement, and ValueError if there are fewer.
        """
        rngs = [stream(s, FAKES, seed) for s in self.seeds]
        if self.y is None:
            z = torch.stack([latents(self.game, n, rng=r) for r in rngs]).to(self.device)
            return _numpy(self._generate(z, averaged))
        there = self.y.shape[-2]
        if n > there:
            raise ValueError(f"there are {there} fixed fakes, {n} were asked for")
        chosen = torch.stack([torch.randperm(there, generator=r)[:n] for r in rngs])
        return _numpy(rows(self.y, chosen.to(self.device)))

    def score(self, points: ArrayLike | Tensor) -> Float[np.ndarray, "games n"]:
        """Return the critic's value f at points (n, d), the same for all games, or (S, n, d)."""
        p = samples("points", points, self.game, len(self.seeds)).to(self.device)
        with torch.no_grad():
            return _numpy(self.critic(p.expand(len(self.seeds), -1, -1)).squeeze(-1))

    def moment(self) -> Moment:
        """Measure the match as it stands, changing nothing.

        With a generator: on a fresh batch that depends on seed and iteration only. With fixed
        fakes: the gap is over all of x and y, so it has no sampling noise; the loss of an
        objective over pairs is then over a batch of them.
        """
        x, y, u, pairs = self._look()
        with torch.no_grad():
            fx, fy = self._scores(x, y)
            loss = (
                self.objective.critic_loss(*self._scores(*pairs), *pairs)
                if self.objective.paired
                else self.objective.critic_loss(fx, fy)
            )
            penalty = self.constraint.penalty(self.critic, *pairs, u).expand(len(self.seeds))
            norm = gradient_norm(input_gradient(self.critic, between(*pairs, u)))
            values = (
                self.objective.gap(fx, fy),
                penalty,
                norm.mean(-1),
                norm.amax(-1),
                loss + penalty,
                self.objective.generator_loss(fy, self._codes(y)),
            )
            return Moment._make((self.iteration, *_numpy(torch.stack(values)), self))

    def _look(self) -> tuple[Tensor, Tensor, Tensor, tuple[Tensor, Tensor]]:
        """Return x and y to measure on, u, and the pairs (x, y) to take gradients between."""
        games, batch = len(self.seeds), self.game.batch
        rngs = [stream(s, MOMENT, self.iteration) for s in self.seeds]

        def each(draw: Callable[[torch.Generator], Tensor]) -> Tensor:
            return torch.stack([draw(r) for r in rngs]).to(self.device)

        def pick(data: Tensor) -> Tensor:
            return rows(data, each(lambda r: torch.randint(data.shape[-2], (batch,), generator=r)))

        u = each(lambda r: torch.rand(batch, 1, generator=r))
        x = pick(self.x)
        if self.y is not None:
            everything = (self.x.expand(games, -1, -1), self.y.expand(games, -1, -1))
            return *everything, u, (x, pick(self.y))
        y = self._generate(each(lambda r: latents(self.game, batch, rng=r)))
        return x, y, u, (x, y)

    @torch.no_grad()
    def _generate(self, z: Tensor, averaged: bool = False) -> Tensor:
        """Return the generator's samples, without a graph."""
        network = self.averaged if averaged else self.generator
        assert network is not None  # start sees to it: there is a generator or there is y
        return network(z)

    # Keeping ----------------------------------------------------------------------------------

    def settings(self) -> dict[str, Any]:
        """Return the game's settings, steps of pre-training, shapes and digest of the data.

        Ready for JSON.
        """
        shapes = {"x": list(self.x.shape), "y": None if self.y is None else list(self.y.shape)}
        data = {**shapes, "digest": self.data_digest}
        return {**self.game.settings(), "pretrained": self.pretrained, "data": data}

    def save(self, path: str | PathLike[str]) -> None:
        """Write a checkpoint; the file is complete or is not there."""
        checkpoint.save(self, path)

    def load(self, path: str | PathLike[str]) -> None:
        """Go on from a checkpoint of the same settings, data and seeds.

        The steps of pre-training are then the checkpoint's. Anything else, and a damaged or
        missing file, raises CheckpointError and changes nothing.
        """
        checkpoint.load(self, path)

    def __repr__(self) -> str:
        """Say what is played, how far it came, and where."""
        return (
            f"Match({self.objective.name}, {self.constraint}, {len(self.seeds)} games, "
            f"iteration {self.iteration} of {self.game.iterations}, {self.device})"
        )


def _numpy(t: Tensor) -> np.ndarray:
    return t.cpu().numpy()
