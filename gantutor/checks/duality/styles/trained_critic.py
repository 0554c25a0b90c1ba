import torch
from torch import nn

from gantutor import constraints, gan, nets, training


def by_hand(x, y):
    """A penalty on the slopes between partners, in the plainest torch."""
    torch.manual_seed(1)
    critic = nn.Sequential(
        nn.Linear(2, 64), nn.LeakyReLU(0.2), nn.Linear(64, 64), nn.LeakyReLU(0.2), nn.Linear(64, 1)
    )
    adam = torch.optim.Adam(critic.parameters(), lr=0.01, betas=(0.0, 0.9))
    slower = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.02, total_iters=400)
    x, y = torch.as_tensor(x).float(), torch.as_tensor(y).float()
    for _ in range(400):
        u = torch.rand(len(x), 1)
        points = (u * x + (1 - u) * y[torch.randperm(len(y))]).requires_grad_()
        (slope,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
        penalty = torch.relu(slope.norm(dim=1) - 1).square().mean()
        loss = critic(y).mean() - critic(x).mean() + 10 * penalty
        adam.zero_grad()
        loss.backward()
        adam.step()
        slower.step()
    return lambda points: critic(torch.as_tensor(points).float()).detach().squeeze(1)


def wider(x, y):
    config = gan.Config(
        critic=nets.MLP((2, 128, 128, 1), "leaky_relu"),
        generator=None,
        constraint=constraints.GradientPenalty(10.0, rule="one_sided"),
        iterations=400,
        n_critic=1,
        batch=128,
        lr=0.01,
    )
    run = gan.start(config, x, y=y, seeds=[5])
    for _ in training.play(run):
        pass
    return lambda points: run.score(points)[0].tolist()
