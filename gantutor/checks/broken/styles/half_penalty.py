import torch


def as_the_manual_does(critic, points, weight, scaler):
    points = points.detach().requires_grad_()
    scaled = torch.autograd.grad(
        outputs=scaler.scale(critic(points).sum()), inputs=points, create_graph=True
    )
    inverse = 1.0 / scaler.get_scale()
    gradients = [gradient * inverse for gradient in scaled]
    norm = torch.stack([g.pow(2).sum(1) for g in gradients]).sum(0).clamp_min(1e-16).sqrt()
    return weight * (norm - 1).pow(2).mean()


def norms_divided(critic, points, weight, scaler):
    points = points.clone().requires_grad_(True)
    values = critic(points)
    ones = torch.full_like(values, scaler.get_scale())
    gradient = torch.autograd.grad(values, points, ones, create_graph=True)[0]
    slope = torch.linalg.vector_norm(gradient, dim=1) / scaler.get_scale()
    return weight * torch.mean((slope - 1) ** 2)
