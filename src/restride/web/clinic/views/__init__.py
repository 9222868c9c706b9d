"""The clinic's screens, a module each."""
