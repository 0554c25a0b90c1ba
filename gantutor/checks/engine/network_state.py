"""What a call leaves behind in the networks that it was given: modes, flags, numbers, gradients."""

from collections.abc import Iterator
from contextlib import contextmanager

import torch
from torch import Tensor, nn

from gantutor.checks.engine.assertions import Wrong, close

MODE = "`eval()` and `train()` hold until someone takes them back: leave the mode as you found it."
FROZEN = (
    "`requires_grad` holds until someone takes it back: whatever is frozen for a step has to be "
    "able to learn after it."
)
LOOKED_AT = "Here the network is only looked at: what it learns, keeps and has as gradients stays."


def leave_old_gradients(*networks: nn.Module, value: float = 5.0) -> None:
    """Fill every gradient with ``value``, as an earlier step might have left it."""
    for network in networks:
        for p in network.parameters():
            p.grad = torch.full_like(p, value)


@contextmanager
def ready_to_train(**networks: nn.Module) -> Iterator[None]:
    """Fail where a call leaves a network frozen, or in another mode than it was in.

    The networks come by the names that the exercise gives them.
    """
    before = {name: _flags(network) for name, network in networks.items()}
    yield
    for name, network in networks.items():
        for found, wanted in zip(_flags(network), before[name], strict=True):
            what, value = found
            if found != wanted:
                raise Wrong(
                    f"After the call, `{name}` has a part with {what} = {value}; before it, "
                    f"{what} = {wanted[1]}.",
                    MODE if what == "training" else FROZEN,
                )


@contextmanager
def only_looked_at(**networks: nn.Module) -> Iterator[None]:
    """Fail where a call changes anything in a network: flags, parameters, buffers, gradients."""
    before = {name: _numbers(network) for name, network in networks.items()}
    with ready_to_train(**networks):
        yield
    for name, network in networks.items():
        for (what, found), (_, wanted) in zip(_numbers(network), before[name], strict=True):
            if (found is None) is not (wanted is None):
                new = "gone" if found is None else "there, and was not before it"
                raise Wrong(f"After the call, {what} of `{name}` is {new}.", LOOKED_AT)
            if found is not None and wanted is not None and not torch.equal(found, wanted):
                close(found, wanted, what=f"{what} of `{name}` after the call", rtol=0, atol=0)


def _flags(network: nn.Module) -> list[tuple[str, bool]]:
    modes = [("training", module.training) for module in network.modules()]
    return modes + [("requires_grad", p.requires_grad) for p in network.parameters()]


def _numbers(network: nn.Module) -> list[tuple[str, Tensor | None]]:
    numbers: list[tuple[str, Tensor | None]] = []
    for name, p in network.named_parameters():
        numbers.append((f"the parameter {name}", p.detach().clone()))
        numbers.append((f"the gradient of {name}", None if p.grad is None else p.grad.clone()))
    return numbers + [(f"the buffer {name}", b.clone()) for name, b in network.named_buffers()]
