import torch

from gantutor.checks.engine.assertions import wrong


def trained(draw, *, loss, steps=400, lr=0.002, fixed=False):
    layers = [torch.nn.Linear(2, 64), torch.nn.ReLU(), torch.nn.Linear(64, 64), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers, torch.nn.Linear(64, 2))
    optimiser = torch.optim.Adam(network.parameters(), lr=lr)
    for _ in range(steps):
        value = loss(draw(256), network(torch.randn(256, 2)))
        optimiser.zero_grad()
        value.backward()
        optimiser.step()
    return network


def projected(x, y, directions):
    return (x @ directions.T).sort(0)[0] - (y @ directions.T).sort(0)[0]


@wrong("Without sorting the loss is least")
def without_sorting(draw):
    return trained(draw, loss=lambda x, y: (x - y).square().mean())


@wrong("Some bumps have no samples")
def one_direction_for_ever(draw):
    line = torch.tensor([[1.0, 0.0]])
    return trained(draw, loss=lambda x, y: projected(x, y, line).abs().mean())


@wrong("The budget is part of the exercise")
def more_than_allowed(draw):
    turn = torch.nn.functional.normalize
    return trained(
        draw, steps=700, loss=lambda x, y: projected(x, y, turn(torch.randn(8, 2))).abs().mean()
    )


@wrong("other latents, other samples")
def the_data_themselves(draw):
    kept = draw(256)
    return lambda latents: kept[: len(latents)]
