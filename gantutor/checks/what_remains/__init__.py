"""Exercises on slices, entropic transport, kernels and flows: what remains without a critic."""
