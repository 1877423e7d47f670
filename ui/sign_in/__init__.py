"""Signing in: what was begun in a browser, until the provider sends it back."""
