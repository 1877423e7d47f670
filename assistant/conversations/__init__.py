"""What is kept of conversations, and how it is shown, exported and verified."""
