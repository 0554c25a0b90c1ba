"""Whether a network mixes its batch: found however the mixing is written."""

import pytest

from gantutor.constraints import GradientPenalty, mixes_batch
from gantutor.nets import MLP, Activation, BatchedConvNet, BatchedMLP, Conv, ConvNet, Dense, Dropout

IMAGES = ConvNet((1, 4, 4), (Conv(2, kernel=3), Dropout(0.5), Activation("relu"), Dense(1)))


class CentredMLP(BatchedMLP):
    """Its specification says nothing of the mean over the batch that is subtracted."""

    def forward(self, x):
        return super().forward(x - x.mean(1, keepdim=True))


class CentredConvNet(BatchedConvNet):
    def forward(self, x):
        return super().forward(x - x.mean(1, keepdim=True))


class OwnMean(BatchedConvNet):
    """What is subtracted is each sample's own mean."""

    def forward(self, x):
        return super().forward(x - x.mean(2, keepdim=True))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("width", [1, 2, 4, 8])
def test_a_mixing_that_no_specification_tells_of_is_found(width, seed):
    """In a narrow network all units of one sample may be at rest: that one tells nothing."""
    critic = CentredMLP(MLP((2, width, 1)), (seed,))
    assert not critic.spec.mixes_batch
    assert mixes_batch(critic)
    with pytest.raises(ValueError, match="must treat each sample by itself"):
        GradientPenalty().prepare(critic)


@pytest.mark.parametrize("seed", range(6))
def test_a_mixing_before_dropout_is_found(seed):
    assert mixes_batch(CentredConvNet(IMAGES, (seed,)))


@pytest.mark.parametrize("seed", range(6))
def test_what_treats_each_sample_by_itself_is_accepted(seed):
    for critic in (OwnMean(IMAGES, (seed,)), IMAGES.build((seed,)), MLP((2, 4, 1)).build((seed,))):
        mode = [m.training for m in critic.modules()]
        assert not mixes_batch(critic)
        GradientPenalty().prepare(critic)
        assert [m.training for m in critic.modules()] == mode


def test_a_critic_is_tried_in_training_mode_whatever_its_own_is():
    class InTraining(BatchedMLP):
        def forward(self, x):
            return super().forward(x - x.mean(1, keepdim=True) if self.training else x)

    critic = InTraining(MLP((2, 4, 1)), (0,)).eval()
    assert mixes_batch(critic)
    assert not critic.training
