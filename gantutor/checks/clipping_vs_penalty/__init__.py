"""Exercises on a fair comparison, and on gradients in deep critics."""
