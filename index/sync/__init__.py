"""Bringing the index in line with the files."""
