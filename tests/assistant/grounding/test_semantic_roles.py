"""Who does what to whom, in English and Japanese, in the active and the passive."""

import pytest

from assistant.grounding.semantic_roles import done_by_another, roles, swapped

SAME = [
    ("Japan notifies the EU.", "The EU is notified by Japan."),
    ("The firm that Delta bought is in Oslo.", "Delta bought the firm."),
    ("Delta bought Gamma from Alpha.", "Alpha sold Gamma to Delta."),
    ("The bank lent the town money.", "Money was lent to the town by the bank."),
    ("Paris is France's capital.", "France's capital is Paris."),
    ("Japan signed a treaty with the EU.", "The EU signed a treaty with Japan."),
    ("In 2020, Japan exported cars to Oslo.", "Japan exported cars to Oslo in 2020."),
    ("The client closes after the server calls.", "After the server calls, the client closes."),
    ("日本はEUに通知する。", "EUは日本から通知される。"),
    ("市長が助役を任命する。", "助役は市長によって任命される。"),
]
SWAPPED = [
    ("Japan notifies the EU.", "The EU notifies Japan."),
    ("Japan notifies the EU.", "Japan is notified by the EU."),
    ("The EU is notified by Japan.", "The EU notifies Japan."),
    ("Delta bought Gamma from Alpha.", "Alpha bought Gamma from Delta."),
    ("Alpha sold Gamma to Delta.", "Delta sold Gamma to Alpha."),
    ("The tenant must give the landlord notice.", "The landlord must give the tenant notice."),
    ("The opera was based on the novel.", "The novel was based on the opera."),
    ("The client closes after the server calls.", "The server closes after the client calls."),
    ("日本はEUに通知する。", "EUは日本に通知する。"),
    ("市長が助役を任命する。", "助役が市長を任命する。"),
    ("市長は助役に任命された。", "助役は市長に任命された。"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_roles_in_another_order_are_not_swapped(one, other):
    assert not swapped(roles(one), roles(other))
    assert not swapped(roles(other), roles(one))


@pytest.mark.parametrize(("one", "other"), SWAPPED)
def test_doer_and_done_to_that_change_places_are_swapped(one, other):
    assert swapped(roles(one), roles(other))
    assert swapped(roles(other), roles(one))


def test_a_passage_that_says_both_supports_both():
    passage = roles("Norway beat Ghana. Later Ghana beat Norway.")
    assert not swapped(roles("Ghana beat Norway."), passage)
    assert not swapped(roles("Norway beat Ghana."), passage)


@pytest.mark.parametrize("text", ["", " ", "by by by", "。。は。", "was by the", "\ud800 が を"])
def test_odd_texts_have_no_roles(text):
    assert not roles(text)


LOSS = "The policyholder reports a loss to the insurer. Seats are assigned by the conductor."


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("The insurer reports a loss.", True),
        ("The policyholder assigns the seats.", True),
        ("The conductor assigns the seats.", False),
        ("A loss is reported by the policyholder.", False),
        # Somebody whom the passage does not name may be the same one in other words.
        ("The customer reports a loss.", False),
        ("The insurer pays.", False),
    ],
)
def test_what_a_passage_says_of_one_is_not_done_by_another_in_it(sentence, wrong):
    assert done_by_another(roles(sentence), roles(LOSS)) is wrong
