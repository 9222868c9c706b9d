"""Bytes to values and back, one module a file format, independent of one another. Decides nothing."""
