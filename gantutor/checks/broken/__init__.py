"""The galleries: programs that look right and run, each with one mistake; and where it was met."""

import re
from collections.abc import Mapping
from typing import NamedTuple


class Met(NamedTuple):
    """A public discussion in which somebody met the mistake, and what is different there."""

    url: str
    note: str = ""

    @property
    def title(self) -> str:
        """Such as ``caogang/wgan-gp, issue 25``."""
        found = re.fullmatch(r"https://github\.com/([^/]+/[^/]+)/(issues|pull)/(\d+)", self.url)
        if not found:
            raise ValueError(f"expected an issue or a pull request on GitHub, got {self.url!r}")
        kind = "issue" if found[2] == "issues" else "pull request"
        return f"{found[1]}, {kind} {found[3]}"


_HOST = "https://github.com/"
MET: Mapping[str, Met] = {
    "image_penalty": Met(f"{_HOST}caogang/wgan-gp/issues/25"),
    "mixed_images": Met(f"{_HOST}eriklindernoren/PyTorch-GAN/issues/5"),
    "points_between": Met(f"{_HOST}keras-team/keras-io/issues/143"),
    "penalised_step": Met(f"{_HOST}mlpack/mlpack/issues/2891"),
    "input_slopes": Met(f"{_HOST}pytorch/pytorch/issues/2534"),
    "make_critic": Met(f"{_HOST}hwalsuklee/tensorflow-generative-model-collections/issues/17"),
    "score_network": Met(f"{_HOST}timsainb/tensorflow2-generative-models/issues/16"),
    "unit_kernel": Met(f"{_HOST}pfnet-research/sngan_projection/issues/37"),
    "joint_gap": Met(f"{_HOST}pytorch/pytorch/issues/16045", "in a mean squared error"),
    "penalty_now": Met(
        f"{_HOST}labmlai/annotated_deep_learning_paper_implementations/issues/161",
        "of another penalty",
    ),
    "half_penalty": Met(
        f"{_HOST}tensorflow/tensorflow/issues/48662", "how the scale is taken out again"
    ),
    "pull_away": Met(f"{_HOST}shekkizh/EBGAN.tensorflow/issues/3"),
    "critic_update": Met(
        f"{_HOST}yunjey/pytorch-tutorial/issues/56", "with an answer: when it does not matter"
    ),
    "one_round": Met(f"{_HOST}Zeleni9/pytorch-wgan/pull/53"),
    "two_steps": Met(f"{_HOST}opendp/smartnoise-sdk/issues/280", "in another network"),
    "play_round": Met(f"{_HOST}keras-team/keras-io/issues/330", "the data are used again"),
    "schedule": Met(f"{_HOST}nocotan/pytorch-lightning-gans/issues/7"),
    "train_and_show": Met(
        f"{_HOST}znxlwm/pytorch-generative-model-collections/issues/9", "why it is switched back"
    ),
    "slow_copy": Met(f"{_HOST}odegeasslbc/FastGAN-pytorch/issues/4"),
    "clipped_step": Met(f"{_HOST}jiamings/wgan/issues/2"),
    "keep_small": Met(
        f"{_HOST}martinarjovsky/WassersteinGAN/issues/18", "the layer's factor is clipped"
    ),
    "make_optimisers": Met(f"{_HOST}shayneobrien/generative-models/issues/6"),
    "keep_weights": Met(f"{_HOST}pytorch/tutorials/pull/188", "the best weights so far"),
    "step_and_log": Met(f"{_HOST}daigo0927/WGAN_GP/issues/1"),
    "draw_digits": Met(f"{_HOST}fchollet/deep-learning-with-python-notebooks/issues/7"),
    "look_at_the_gap": Met(
        f"{_HOST}pytorch/pytorch/issues/8208", "why evaluation does not iterate"
    ),
    "raise_the_bound": Met(f"{_HOST}maxhodak/keras-molecules/issues/59"),
    "learn_codes": Met(f"{_HOST}rachtsingh/ibp_vae/issues/3"),
}
"""Exhibit → where it was met. For the others none is known here."""


def where_met(titles: Mapping[str, str]) -> str:
    """Return a Markdown table of the exhibits in ``titles`` that were met in public.

    titles: what an exhibit is called on the page, by its name; those of which no discussion is
    known are left out. None that is known raises ValueError.
    """
    known = {name: title for name, title in titles.items() if name in MET}
    if not known:
        raise ValueError(f"of {list(titles)} no discussion is known; known: {', '.join(MET)}")
    rows = []
    for name, title in known.items():
        met = MET[name]
        note = f" ({met.note})" if met.note else ""
        rows.append(f"| {title} | [{met.title}]({met.url}){note} |\n")
    return "| exhibit | met in |\n|:--|:--|\n" + "".join(rows)
