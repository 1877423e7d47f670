"""Who may see which documents."""
