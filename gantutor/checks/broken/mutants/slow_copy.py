import torch

from gantutor.checks.engine.assertions import wrong


@wrong("The weights are there")
def as_found(average, generator, decay):
    """Move the average of the generator one step towards it."""
    pairs = zip(average.parameters(), generator.parameters(), strict=True)
    with torch.no_grad():
        for kept, now in pairs:
            kept.mul_(decay).add_(now, alpha=1 - decay)


@wrong("is the weight of the past")
def the_other_way_round(average, generator, decay):
    with torch.no_grad():
        for kept, now in zip(average.parameters(), generator.parameters(), strict=True):
            kept.lerp_(now, decay)
        for kept, now in zip(average.buffers(), generator.buffers(), strict=True):
            kept.copy_(now)


@wrong("moves by the share")
def everything_copied(average, generator, decay):
    average.load_state_dict(generator.state_dict())


@wrong("leave the mode as you found it")
def shown_in_training_mode(average, generator, decay):
    as_found(average, generator, decay)
    average.train()


@wrong("and there they stay")
def statistics_added(average, generator, decay):
    as_found(average, generator, decay)
    for kept, now in zip(average.buffers(), generator.buffers(), strict=True):
        if kept.is_floating_point():
            kept.add_(now - kept, alpha=0.5)


@wrong("nor share memory")
def one_memory(average, generator, decay):
    as_found(average, generator, decay)
    for kept, now in zip(average.buffers(), generator.buffers(), strict=True):
        kept.data = now.data
