"""Many small networks as one: a specification, and a module that holds S networks side by side.

A claim about training needs several seeds. Trained one after another, small networks leave most
of the processor idle; stacked along a first axis, one batched matrix product serves them all, and
one grouped convolution likewise.

`MLP`, `ConvNet` and `Autoencoder` are specifications. The layers of a `ConvNet` are values too:
`Conv`, `ConvTranspose`, `Upsample`, `MaxPool`, `AveragePool`, `Dense`, `Reshape`, `Activation`,
`BatchNorm`, `LayerNorm`, `Dropout`; of sequences `SequenceConv` and `Softmax`. `image_generator`
and `image_critic` put the usual pair for images together.
"""

from gantutor.nets.activations import ACTIVATIONS, OUTPUTS, SLOPE, Activation, Nonlinearity
from gantutor.nets.convnet import BatchedConvNet, ConvNet
from gantutor.nets.convolution import Conv, ConvTranspose
from gantutor.nets.dense import Dense
from gantutor.nets.dropout import Dropout
from gantutor.nets.energy import Autoencoder, BatchedAutoencoder
from gantutor.nets.images import image_critic, image_generator
from gantutor.nets.inits import INITS
from gantutor.nets.layer import BatchedLayer, Layer
from gantutor.nets.mlp import MLP, BatchedMLP
from gantutor.nets.network import Network, Spec
from gantutor.nets.normalisation import BatchNorm, LayerNorm
from gantutor.nets.reshape import Reshape
from gantutor.nets.resizing import AveragePool, MaxPool, Upsample
from gantutor.nets.sequence import SequenceConv
from gantutor.nets.softmax import Softmax

__all__ = [
    "ACTIVATIONS",
    "INITS",
    "MLP",
    "OUTPUTS",
    "SLOPE",
    "Activation",
    "Autoencoder",
    "AveragePool",
    "BatchNorm",
    "BatchedAutoencoder",
    "BatchedConvNet",
    "BatchedLayer",
    "BatchedMLP",
    "Conv",
    "ConvNet",
    "ConvTranspose",
    "Dense",
    "Dropout",
    "Layer",
    "LayerNorm",
    "MaxPool",
    "Network",
    "Nonlinearity",
    "Reshape",
    "SequenceConv",
    "Softmax",
    "Spec",
    "Upsample",
    "image_critic",
    "image_generator",
]
