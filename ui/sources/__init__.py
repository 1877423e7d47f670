"""The pages on which sources are read."""
