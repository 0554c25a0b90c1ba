"""Exercises on the Dirac-GAN: where a game of two numbers ends, and how fast it gets there."""
