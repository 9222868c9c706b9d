"""The steps by which the tables came to be. Once released, a step is never changed."""
