"""What the assistant says in its own words, in each language of the interface."""
