"""How each exercise looks at its start and its end, as joint positions. Drawing them is in `drawings`."""
