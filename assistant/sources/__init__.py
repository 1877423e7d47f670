"""Where documents come from besides what people add: what is configured, and following it."""
