import torch


def sliced_generator(draw):
    """A network trained by sliced W1 alone; latents to samples."""
    generator = torch.nn.Sequential(
        torch.nn.Linear(2, 64),
        torch.nn.ReLU(),
        torch.nn.Linear(64, 64),
        torch.nn.ReLU(),
        torch.nn.Linear(64, 2),
    )
    steps = 600
    optimiser = torch.optim.Adam(generator.parameters(), lr=0.002)
    schedule = torch.optim.lr_scheduler.LinearLR(optimiser, 1, 0.05, steps)
    for _ in range(steps):
        real, generated = draw(256), generator(torch.randn(256, 2))
        directions = torch.nn.functional.normalize(torch.randn(32, 2))
        p = (real @ directions.T).sort(dim=0).values
        q = (generated @ directions.T).sort(dim=0).values
        optimiser.zero_grad()
        (p - q).abs().mean().backward()
        optimiser.step()
        schedule.step()
    return generator
