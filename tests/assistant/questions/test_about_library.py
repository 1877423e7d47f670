"""Which questions are about the library itself, and what they ask of it."""

import pytest

from assistant.questions.about_library import (
    LibraryQuestion,
    LibraryTopic,
    asks_for_author,
    language_code,
    language_name,
    library_question,
)


@pytest.mark.parametrize(
    "question",
    [
        "How many documents are there?",
        "how many files do you have in total",
        "List all documents.",
        "which documents are indexed?",
        "show me all your files",
        "What documents do you have?",
        "what do you have here",
        "文書は何件ありますか。",
        "すべての文書を挙げてください",
        "文書の一覧を見せて",
        "どんな資料がありますか？",
        "ファイルはいくつ？",
    ],
)
def test_all_documents_are_asked_for(question):
    assert library_question(question) == LibraryQuestion(LibraryTopic.EVERY)


@pytest.mark.parametrize(
    ("question", "asked", "subject", "negated"),
    [
        ("Which documents are about parking?", LibraryTopic.ABOUT, "parking", False),
        ("what documents do you have on annual leave", LibraryTopic.ABOUT, "annual leave", False),
        ("do you have anything about parental leave?", LibraryTopic.ABOUT, "parental leave", False),
        ("documents about visitors", LibraryTopic.ABOUT, "visitors", False),
        ("is there a document on the car park", LibraryTopic.ABOUT, "the car park", False),
        ("駐車場に関する文書はどれですか", LibraryTopic.ABOUT, "駐車場", False),
        ("出張についての資料はありますか", LibraryTopic.ABOUT, "出張", False),
        (
            "How many documents mention “data breach”?",
            LibraryTopic.MENTIONING,
            "data breach",
            False,
        ),
        ("which files contain the word deposit", LibraryTopic.MENTIONING, "deposit", False),
        ("Which documents do not mention parking?", LibraryTopic.MENTIONING, "parking", True),
        ("which docs dont talk about fees", LibraryTopic.MENTIONING, "fees", True),
        ("list the documents without the word cat", LibraryTopic.MENTIONING, "cat", True),
        ("list documents that never mention pets", LibraryTopic.MENTIONING, "pets", True),
        ("駐車場に触れていない文書はどれですか", LibraryTopic.MENTIONING, "駐車場", True),
        ("保証金という言葉を含む文書は何件ありますか", LibraryTopic.MENTIONING, "保証金", False),
        ("どの文書が駐車場に言及していますか", LibraryTopic.MENTIONING, "駐車場", False),
        ("どの資料に犬が出てきませんか", LibraryTopic.MENTIONING, "犬", True),
        ("What documents do you have from 2023?", LibraryTopic.DATED, "from 2023", False),
        ("2023年の文書はありますか", LibraryTopic.DATED, "2023年", False),
        ("What did you add last week?", LibraryTopic.ADDED, "last week", False),
        ("which documents were added since Monday", LibraryTopic.ADDED, "since Monday", False),
        ("先週追加された文書は？", LibraryTopic.ADDED, "先週", False),
        ("which files were changed in March 2024", LibraryTopic.CHANGED, "in March 2024", False),
        ("What is new?", LibraryTopic.NEWEST, "", False),
        ("whats new", LibraryTopic.NEWEST, "", False),
        ("show me the latest documents", LibraryTopic.NEWEST, "", False),
        ("what was added recently", LibraryTopic.NEWEST, "", False),
        ("what's new this week", LibraryTopic.ADDED, "this week", False),
        ("新しい文書はありますか", LibraryTopic.NEWEST, "", False),
        ("Do you have anything in Japanese?", LibraryTopic.LANGUAGE, "ja", False),
        ("how many German documents do you have", LibraryTopic.LANGUAGE, "de", False),
        ("which files are not in English", LibraryTopic.LANGUAGE, "en", True),
        ("日本語の文書はありますか", LibraryTopic.LANGUAGE, "ja", False),
    ],
)
def test_what_is_asked_of_documents_is_told(question, asked, subject, negated):
    assert library_question(question) == LibraryQuestion(asked, subject, negated)


def test_documents_may_go_by_another_name():
    found = library_question("Which policies mention remote work?")
    assert found == LibraryQuestion(LibraryTopic.MENTIONING, "remote work", noun="policies")


@pytest.mark.parametrize(
    "question",
    [
        "Which documents do I need for a parking permit?",
        "what documents do you have to submit for a visa",
        "how many documents must I sign",
        "which documents are confidential?",
        "What documents are required to open an account?",
        "how long are documents kept",
        "How many days of leave do I get?",
        "how many rooms are there",
        "Which rooms have a projector?",
        "what is the new parking fee",
        "what changed in the travel policy",
        "Do you have to wear a helmet?",
        "which documents do I include in my application",
        "what files can I have with me in the exam",
        "what is new in the travel policy for contractors",
        "which countries are on the orange list right now",
        "what kinds of jobs on the side are possible",
        "list what happens on the first day in order",
        "文書の保存期間は何年ですか",
        "必要な書類は何ですか",
        "契約を更新するにはどうすればよいですか",
        "休暇は何日ありますか",
    ],
)
def test_what_stands_in_the_documents_is_no_question_about_the_library(question):
    found = library_question(question)
    assert found is None or found.asked in (
        LibraryTopic.DATED,
        LibraryTopic.ADDED,
        LibraryTopic.CHANGED,
    )


@pytest.mark.parametrize(
    "question", ["Who wrote the travel policy?", "旅費規程を書いたのは誰ですか"]
)
def test_asking_for_an_author_is_told(question):
    assert asks_for_author(question)
    assert not asks_for_author("Who signs the travel policy?")


def test_languages_are_known_by_their_names():
    assert [language_code(name) for name in ("Japanese", "日本語", "deutsch", "Elvish")] == [
        *("ja", "ja", "de"),
        None,
    ]
    assert (language_name("ja", "en"), language_name("ja", "ja")) == ("Japanese", "日本語")
