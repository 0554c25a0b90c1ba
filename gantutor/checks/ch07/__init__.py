"""Exercises of chapter 7: the gradient penalty, its optimum, and the step of the full game."""
