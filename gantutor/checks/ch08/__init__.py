"""Exercises of chapter 8: spectral norms of matrices and convolutions, and what they leave."""
