"""Scenario files: a story in, a decision out, writable by a physiotherapist. Deciding is the core's matter."""
