"""The layers in front of the application: what is let through to it, and what is refused."""
