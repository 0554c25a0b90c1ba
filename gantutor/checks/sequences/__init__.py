"""Exercises on choices without a derivative, their gradients, and laws of sequences."""
