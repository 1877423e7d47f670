"""Which language a text is in."""

import pytest

from index.language import language


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The cable runs under the sea.", "en"),
        ("電線は海の下を通る。", "ja"),
        ("TSMCの半導体は世界で使われています。", "ja"),
        ("海底电缆穿过北极。", "zh"),
        ("해저 케이블은 북극을 통과한다.", "ko"),
        ("12 + 30 = 42", "und"),
        ("Привет", "und"),
        ("", "und"),
        ("The article in English cites 東京 once, and is English all the same.", "en"),
    ],
)
def test_the_script_tells_the_language(text, expected):
    assert language(text) == expected
