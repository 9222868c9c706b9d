"""Measures: named, documented questions that rules put to a runner's record. Their meaning never changes."""
