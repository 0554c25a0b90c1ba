"""Exercises on the bound, its gradient, its conventions and the latent space."""
