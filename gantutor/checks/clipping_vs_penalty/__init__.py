"""Exercises on a fair comparison, deep gradients, and games small enough to solve."""
