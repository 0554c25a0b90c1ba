"""Exercises of chapter 6: weight clipping, and what it does to the estimate."""
