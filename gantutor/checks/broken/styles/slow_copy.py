import torch


def by_the_state(average, generator, decay):
    now = generator.state_dict()
    mixed = {
        key: decay * value + (1 - decay) * now[key] if value.is_floating_point() else now[key]
        for key, value in average.state_dict().items()
    }
    average.load_state_dict(mixed)


def statistics_copied_by_name(average, generator, decay):
    with torch.no_grad():
        for p, q in zip(average.parameters(), generator.parameters(), strict=True):
            p += (1 - decay) * (q - p)
    buffers = dict(generator.named_buffers())
    for name, kept in average.named_buffers():
        kept.copy_(buffers[name])


def whole_numbers_left_out(average, generator, decay):
    for kept, now in zip(average.buffers(), generator.buffers(), strict=True):
        if kept.is_floating_point():
            kept.lerp_(now, 1 - decay)
    for kept, now in zip(average.parameters(), generator.parameters(), strict=True):
        kept.data = decay * kept.data + (1 - decay) * now.data
