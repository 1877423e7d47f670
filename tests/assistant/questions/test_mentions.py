"""Questions whether something is mentioned at all."""

import pytest

from assistant.questions.mentions import mentioned


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("is china mentioned anywhere", "china"),
        ("Where is the Arctic mentioned?", "Arctic"),
        ("does the word quantum appear anywhere?", "quantum"),
        ("Any mention of Brazil?", "Brazil"),
        ("are cables talked about in the documents?", "cables"),
        ("Wird China irgendwo erwähnt?", "China"),
        ("Kommt Brasilien hier vor?", "Brasilien"),
        ("La Chine est-elle mentionnée quelque part ?", "Chine"),
        ("Parle-t-on de la Chine ?", "Chine"),
        ("¿Se menciona a China en algún sitio?", "China"),
        ("中国はどこかに出てきますか", "中国"),
    ],
)
def test_a_question_for_mentions_names_its_thing(question, thing):
    assert mentioned(question) == thing


@pytest.mark.parametrize(
    "question",
    [
        "Is the pump named after him?",
        "What is mentioned about China?",
        "Does the fee appear on the payslip?",
        "どこに書かれていますか",
        "その図にはどこの漁が書かれていますか",
        "Wer wird im Vertrag genannt?",
        "",
    ],
)
def test_what_is_said_of_a_thing_is_another_question(question):
    assert mentioned(question) is None
