"""Synthetic runners and cohort runs, to try rules before they reach a person."""
