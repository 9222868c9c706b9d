"""Template tags of the runner's screens."""
