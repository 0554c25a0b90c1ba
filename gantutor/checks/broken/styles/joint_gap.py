import torch


def split_again(critic, x, y):
    fx, fy = critic(torch.cat([x, y])).split([len(x), len(y)])
    return fx.mean() - fy.mean()


def by_position(critic, x, y):
    values = critic(torch.cat((y, x), dim=0)).flatten()
    return values[len(y) :].mean() - values[: len(y)].mean()


def a_column_of_weights(critic, x, y):
    weights = torch.cat([x.new_ones(len(x), 1) / len(x), -y.new_ones(len(y), 1) / len(y)])
    return (weights * critic(torch.cat([x, y]))).sum()


def an_inner_product(critic, x, y):
    sizes = torch.tensor([len(x)] * len(x) + [-len(y)] * len(y), dtype=x.dtype)
    return torch.dot(1 / sizes, critic(torch.cat([x, y]))[:, 0])
