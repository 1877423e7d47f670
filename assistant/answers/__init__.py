"""From passages to an answer: which block answers, and in which shape."""
