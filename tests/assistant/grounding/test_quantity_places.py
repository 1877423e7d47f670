"""Numbers beside the words that they belong to."""

import pytest

from assistant.grounding.quantity_places import mixed_up

VISA = "A visa for students costs 75 euros, one for tourists 90 euros. It is sent in 15 days."
ALLOWANCE = "日当は国内出張で二千円、海外出張で六千円とする。精算は七日以内に行う。"


@pytest.mark.parametrize(
    ("claim", "passage", "wrong"),
    [
        ("Tourists pay 75 euros for a visa.", VISA, True),
        ("The visa costs students 75 euros.", VISA, False),
        ("For a student, the visa is 75 euros, for a tourist 90 euros.", VISA, False),
        ("For a tourist, the visa is 75 euros, for a student 90 euros.", VISA, True),
        ("The price is 75 euros.", VISA, False),
        ("Tourists get it in 15 days.", VISA, False),
        ("海外出張の日当は2,000円です。", ALLOWANCE, True),
        ("国内出張の日当は2,000円です。", ALLOWANCE, False),
        ("精算は7日以内です。", ALLOWANCE, False),
        ("", VISA, False),
        ("Tourists pay 75 euros.", "", False),
    ],
)
def test_a_number_beside_the_words_of_another_is_mixed_up(claim, passage, wrong):
    assert mixed_up(claim, passage) is wrong


@pytest.mark.parametrize("passage", [VISA, ALLOWANCE])
def test_a_passage_mixes_nothing_up_itself(passage):
    assert not mixed_up(passage, passage)
