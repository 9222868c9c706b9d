"""Sends messages that others have composed. What is said, and when, is decided elsewhere."""
