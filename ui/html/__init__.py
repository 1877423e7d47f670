"""What all pages share: safe markup, and the words of the interface."""
