"""The commands of the command line: what can be said, and what each does."""
