"""Exercises on the divergence that stays at log 2."""
