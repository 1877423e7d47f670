"""Questions that are asked again when the documents change: which, and what came of it."""
