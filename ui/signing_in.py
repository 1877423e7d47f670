"""Which way of signing in the settings ask for."""

from assistant.settings import Settings
from ui.cookies import Jar
from ui.security import Guard


def guard_of(settings: Settings) -> Guard:
    """Returns how readers are known, by the settings."""
    secure = settings.public_url.startswith("https:")
    return Guard(jar=Jar(secure, bool(settings.allowed_origins)))
