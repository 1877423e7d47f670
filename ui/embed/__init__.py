"""The chat inside other pages: its script, its frame, and who may frame it."""
