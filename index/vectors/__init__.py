"""Where sentence vectors are searched: stores of one protocol, one store an edition."""
