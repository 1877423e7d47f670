"""Searching: from a question to passages, ranked, or all of those that have some words."""
