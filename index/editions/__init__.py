"""Editions: all passages as one set of models sees them, and which edition answers."""
