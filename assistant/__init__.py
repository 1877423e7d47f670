"""The answers: follow-ups, evidence, citations, and the command line."""
