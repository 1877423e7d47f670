"""Adding documents in the browser: who may, under which names, and how they get indexed."""
