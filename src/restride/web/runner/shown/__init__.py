"""What the runner's templates are given: plain values, ready to show. Nothing here writes or decides."""
