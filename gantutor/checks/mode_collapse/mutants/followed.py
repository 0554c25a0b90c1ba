import numpy as np

from gantutor.checks.engine.assertions import wrong


def kl(p, q):
    return np.sum(p * np.log(p / q))


def proof(p, q, v, **wrongly):
    m = (p + q) / 2
    right = {
        "log_d": np.log(p / (p + q)),
        "of_loss": -v @ np.log(p / (p + q)),
        "of_kl": v @ np.log(q / p),
        "of_js": v @ np.log(q / (p + q)),
        "value": 2 * kl(m, p),
        "cell": np.argmax(p / q),
    }
    return tuple((right | wrongly).values())


@wrong("the chance to be *real*")
def of_the_fakes(p, q, v):
    return proof(p, q, v, log_d=np.log(q / (p + q)))


@wrong("That is the logit")
def the_logit(p, q, v):
    return proof(p, q, v, log_d=np.log(p / q))


@wrong("That is D.")
def without_a_logarithm(p, q, v):
    return proof(p, q, v, log_d=p / (p + q))


@wrong("is *minus* log D")
def uphill(p, q, v):
    return proof(p, q, v, of_loss=v @ np.log(p / (p + q)))


@wrong("only the masses move")
def the_loss_itself(p, q, v):
    return proof(p, q, v, of_loss=-q @ np.log(p / (p + q)))


@wrong("the ratio upside down")
def upside_down(p, q, v):
    return proof(p, q, v, of_kl=v @ np.log(p / q))


@wrong("derivative of KL(P‖Q)")
def of_the_other_kl(p, q, v):
    return proof(p, q, v, of_kl=-v @ (p / q))


@wrong("counted in full")
def of_one_js(p, q, v):
    return proof(p, q, v, of_js=v @ np.log(q / (p + q)) / 2)


@wrong("generator's part remains")
def of_the_data(p, q, v):
    return proof(p, q, v, of_js=v @ np.log(p / (p + q)))


@wrong("has to be taken away")
def kl_alone(p, q, v):
    return proof(p, q, v, value=kl(q, p))


@wrong("There is a factor of 2")
def half_of_it(p, q, v):
    return proof(p, q, v, value=kl((p + q) / 2, p))


@wrong("the other way round")
def from_the_middle(p, q, v):
    return proof(p, q, v, value=2 * kl(p, (p + q) / 2))


@wrong("for each of the generator's samples")
def where_most_data_are(p, q, v):
    return proof(p, q, v, cell=np.argmax(p))


@wrong("would raise the loss")
def where_it_is_worst(p, q, v):
    return proof(p, q, v, cell=np.argmin(p / q))
