"""The runner's screens: a view parses, calls a use case and renders."""
