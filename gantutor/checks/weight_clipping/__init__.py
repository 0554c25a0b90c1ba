"""Exercises on weight clipping, and what it does to the estimate."""
