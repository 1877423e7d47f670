"""Pages of files as pictures: what a page looks like, and where on it a word stands."""
