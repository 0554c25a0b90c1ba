"""Models that undo noise: flow matching and diffusion, a network of a point and a time.

>>> config = Config(network=MLP((2 + 8, 64, 64, 2)), process=FlowMatching("optimal"))
>>> run = start(config, x, seeds=range(8))
>>> history = record(run, every=100)

A process says how a sample is mixed with noise, what the network has to tell of the mixture, and
how samples are made with it: `FlowMatching` a velocity, `Diffusion` the noise. Both train by the
same least squares, so both are one run. `exact` has the best answers for mixtures of Gaussians.
"""

from gantutor.flows.config import Config
from gantutor.flows.coupling import optimal_order
from gantutor.flows.diffusion import Diffusion
from gantutor.flows.exact import GaussianMixture
from gantutor.flows.matching import FlowMatching
from gantutor.flows.process import Process
from gantutor.flows.run import FlowRun, start
from gantutor.flows.solvers import SOLVERS, euler, heun
from gantutor.flows.times import time_features

__all__ = [
    "SOLVERS",
    "Config",
    "Diffusion",
    "FlowMatching",
    "FlowRun",
    "GaussianMixture",
    "Process",
    "euler",
    "heun",
    "optimal_order",
    "start",
    "time_features",
]
