"""The tags of the clinic's screens."""
