"""Exercises on convolutions, on penalties and distances of images, and on the step of a DCGAN."""
