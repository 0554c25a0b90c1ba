"""Exercises of chapter 5: prices, potentials and critics."""
