"""The exit statuses that the command line promises besides 0 and 1."""

WRONG_USE = 2
INTERRUPTED = 130
SOME_FAILED = 3
