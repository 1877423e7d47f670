"""The process in which files are read, so that no file can harm the one that asks."""
