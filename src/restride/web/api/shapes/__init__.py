"""What travels over the interface, as typed JSON: requests are strict, answers are complete. No shape decides."""
