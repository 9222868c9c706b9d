"""Small programs for those who work on Restride. Nothing here is part of the installed package."""
