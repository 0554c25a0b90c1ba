"""Exercises of chapter 1: the adversarial game."""
