"""Restride: return to running after injury."""
