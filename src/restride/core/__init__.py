"""The clinical core: values, rules and decisions. Standard library only; no I/O, clock, randomness or logging."""
