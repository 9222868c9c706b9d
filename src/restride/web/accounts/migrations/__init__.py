"""The history of the user tables."""
