"""Bringing the index in line with folders of the home, beside answering."""
