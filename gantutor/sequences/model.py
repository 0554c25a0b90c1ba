"""A recurrent model that says one token after the other, for S seeds side by side."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import torch
from jaxtyping import Float, Int64
from torch import Tensor, nn

from gantutor.nets.inits import draw_weight
from gantutor.randomness import seeded_generator
from gantutor.sequences.enumeration import countable, one_hot
from gantutor.sequences.relaxed import choose


@dataclass(frozen=True)
class GRU:
    """The specification of a recurrent model of sequences.

    ``vocabulary`` tokens, ``length`` places, ``hidden`` units. Fewer than one raise ValueError.
    Source: Cho et al. 2014, in the form of ``torch.nn.GRUCell``.
    """

    vocabulary: int
    length: int
    hidden: int = 16

    def __post_init__(self) -> None:
        for name in ("vocabulary", "length", "hidden"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} of GRU must be at least 1, got {getattr(self, name)}")

    @property
    def numbers(self) -> int:
        """How many numbers a sequence is as rows: length · vocabulary."""
        return self.length * self.vocabulary

    @property
    def size(self) -> int:
        """How many parameters one network has."""
        h, v = self.hidden, self.vocabulary
        return 3 * h * (v + h + 2) + (h + 1) * v

    def settings(self) -> dict[str, Any]:
        """Return the name of its kind and its fields, ready for JSON."""
        return {"name": "GRU", **asdict(self)}

    def build(
        self, seeds: Sequence[int], device: str | torch.device = "cpu", role: int = 0
    ) -> "BatchedGRU":
        """Build one network for each seed, as a single module; see `gantutor.nets.MLP.build`."""
        return BatchedGRU(self, seeds, role).to(device)


class BatchedGRU(nn.Module):
    """S recurrent models of one shape; every parameter leads with the seeds' axis.

    Sequences are rows, (S, B, T, V): of zeros and ones, or soft, which the recurrence mixes
    likewise. The first place sees a row of zeros. Weights are uniform in ±1/√hidden, as torch's.
    """

    from_row: nn.Parameter
    from_row_bias: nn.Parameter
    from_state: nn.Parameter
    from_state_bias: nn.Parameter
    to_logits: nn.Parameter
    to_logits_bias: nn.Parameter

    def __init__(self, spec: GRU, seeds: Sequence[int], role: int = 0) -> None:
        super().__init__()
        if len(seeds) == 0:
            raise ValueError("seeds must name at least one network, got none")
        self.spec = spec
        self.seeds = tuple(int(s) for s in seeds)
        h, v = spec.hidden, spec.vocabulary
        shapes = {
            "from_row": (v, 3 * h),
            "from_row_bias": (1, 3 * h),
            "from_state": (h, 3 * h),
            "from_state_bias": (1, 3 * h),
            "to_logits": (h, v),
            "to_logits_bias": (1, v),
        }
        rngs = [seeded_generator(s, role) for s in self.seeds]
        for name, shape in shapes.items():
            drawn = [draw_weight("default", shape, h, rng) for rng in rngs]
            setattr(self, name, nn.Parameter(torch.stack(drawn)))

    # One place --------------------------------------------------------------------------------

    def beginning(self, batch: int) -> tuple[Tensor, Tensor]:
        """Return the row and the state before the first token: zeros."""
        row, state = (len(self.seeds), batch, self.spec.vocabulary), self.spec.hidden
        return self.from_row.new_zeros(row), self.from_row.new_zeros((*row[:2], state))

    def advance(
        self, row: Float[Tensor, "seeds batch vocabulary"], state: Float[Tensor, "seeds batch unit"]
    ) -> Float[Tensor, "seeds batch unit"]:
        """Return the state after this row."""
        return self._advance(torch.baddbmm(self.from_row_bias, row, self.from_row), state)

    def logits_of(
        self, state: Float[Tensor, "seeds batch unit"]
    ) -> Float[Tensor, "seeds batch vocabulary"]:
        """Return the logits of the next token."""
        return torch.baddbmm(self.to_logits_bias, state, self.to_logits)

    def _advance(self, given: Tensor, state: Tensor) -> Tensor:
        of_state = torch.baddbmm(self.from_state_bias, state, self.from_state)
        reset, update, new = given.chunk(3, dim=-1)
        reset_h, update_h, new_h = of_state.chunk(3, dim=-1)
        keep = torch.sigmoid(update + update_h)
        candidate = torch.tanh(new + torch.sigmoid(reset + reset_h) * new_h)
        return torch.lerp(candidate, state, keep)

    # Whole sequences --------------------------------------------------------------------------

    def forward(
        self, rows: Float[Tensor, "seeds batch length vocabulary"]
    ) -> Float[Tensor, "seeds batch length vocabulary"]:
        """Return the logits at each place, given the rows before it."""
        first, state = self.beginning(rows.shape[1])
        before = torch.cat((first[:, :, None], rows[:, :, :-1]), dim=2)
        given = torch.baddbmm(self.from_row_bias, before.flatten(1, 2), self.from_row)
        given = given.view(*before.shape[:3], -1)
        states = []
        for t in range(rows.shape[2]):
            state = self._advance(given[:, :, t], state)
            states.append(state)
        return self.logits_of(torch.stack(states, dim=2).flatten(1, 2)).view(rows.shape)

    def log_prob(
        self, rows: Float[Tensor, "seeds batch length vocabulary"], temperature: float = 1.0
    ) -> Float[Tensor, "seeds batch"]:
        """Return log q(x) of sequences, in nats; every logit is divided by the temperature."""
        return (rows * torch.log_softmax(self(rows) / temperature, dim=-1)).sum((-2, -1))

    def choices(
        self,
        noise: Float[Tensor, "seeds batch length vocabulary"],
        relaxation: str = "hard",
        softness: float = 1.0,
        temperature: float = 1.0,
    ) -> Float[Tensor, "seeds batch length vocabulary"]:
        """Return the sequences that Gumbel noise makes of the model, as rows.

        Each row is what `gantutor.sequences.choose` makes of the logits, with ``softness`` for its
        temperature, and the next place sees it. ``temperature`` is the model's own: it divides the
        logits, and so changes the law that is drawn from.
        """
        row, state = self.beginning(noise.shape[1])
        rows = []
        for t in range(noise.shape[2]):
            state = self.advance(row, state)
            row = choose(self.logits_of(state) / temperature, noise[:, :, t], relaxation, softness)
            rows.append(row)
        return torch.stack(rows, dim=2)

    def log_law(
        self, temperature: float | Float[Tensor, " seeds"] = 1.0
    ) -> Float[Tensor, "seeds n"]:
        """Return log q of every sequence, in the order of `enumeration.every`: the exact law.

        One walk through the tree of beginnings; it can be differentiated. More than 65,536
        sequences raise ValueError.
        """
        v = self.spec.vocabulary
        countable(v, self.spec.length)
        s = len(self.seeds)
        each = torch.eye(v, device=self.from_row.device, dtype=self.from_row.dtype)
        row, state = self.beginning(1)
        log_q = state.new_zeros(s, 1)
        if isinstance(temperature, Tensor):
            temperature = temperature.view(-1, 1, 1)
        for _ in range(self.spec.length):
            state = self.advance(row, state)
            after = torch.log_softmax(self.logits_of(state) / temperature, dim=-1)
            beginnings = log_q.shape[1]
            log_q = (log_q[:, :, None] + after).flatten(1)
            row = each.repeat(beginnings, 1).expand(s, -1, -1)
            state = state.repeat_interleave(v, dim=1)
        return log_q

    def rows(self, tokens: Int64[Tensor, "seeds batch length"]) -> Tensor:
        """Return sequences of tokens as rows of zeros and ones, in the model's kind of number."""
        return one_hot(tokens, self.spec.vocabulary).to(self.from_row.dtype)

    def member(self, s: int) -> tuple[nn.GRUCell, nn.Linear]:
        """Return network ``s`` as ordinary layers on the CPU: the recurrence, and its logits."""
        cell = nn.GRUCell(self.spec.vocabulary, self.spec.hidden)
        linear = nn.Linear(self.spec.hidden, self.spec.vocabulary)
        kept = {
            cell.weight_ih: self.from_row[s].T,
            cell.bias_ih: self.from_row_bias[s, 0],
            cell.weight_hh: self.from_state[s].T,
            cell.bias_hh: self.from_state_bias[s, 0],
            linear.weight: self.to_logits[s].T,
            linear.bias: self.to_logits_bias[s, 0],
        }
        with torch.no_grad():
            for ours, theirs in kept.items():
                ours.copy_(theirs)
        return cell, linear
