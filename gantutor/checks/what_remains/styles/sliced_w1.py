import ot
import torch


def direction_by_direction(x, y, directions):
    each = []
    for direction in directions:
        p = torch.sort(x @ direction)[0]
        q = torch.sort(y @ direction)[0]
        each.append(torch.mean(torch.abs(p - q)))
    return torch.stack(each).mean()


def by_pot(x, y, directions):
    return ot.sliced_wasserstein_distance(x, y, projections=directions.T, p=1)


def by_order(x, y, directions):
    """Sorted by their indices, with the projections in rows."""
    p, q = torch.einsum("nd,kd->kn", x, directions), torch.einsum("nd,kd->kn", y, directions)
    gaps = p.gather(1, p.argsort(1)) - q.gather(1, q.argsort(1))
    return torch.nn.functional.l1_loss(gaps, torch.zeros_like(gaps))
