"""Users and how they get in: sign-up, sign-in, passwords. What they may see of one another is a use case's matter."""
