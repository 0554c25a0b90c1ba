import torch


def through_data(critic, c):
    for p in critic.parameters():
        p.data.clamp_(-c, c)


@torch.no_grad()
def names_of_parameters(critic, c):
    for name, _ in critic.named_parameters():
        p = critic.get_parameter(name)
        p.copy_(torch.clamp(p, -c, c))


def state_without_buffers(critic, c):
    buffers = dict(critic.named_buffers())
    for name, value in critic.state_dict().items():
        if name not in buffers:
            value.clamp_(-c, c)
