"""Exercises on spectral norms of matrices and convolutions, and what they leave."""
