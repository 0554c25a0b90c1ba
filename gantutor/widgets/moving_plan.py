"""Two heaps of blocks and a moving plan that the reader makes by hand."""

from math import isfinite
from numbers import Integral
from typing import Any

import traitlets as t

from gantutor.widgets import _room
from gantutor.widgets._room import Room
from gantutor.widgets._static import StaticWidget, esm
from gantutor.widgets._steps import first_state
from gantutor.widgets.posters import Canvas, heaps

Blocks = list[int]
_MOST = 60  # blocks in a heap, and positions


class MovingPlan(StaticWidget):
    """Build a moving plan from the real to the generated heap, beside the cost of the best one.

    ``real`` and ``fake`` count the blocks at each of ``positions`` (0, 1, 2, … when missing) and
    hold equally many. ``plan[i][j]`` blocks go from positions[i] to positions[j]; rows sum to at
    most ``real`` and columns to at most ``fake``. ``cost`` is Σ plan · |distance| so far, in blocks
    times distance; ``best_cost`` the least of all complete plans. Plan, heaps and costs follow what
    the reader does. At the start and in ``steps`` a plan may be called "empty", "best" or
    "wasteful". Raises ValueError for heaps that do not match, TraitError for a plan that does not
    fit, here and when it is set later.
    """

    _esm = esm(
        "shared/style.css",
        "moving_plan.css",
        "shared/dom.js",
        "shared/steps.js",
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
    _driven = ("plan", "real", "fake")

    def __init__(
        self,
        real: Any = (3, 0, 1, 2, 0, 0),
        fake: Any = (0, 2, 0, 0, 2, 2),
        positions: Any = None,
        plan: Any = None,
        steps: Any = (),
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
        whole = [_with_rows(step, real, fake) for step in steps]
        first = first_state(self._pairs(whole), {}).get("plan", "empty")
        super().__init__(
            real=real,
            fake=fake,
            positions=at,
            plan=_plan(first if plan is None else plan, real, fake),
            steps=whole,
        )
        self.observe(self._price, ["real", "fake", "positions", "plan"])
        self._price()

    def _still(self) -> tuple[str, Canvas]:
        """The heaps with the plan; while that is empty, with the best one."""
        plan = self.plan if any(map(any, self.plan)) else _plan("best", self.real, self.fake)
        canvas = heaps.poster(self.positions, self.real, self.fake, plan)
        return "Two heaps of blocks and a plan that moves the one to the other", canvas

    def _room(self) -> Room:
        texts = [text for text, _ in self.steps]
        return _room.plan(len(self.positions), self.real, self.fake, texts)

    @t.validate("plan")
    def _fits(self, proposal: Any) -> Any:
        self._check_state({"plan": proposal["value"]})
        return proposal["value"]

    def _check_state(self, state: dict[str, Any]) -> None:
        plan, n = state.get("plan", self.plan), len(self.positions)
        real, fake = state.get("real", self.real), state.get("fake", self.fake)
        if len(plan) != n or any(len(row) != n for row in plan):
            raise t.TraitError(f"plan must be {n} × {n}, got rows of {[len(row) for row in plan]}")
        sent = [sum(row) for row in plan]
        came = [sum(column) for column in zip(*plan, strict=True)]
        over = [i for i in range(n) if sent[i] > real[i] or came[i] > fake[i]]
        if over:
            raise t.TraitError(
                f"plan must have rows within real {real} and columns within fake {fake}, "
                f"got rows {sent} and columns {came}"
            )

    def _price(self, _change: Any = None) -> None:
        x = self.positions
        moves = [(i, j, m) for i, row in enumerate(self.plan) for j, m in enumerate(row)]
        self.cost = float(sum(m * abs(x[i] - x[j]) for i, j, m in moves))
        # On the line the monotone plan is best: the k-th block goes to the k-th place.
        order = zip(_places(self.real), _places(self.fake), strict=True)
        self.best_cost = float(sum(abs(x[i] - x[j]) for i, j in order))


def _blocks(name: str, heap: Any) -> Blocks:
    heap = list(heap)
    whole = all(isinstance(k, Integral) or float(k).is_integer() for k in heap)
    if not heap or not whole or min(heap) < 0 or not 1 <= sum(heap) <= _MOST or len(heap) > 12:
        raise ValueError(
            f"{name} must count blocks at 1 to 12 positions, 1 to {_MOST} in all, got {heap}"
        )
    return [int(k) for k in heap]


def _plan(plan: Any, real: Blocks, fake: Blocks) -> Any:
    """The plan as a list of rows, where it is called by a name: the costs say which is best.

    On the line the best plan takes the blocks in the order of their positions to places in the same
    order, the most wasteful one to places in the opposite order.
    """
    if not isinstance(plan, str):
        return [[int(v) for v in row] for row in plan]
    if plan not in ("empty", "best", "wasteful"):
        raise t.TraitError(f"plan must be 'empty', 'best', 'wasteful' or rows, got {plan!r}")
    rows = [[0] * len(fake) for _ in real]
    if plan != "empty":
        starts, ends = _places(real), _places(fake)
        for i, j in zip(starts, ends if plan == "best" else reversed(ends), strict=True):
            rows[i][j] += 1
    return rows


def _with_rows(step: Any, real: Blocks, fake: Blocks) -> Any:
    """The step with its plan as rows, and with the heaps, which the reader may have changed.

    A step of another form is left as it is, to be refused.
    """
    match step:
        case (text, {"plan": plan, **more}):
            heaps: dict[Any, Any] = {"real": real, "fake": fake, **more}
            return text, {**heaps, "plan": _plan(plan, heaps["real"], heaps["fake"])}
    return step


def _places(heap: Blocks) -> list[int]:
    """Where each block of the heap lies, by the index of its position."""
    return [i for i, k in enumerate(heap) for _ in range(k)]
