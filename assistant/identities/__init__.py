"""Who asks: sessions, keys, and sign-ins that were refused."""
