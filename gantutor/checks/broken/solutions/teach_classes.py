from torch.nn import functional as F


def teach_classes(classifier, optimiser, x, labels):
    """A step of the classifier; return its loss, for the log."""
    logits = classifier(x)
    loss = F.cross_entropy(logits, labels)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()
