"""What the runner's screens read from a form. A form parses; deciding is done elsewhere."""
