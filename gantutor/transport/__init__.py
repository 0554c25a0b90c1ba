"""Exact optimal transport: plans, distances, potentials, and the best critic under a constraint."""

from gantutor.transport.by_hand import solve_by_linprog
from gantutor.transport.dual import c_transform, extend
from gantutor.transport.interpolates import penalised_density
from gantutor.transport.laws import potential_laws, w1_laws
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
from gantutor.transport.relu_unit import ReluUnit, best_relu_unit, relu_unit_gap
from gantutor.transport.samples import w1

__all__ = [
    "ReluUnit",
    "Transport",
    "TransportError",
    "best_relu_unit",
    "c_transform",
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
    "relu_unit_gap",
    "solve",
    "solve_by_linprog",
    "w1",
    "w1_laws",
    "w1_line",
]
