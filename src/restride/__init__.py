"""Restride: return to running after injury."""

__version__ = "0.1.0"
