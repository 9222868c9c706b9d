"""Template tags: each draws one part of the design."""
