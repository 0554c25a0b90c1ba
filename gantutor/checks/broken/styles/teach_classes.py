from torch.nn.functional import log_softmax, one_hot


def by_its_logarithm(classifier, optimiser, x, labels):
    log_p = log_softmax(classifier(x), dim=-1)
    loss = -log_p[range(len(x)), labels].mean()
    optimiser.zero_grad(set_to_none=False)
    loss.backward()
    optimiser.step()
    return float(loss)


def by_a_target(classifier, optimiser, x, labels):
    logits = classifier(x)
    target = one_hot(labels, logits.shape[1]).to(logits)
    loss = (logits.logsumexp(dim=1) - (target * logits).sum(dim=1)).mean()
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.detach()
