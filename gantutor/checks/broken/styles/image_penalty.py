import torch


def by_the_square_and_an_epsilon(critic, images, weight):
    images.requires_grad_()
    gradient = torch.autograd.grad(critic(images).sum(), images, create_graph=True)[0]
    slope = torch.sqrt((gradient**2).sum(dim=(1, 2, 3)) + 1e-12)
    return weight * ((slope - 1) ** 2).mean()


def image_by_image(critic, images, weight):
    penalties = []
    for image in images.split(1):
        image = image.clone().requires_grad_()
        (gradient,) = torch.autograd.grad(critic(image).sum(), image, create_graph=True)
        penalties.append((torch.linalg.vector_norm(gradient) - 1).square())
    return weight * torch.stack(penalties).mean()


def rows(critic, images, weight):
    n = images.shape[0]
    images = images.detach().requires_grad_(True)
    values = critic(images)
    (gradient,) = torch.autograd.grad(
        values, images, grad_outputs=torch.ones_like(values), create_graph=True
    )
    slope = gradient.reshape(n, -1).norm(2, dim=1)
    return (weight / n) * (1 - slope).pow(2).sum()
