"""A terminal is spoken to in the language of the setting, else of the locale."""

import pytest

from assistant.terminal.terminal_words import terminal_words


@pytest.mark.parametrize(
    ("named", "environment", "language"),
    [
        ("", {}, "en"),
        ("", {"LANG": "de_DE.UTF-8"}, "de"),
        ("", {"LANG": "ja"}, "ja"),
        ("", {"LANG": "fr-CA"}, "fr"),
        ("", {"LANG": "C.UTF-8"}, "en"),
        ("", {"LANG": "POSIX"}, "en"),
        ("", {"LANG": "sv_SE.UTF-8"}, "en"),
        ("", {"LANG": "de_DE.UTF-8", "LC_MESSAGES": "es_ES"}, "es"),
        ("", {"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ("", {"LANG": "de_DE.UTF-8", "TENKYO_LANGUAGE": "fr"}, "fr"),
        ("ja", {"LANG": "de_DE.UTF-8"}, "ja"),
    ],
)
def test_the_setting_goes_before_the_locale(named, environment, language):
    assert terminal_words(named, environment).language == language
