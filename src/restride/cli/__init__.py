"""The command line: parses arguments, calls a use case, prints. Decides nothing."""
