"""The HTTP API: for programs what the chat is for people."""
