"""Exercises of chapter 9: a fair comparison, deep gradients, and games small enough to solve."""
