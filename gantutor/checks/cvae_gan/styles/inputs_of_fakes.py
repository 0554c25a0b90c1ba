import torch


def with_scatter(n, latent, classes, rng):
    labels = torch.randint(0, classes, size=(n,), generator=rng)
    rows = torch.zeros(n, latent + classes)
    rows[:, :latent].normal_(generator=rng)
    rows.scatter_(1, latent + labels[:, None], 1.0)
    return rows, labels


def row_by_row(n, latent, classes, rng):
    rows, labels = [], []
    for _ in range(n):
        c = int(torch.rand((), generator=rng) * classes)
        label = [float(k == c) for k in range(classes)]
        rows.append(torch.tensor([*torch.randn(latent, generator=rng).tolist(), *label]))
        labels.append(c)
    return torch.stack(rows), torch.tensor(labels)


def by_comparison(n, latent, classes, rng):
    labels = torch.multinomial(torch.ones(classes), n, replacement=True, generator=rng)
    label = (labels[:, None] == torch.arange(classes)).float()
    return torch.hstack([torch.randn(n, latent, generator=rng), label]), labels
