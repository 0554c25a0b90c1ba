"""Exercises of chapter 2: the divergence that stays at log 2."""
