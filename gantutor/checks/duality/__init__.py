"""Exercises on prices, potentials and critics."""
