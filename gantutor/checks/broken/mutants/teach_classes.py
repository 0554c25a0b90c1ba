from torch.nn import functional as F

from gantutor.checks.engine.assertions import wrong


@wrong("price of a yes-or-no question")
def as_found(classifier, optimiser, x, labels):
    """A step of the classifier; return its loss, for the log."""
    logits = classifier(x)
    target = F.one_hot(labels, logits.shape[1]).to(logits)
    loss = F.binary_cross_entropy_with_logits(logits, target)
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()


def step_on(loss, optimiser):
    optimiser.zero_grad()
    loss.backward()
    optimiser.step()
    return loss.item()


@wrong("price of a yes-or-no question")
def of_the_own_class(classifier, optimiser, x, labels):
    own = classifier(x).gather(1, labels[:, None])
    return step_on(-F.logsigmoid(own).mean(), optimiser)


@wrong("nearly all answers are no")
def added_up(classifier, optimiser, x, labels):
    logits = classifier(x)
    target = F.one_hot(labels, logits.shape[1]).to(logits)
    loss = F.binary_cross_entropy_with_logits(logits, target, reduction="sum") / len(x)
    return step_on(loss, optimiser)


@wrong("takes logits")
def softmax_twice(classifier, optimiser, x, labels):
    return step_on(F.cross_entropy(classifier(x).softmax(1), labels), optimiser)


@wrong("whatever the size of the batch")
def summed(classifier, optimiser, x, labels):
    return step_on(F.cross_entropy(classifier(x), labels, reduction="sum"), optimiser)


@wrong("what is right is to become likelier")
def step_up(classifier, optimiser, x, labels):
    return -step_on(-F.cross_entropy(classifier(x), labels), optimiser)


@wrong("that from before it")
def looked_at_too_late(classifier, optimiser, x, labels):
    step_on(F.cross_entropy(classifier(x), labels), optimiser)
    return F.cross_entropy(classifier(x), labels).item()


@wrong("leave the mode as you found it")
def left_in_evaluation_mode(classifier, optimiser, x, labels):
    return step_on(F.cross_entropy(classifier.eval()(x), labels), optimiser)
