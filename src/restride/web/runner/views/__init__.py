"""The runner's screens, a module each."""
