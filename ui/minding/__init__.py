"""How the whole installation stands, for those who look after it."""
