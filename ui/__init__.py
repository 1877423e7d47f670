"""The chat page and the web application around it."""
