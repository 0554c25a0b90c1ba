"""Exercises on the labels, the losses and the weights of a CVAE-GAN."""
