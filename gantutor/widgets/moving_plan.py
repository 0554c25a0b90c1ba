"""Two heaps of blocks and a moving plan that the reader makes by hand."""

from math import isfinite
from numbers import Integral
from typing import Any

import traitlets as t

from gantutor.widgets._static import StaticWidget, esm

Blocks = list[int]
_MOST = 60  # blocks in a heap, and positions


class MovingPlan(StaticWidget):
    """Build a moving plan from the real to the generated heap, beside the cost of the best one.

    ``real`` and ``fake`` count the blocks at each of ``positions`` (0, 1, 2, … when missing) and
    hold equally many. ``plan[i][j]`` blocks go from positions[i] to positions[j]; rows sum to at
    most ``real`` and columns to at most ``fake``. ``cost`` is Σ plan · |distance| so far, in blocks
    times distance; ``best_cost`` the least of all complete plans. Plan, heaps and costs follow what
    the reader does. Raises ValueError for heaps that do not match, TraitError for a plan that does
    not fit, here and when it is set later.
    """

    _height = 540
    _esm = esm(
        "shared/style.css",
        "moving_plan.css",
        "shared/dom.js",
        "shared/heaps.js",
        "shared/heap_picture.js",
        "moving_plan.js",
    )
    real = t.List(t.Int()).tag(sync=True)
    fake = t.List(t.Int()).tag(sync=True)
    positions = t.List(t.Float()).tag(sync=True)
    plan = t.List(t.List(t.Int(min=0))).tag(sync=True)
    cost = t.Float(0.0).tag(sync=True)
    best_cost = t.Float(0.0).tag(sync=True)

    def __init__(
        self,
        real: Any = (3, 0, 1, 2, 0, 0),
        fake: Any = (0, 2, 0, 0, 2, 2),
        positions: Any = None,
        plan: Any = None,
    ) -> None:
        real, fake = _blocks("real", real), _blocks("fake", fake)
        at = list(range(len(real))) if positions is None else [float(x) for x in positions]
        if not (len(real) == len(fake) == len(at)):
            raise ValueError(
                "real, fake and positions must be equally long, "
                f"got {len(real)}, {len(fake)} and {len(at)}"
            )
        if sum(real) != sum(fake):
            raise ValueError(
                f"the heaps must hold equally many blocks, got real {sum(real)}, fake {sum(fake)}"
            )
        if not all(isfinite(x) for x in at) or sorted(set(at)) != at:
            raise ValueError(f"positions must be finite and increasing, got {at}")
        empty = [[0] * len(at) for _ in at]
        super().__init__(real=real, fake=fake, positions=at, plan=empty)
        if plan is not None:
            self.plan = [[int(v) for v in row] for row in plan]
        self.observe(self._price, ["real", "fake", "positions", "plan"])
        self._price()

    @t.validate("plan")
    def _fits(self, proposal: Any) -> Any:
        plan, n = proposal["value"], len(self.positions)
        if len(plan) != n or any(len(row) != n for row in plan):
            raise t.TraitError(f"plan must be {n} × {n}, got rows of {[len(row) for row in plan]}")
        sent = [sum(row) for row in plan]
        came = [sum(column) for column in zip(*plan, strict=True)]
        over = [i for i in range(n) if sent[i] > self.real[i] or came[i] > self.fake[i]]
        if over:
            raise t.TraitError(
                f"plan must have rows within real {self.real} and columns within fake {self.fake}, "
                f"got rows {sent} and columns {came}"
            )
        return plan

    def _price(self, _change: Any = None) -> None:
        x = self.positions
        moves = [(i, j, m) for i, row in enumerate(self.plan) for j, m in enumerate(row)]
        self.cost = float(sum(m * abs(x[i] - x[j]) for i, j, m in moves))
        # On the line the monotone plan is best: the k-th block goes to the k-th place.
        starts, ends = (
            [at for at, k in zip(x, heap, strict=True) for _ in range(k)]
            for heap in (self.real, self.fake)
        )
        self.best_cost = float(sum(abs(s - e) for s, e in zip(starts, ends, strict=True)))


def _blocks(name: str, heap: Any) -> Blocks:
    heap = list(heap)
    whole = all(isinstance(k, Integral) or float(k).is_integer() for k in heap)
    if not heap or not whole or min(heap) < 0 or not 1 <= sum(heap) <= _MOST or len(heap) > 12:
        raise ValueError(
            f"{name} must count blocks at 1 to 12 positions, 1 to {_MOST} in all, got {heap}"
        )
    return [int(k) for k in heap]
