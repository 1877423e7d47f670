"""Whether what was stored is as it was written."""
