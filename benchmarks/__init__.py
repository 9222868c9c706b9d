"""How fast Restride is. `./run python -m benchmarks` prints one table; nothing here is a test."""
