"""Documents from elsewhere than a folder: one module a way to get them, behind one protocol."""
