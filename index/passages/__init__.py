"""From a document to its passages, and back to the places of its words on a page."""
