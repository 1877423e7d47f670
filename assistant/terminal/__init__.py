"""How results and errors look in a terminal."""
