"""The only composition root: builds the ports that use cases are given. Imports web inside functions only."""
