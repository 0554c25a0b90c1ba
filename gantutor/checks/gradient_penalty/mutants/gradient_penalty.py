import torch

from gantutor.checks.engine.assertions import wrong


def gradients(critic, points, create_graph=True):
    points = points.detach().requires_grad_()
    values = critic(points).sum()
    return torch.autograd.grad(values, points, create_graph=create_graph)[0].flatten(1)


@wrong("teaches the critic nothing")
def create_graph_forgotten(critic, points, weight):
    gradient = gradients(critic, points, create_graph=False)
    return weight * (gradient.norm(dim=1) - 1).square().mean()


@wrong("take the norm of each point's gradient")
def norm_of_the_batch(critic, points, weight):
    return weight * (gradients(critic, points).norm() - 1).square().mean()


@wrong("Subtract 1 from the norm")
def one_from_the_square(critic, points, weight):
    return weight * (gradients(critic, points).square().sum(1) - 1).square().mean()


@wrong("not their sum")
def sum_over_points(critic, points, weight):
    return weight * (gradients(critic, points).norm(dim=1) - 1).square().sum()


@wrong("their mean makes each gradient")
def gradient_of_the_mean(critic, points, weight):
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).mean(), points, create_graph=True)
    return weight * (gradient.flatten(1).norm(dim=1) - 1).square().mean()


@wrong("Two-sided")
def one_sided(critic, points, weight):
    return weight * (gradients(critic, points).norm(dim=1) - 1).relu().square().mean()


@wrong("Multiply by the weight")
def without_weight(critic, points, weight):
    return (gradients(critic, points).norm(dim=1) - 1).square().mean()


@wrong("has no derivative at 0")
def root_at_zero(critic, points, weight):
    norm = gradients(critic, points).square().sum(1).sqrt()
    return weight * (norm - 1).square().mean()


@wrong("Flatten each sample")
def channels_only(critic, points, weight):
    points = points.detach().requires_grad_()
    (gradient,) = torch.autograd.grad(critic(points).sum(), points, create_graph=True)
    return weight * (gradient.norm(dim=1) - 1).square().mean()


@wrong("at the points that are passed")
def at_the_mirrored_points(critic, points, weight):
    return weight * (gradients(critic, -points).norm(dim=1) - 1).square().mean()


@wrong("what it learns, keeps and has as gradients stays")
def clears_gradients(critic, points, weight):
    critic.zero_grad()
    return weight * (gradients(critic, points).norm(dim=1) - 1).square().mean()


@wrong("leave the mode as you found it")
def in_evaluation_mode(critic, points, weight):
    critic.eval()
    return weight * (gradients(critic, points).norm(dim=1) - 1).square().mean()


@wrong("writes into every weight on its way")
def by_backward(critic, points, weight):
    points = points.detach().requires_grad_()
    critic(points).sum().backward(create_graph=True)
    return weight * (points.grad.flatten(1).norm(dim=1) - 1).square().mean()
