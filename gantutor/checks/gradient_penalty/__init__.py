"""Exercises on the gradient penalty, its optimum, and the step of the full game."""
