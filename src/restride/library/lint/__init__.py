"""Checks of whole protocols: what each file alone cannot show. Reading and single keys are checked while reading."""
