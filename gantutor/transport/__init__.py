"""Exact optimal transport: plans, distances, potentials, and what a penalty makes of them."""

from gantutor.transport.between import penalised_density
from gantutor.transport.by_hand import solve_by_linprog
from gantutor.transport.dual import c_transform, extend
from gantutor.transport.laws import cdf_gap, potential_laws, w1_laws
from gantutor.transport.line import plan_line, w1_line
from gantutor.transport.lipschitz import clip_slope_bound, lipschitz_constant
from gantutor.transport.lp import solve
from gantutor.transport.penalised import (
    penalised_critic,
    penalised_gap,
    penalised_objective,
    penalised_slope,
)
from gantutor.transport.problem import Transport, TransportError, cost_matrix
from gantutor.transport.samples import w1

__all__ = [
    "Transport",
    "TransportError",
    "c_transform",
    "cdf_gap",
    "clip_slope_bound",
    "cost_matrix",
    "extend",
    "lipschitz_constant",
    "penalised_critic",
    "penalised_density",
    "penalised_gap",
    "penalised_objective",
    "penalised_slope",
    "plan_line",
    "potential_laws",
    "solve",
    "solve_by_linprog",
    "w1",
    "w1_laws",
    "w1_line",
]
