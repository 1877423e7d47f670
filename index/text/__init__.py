"""What holds for any text, whichever document or person it comes from."""
