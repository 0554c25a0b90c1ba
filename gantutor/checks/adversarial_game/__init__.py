"""Exercises on the adversarial game."""
