"""The web face, and the only place that imports Django. Decides nothing."""
