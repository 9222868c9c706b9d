"""The clinic's forms: they read what was typed; what may be done is a use case's matter."""
