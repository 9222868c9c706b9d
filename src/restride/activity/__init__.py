"""Recorded runs as values and pure functions on arrays. Reading files lives in formats."""
