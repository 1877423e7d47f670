"""One service for the chat and for programs: what they ask, and what is kept of it."""
